import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileFacts } from '../../core/practice/file.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';

/** Bytes that are read and written at a time. */
export const FILE_PIECE_BYTES = 65_536;

/** An open file of a known size, to be read once. */
export interface OpenFile {
  readonly size: number;
  /** The first `size` bytes, in pieces; fewer where the file was cut in the meantime. */
  pieces(pieceBytes: number): AsyncIterable<Uint8Array>;
  /** SHA-256 of the first `size` bytes, in hex. */
  hash(): Promise<string>;
  close(): Promise<void>;
}

/** Opens a file for reading. Fails with `file_unreadable`, also for a folder. */
export async function openFile(path: string): Promise<Result<OpenFile>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const facts = await handle.stat();
    if (!facts.isFile()) throw new Error('it is no file');
    return success(asOpenFile(handle, facts.size));
  } catch (error) {
    await handle?.close();
    const why = error instanceof Error ? error.message : String(error);
    return failure('file_unreadable', `${path} can't be read: ${why}`, { path });
  }
}

function asOpenFile(handle: FileHandle, size: number): OpenFile {
  async function* pieces(pieceBytes: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < size; ) {
      const { buffer, bytesRead } = await handle.read(
        Buffer.allocUnsafe(Math.min(pieceBytes, size - at)),
        0,
        undefined,
        at,
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }
  return {
    size,
    pieces,
    hash: async () => {
      const hash = createHash('sha256');
      for await (const piece of pieces(FILE_PIECE_BYTES)) hash.update(piece);
      return hash.digest('hex');
    },
    close: () => handle.close(),
  };
}

/** What the header says of a file. The hash costs one reading of the file and is left out where it is not sent. */
export async function fileFacts(
  path: string,
  file: OpenFile,
  description: string,
  withHash: boolean,
): Promise<FileFacts> {
  return { name: basename(path), size: file.size, description, hash: withHash ? await file.hash() : '' };
}
