import { expect, it } from 'vitest';
import { openFile, SEALED_FILE_PIECE, sealedFileSize, sealFile } from '../../core/secure/sealed-words/sealed-file.ts';
import { PIECE_SIZE } from '../../core/transfer/constants.ts';
import { nodeCrypto } from './node-crypto.ts';

const key = nodeCrypto.random(32);

it.each([0, 1, SEALED_FILE_PIECE, SEALED_FILE_PIECE + 1, 2 * SEALED_FILE_PIECE + 7])(
  'encrypts %d bytes, and gives them back',
  (size) => {
    const content = nodeCrypto.random(size);
    const sealed = sealFile(nodeCrypto, key, content);
    expect(sealed).toHaveLength(sealedFileSize(size));
    expect(Buffer.compare(openFile(nodeCrypto, key, sealed, size) ?? nodeCrypto.random(1), content)).toBe(0);
    expect(openFile(nodeCrypto, nodeCrypto.random(32), sealed, size)).toBeUndefined();
  },
);

it('notices pieces that changed places, are left out, cut off or altered', () => {
  const size = 2 * SEALED_FILE_PIECE + 7;
  const sealed = sealFile(nodeCrypto, key, nodeCrypto.random(size));
  const moved = sealed.slice();
  moved.copyWithin(0, PIECE_SIZE, 2 * PIECE_SIZE);
  const altered = sealed.slice();
  altered[PIECE_SIZE + 3] = (altered[PIECE_SIZE + 3] ?? 0) ^ 1;
  for (const wrong of [moved, altered]) expect(openFile(nodeCrypto, key, wrong, size)).toBeUndefined();
  // As if the file ended with a whole piece.
  expect(openFile(nodeCrypto, key, sealed.subarray(0, 2 * PIECE_SIZE), 2 * SEALED_FILE_PIECE)).toBeUndefined();
  expect(openFile(nodeCrypto, key, sealed.subarray(0, -1), size)).toBeUndefined();
});
