import { describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/error-codes.ts';
import { PIECE_SIZE } from './constants.ts';
import { Upload, type UploadOffer } from './upload.ts';

const hash = 'ab'.repeat(32);
const offer: UploadOffer = { id: 'one', device: '0'.repeat(32), nick: 'Ada', filename: 'a.txt', media: 'text/plain' };
const WRONG: Problem = { code: 'file_wrong', text: 'wrong' };
const LARGE = 2 * PIECE_SIZE + 5;

/** An upload that notes down what it tells. */
function anUpload(size: number, offered: UploadOffer | undefined = offer) {
  const told: unknown[] = [];
  const content = { hash, size, list: new Uint8Array(32 * Math.ceil(size / PIECE_SIZE)) };
  const upload = new Upload(content, offered, {
    read: () => expect.fail('nothing is read'),
    progress: () => told.push('progress'),
    wrongPiece: (index) => told.push(`wrong ${index}`),
    complete: (as) => told.push(as ?? 'complete'),
    failed: ({ code }) => told.push(code),
  });
  /** All that it wants to send now, as text. */
  const wants = () => {
    const wanted: string[] = [];
    for (let next = upload.nextRequest(); next; next = upload.nextRequest()) {
      wanted.push(next.kind === 'ask' ? 'ask' : `${next.kind} ${next.index}`);
    }
    return wanted;
  };
  return { upload, told, wants };
}

describe('a small content', () => {
  it('is offered again when the host has taken it and then lacks it, as when it was dropped at once', () => {
    const { upload, told, wants } = anUpload(3);
    expect(wants()).toEqual(['offer 0']);
    upload.kept(0);
    expect(wants()).toEqual(['offer 0']);
    told.length = 0;
    upload.accepted({ id: 'one', seq: 7 });
    expect([told, upload.done, wants()]).toEqual([[{ id: 'one', seq: 7 }], 3, []]);
  });

  it('is put where nobody is to be told, and is complete when it is kept', () => {
    const upload = new Upload({ hash, size: PIECE_SIZE, list: new Uint8Array(32) }, undefined, {
      read: () => {},
      progress: () => {},
      wrongPiece: () => {},
      complete: (told) => completed.push(told),
      failed: ({ text }) => expect.fail(text),
    });
    const completed: unknown[] = [];
    expect(upload.nextRequest()).toEqual({ kind: 'put', index: 0 });
    upload.kept(0);
    upload.kept(0);
    expect(completed).toEqual([undefined]);
  });

  it('that is empty is an offer without a piece', () => {
    expect(anUpload(0).wants()).toEqual(['offer undefined']);
  });
});

describe('a large content', () => {
  it('is asked for first, and only what the host lacks is sent, then the offer', () => {
    const { upload, told, wants } = anUpload(LARGE);
    expect(wants()).toEqual(['ask']);
    upload.has([[1, 2]]);
    expect([upload.done, told.splice(0)]).toEqual([PIECE_SIZE, ['progress']]);
    expect(wants()).toEqual(['put 1', 'put 2']);
    upload.kept(2 * PIECE_SIZE);
    expect([upload.done, wants()]).toEqual([PIECE_SIZE + 5, []]);
    upload.kept(PIECE_SIZE);
    expect(wants()).toEqual(['offer undefined']);
    upload.accepted({ id: 'one', seq: 7 });
    upload.accepted({ id: 'one', seq: 7 });
    expect(told).toEqual(['progress', 'progress', { id: 'one', seq: 7 }]);
  });

  it('begins at the first piece that lacks, in runs', () => {
    const { upload, wants } = anUpload(LARGE);
    wants();
    upload.has([
      [0, 1],
      [2, 1],
    ]);
    expect(wants()).toEqual(['put 0', 'put 2']);
  });

  it('asks anew on the next link, and sends again what was not answered', () => {
    const { upload, wants } = anUpload(LARGE);
    wants();
    upload.has([[0, 3]]);
    expect(wants()).toEqual(['put 0', 'put 1', 'put 2']);
    upload.linkLost();
    expect(wants()).toEqual(['ask']);
    upload.has([[0, 3]]);
    expect(wants()).toEqual(['put 0', 'put 1', 'put 2']);
  });

  it('is offered again on the next link', () => {
    const { upload, wants } = anUpload(LARGE);
    wants();
    upload.has([]);
    expect(wants()).toEqual(['offer undefined']);
    upload.linkLost();
    wants();
    upload.has([]);
    expect(wants()).toEqual(['offer undefined']);
  });

  it('asks anew when the host lacks what it was offered', () => {
    const { upload, wants } = anUpload(LARGE);
    wants();
    upload.has([]);
    wants();
    upload.kept(LARGE);
    expect(wants()).toEqual(['ask']);
  });

  it('sends a piece again that came wrong, and gives up the third time', () => {
    const { upload, told, wants } = anUpload(LARGE);
    wants();
    upload.has([[0, 3]]);
    wants();
    for (const again of ['put 1', 'put 1']) {
      upload.refused(PIECE_SIZE, WRONG);
      expect(wants()).toEqual([again]);
    }
    upload.refused(0, WRONG);
    expect(wants()).toEqual(['put 0']);
    told.length = 0;
    upload.refused(PIECE_SIZE, WRONG);
    expect([told, wants()]).toEqual([['file_wrong'], []]);
  });

  it('begins anew when the whole was wrong', () => {
    const { upload, told, wants } = anUpload(LARGE);
    wants();
    upload.has([]);
    wants();
    told.length = 0;
    upload.refused(LARGE, WRONG);
    expect([told, wants()]).toEqual([['wrong 2'], ['ask']]);
  });

  it('fails at once for any other reason, and only once', () => {
    const { upload, told, wants } = anUpload(LARGE);
    upload.refused(0, { code: 'spool_full', text: 'full' });
    upload.fail(WRONG);
    upload.accepted({ id: 'one', seq: 7 });
    expect([told, wants()]).toEqual([['spool_full'], []]);
  });

  it('says nothing while it is paused, and nothing more once it is stopped', () => {
    const { upload, told, wants } = anUpload(LARGE);
    upload.isPaused = true;
    expect(wants()).toEqual([]);
    upload.isPaused = false;
    upload.stop();
    upload.fail(WRONG);
    expect([wants(), told]).toEqual([[], []]);
  });

  it('knows how many bytes each piece has', () => {
    const { upload } = anUpload(LARGE);
    expect([upload.lengthOf(0), upload.lengthOf(2)]).toEqual([PIECE_SIZE, 5]);
  });
});

it('a large content that nobody is told of is complete when the host has it, once', () => {
  const completed: unknown[] = [];
  const upload = new Upload({ hash, size: LARGE, list: new Uint8Array(96) }, undefined, {
    read: () => {},
    progress: () => {},
    wrongPiece: () => {},
    complete: (told) => completed.push(told),
    failed: ({ text }) => expect.fail(text),
  });
  upload.nextRequest();
  upload.has([[2, 1]]);
  expect([completed, upload.nextRequest()]).toEqual([[], { kind: 'put', index: 2 }]);
  upload.kept(2 * PIECE_SIZE);
  upload.has([]);
  expect([completed, upload.nextRequest()]).toEqual([[undefined], undefined]);
});
