import { expect, it } from 'vitest';
import { FilePeer, fileHeader } from './file.ts';

const facts = { name: '照片.png', size: 5_000_000_000, description: 'a picture', hash: 'ab' };

function parts(bytes: Uint8Array) {
  const buffer = Buffer.from(bytes);
  expect(buffer.readInt32LE(0)).toBe(buffer.length - 4);
  return buffer.subarray(4).toString();
}

it('writes the length as 32 bits, little-endian, and the fields in the order of the tutorials', () => {
  expect(parts(fileHeader('described', facts))).toBe(
    '{"file_name":"照片.png","file_desc":"a picture","file_size":5000000000}',
  );
  expect(parts(fileHeader('hashed', facts))).toBe('{"filename":"照片.png","total_size":5000000000,"hash":"ab"}');
});

it('sends the file at once, and also to a client that ended its side', () => {
  const peer = new FilePeer();
  expect(peer.opened()).toEqual([{ kind: 'file' }]);
  expect(peer.received(new Uint8Array(1), 0)).toEqual([]);
  expect(peer.ended()).toEqual([]);
});
