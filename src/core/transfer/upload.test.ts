import { expect, it } from 'vitest';
import { Upload } from './upload.ts';

const content = { hash: 'ab'.repeat(32), size: 3, list: new Uint8Array(32) };
const offer = { id: 'one', device: '0'.repeat(32), nick: 'Ada', filename: 'a.txt', media: 'text/plain' };

function anUpload(completed: unknown[]): Upload {
  return new Upload(content, offer, {
    read: () => expect.fail('nothing is read'),
    progress: () => {},
    wrongPiece: () => expect.fail('no piece is wrong'),
    complete: (told) => completed.push(told),
    failed: ({ text }) => expect.fail(text),
  });
}

it('offers a small content again that the host has taken and then lacks, as when it was dropped at once', () => {
  const completed: unknown[] = [];
  const upload = anUpload(completed);
  expect(upload.nextRequest()).toEqual({ kind: 'offer', index: 0 });
  expect(upload.nextRequest()).toBeUndefined();
  upload.kept(0);
  expect(upload.nextRequest()).toEqual({ kind: 'offer', index: 0 });
  upload.accepted({ id: 'one', seq: 7 });
  expect(completed).toEqual([{ id: 'one', seq: 7 }]);
  expect(upload.nextRequest()).toBeUndefined();
});
