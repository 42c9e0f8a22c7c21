import { hash } from 'node:crypto';
import { DIGEST_SIZE, PIECE_SIZE, pieceCount } from '../../core/transfer/constants.ts';
import type { PartFile } from '../../core/transfer/piece-store.ts';
import type { UploadContent } from '../../core/transfer/upload.ts';
import { sha256 } from './hashing.ts';

/** Hash and pieces of a content that is in memory. */
export function contentOf(bytes: Uint8Array): UploadContent {
  const list = new Uint8Array(pieceCount(bytes.length) * DIGEST_SIZE);
  for (let at = 0, index = 0; at < bytes.length; at += PIECE_SIZE, index += 1) {
    list.set(hash('sha256', bytes.subarray(at, at + PIECE_SIZE), 'buffer'), index * DIGEST_SIZE);
  }
  return { hash: sha256(bytes), size: bytes.length, list };
}

/** A small content that is put together in memory. */
export class MemoryFile implements PartFile {
  readonly bytes: Uint8Array;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  read(offset: number, length: number, done: (bytes: Uint8Array) => void): void {
    done(this.bytes.subarray(offset, offset + length));
  }

  write(offset: number, bytes: Uint8Array, done: (problem: undefined) => void): void {
    this.bytes.set(bytes, offset);
    done(undefined);
  }
}
