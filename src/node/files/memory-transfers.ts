import { hash } from 'node:crypto';
import { Download } from '../../core/transfer/download.ts';
import { PieceStore } from '../../core/transfer/piece-store.ts';
import { Upload } from '../../core/transfer/upload.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import type { FileLink } from './file-link.ts';
import { hashing } from './hashing.ts';
import { contentOf, MemoryFile } from './memory-content.ts';

/** What a content is known by at the host. */
export type StoredContent = Pick<FileInfo, 'hash' | 'size' | 'pieces'>;

const CLOSED = failure('transfer_cancelled', 'the room was left');

/** Small contents on their way from memory or into it: they stand in no list, and nobody is told of them. */
export class MemoryTransfers {
  readonly #link: FileLink;
  /** What ends those who wait for something that will not come any more. */
  readonly #ends = new Set<() => void>();

  constructor(link: FileLink) {
    this.#link = link;
  }

  /** Fetches a content, verified. */
  fetch({ hash: name, size, pieces }: StoredContent): Promise<Result<Uint8Array>> {
    const memory = new MemoryFile(size);
    return this.#settle((end) => {
      const download = new Download(
        { hash: name, size, pieces },
        {
          hashing,
          open: (list, done) => done(new PieceStore({ size, list, file: memory, hashing, whole: false })),
          progress: () => {},
          wrongPiece: () => {},
          complete: () => end(success(memory.bytes)),
          failed: (problem) => end({ ok: false, problem }),
          ready: () => this.#link.pump(),
        },
      );
      this.#link.add(download);
      return () => this.#link.remove(download);
    });
  }

  /** Has the host keep a content, without telling the room. */
  put(bytes: Uint8Array): Promise<Result<StoredContent>> {
    const content = contentOf(bytes);
    const pieces = hash('sha256', content.list);
    return this.#settle((end) => {
      const upload = new Upload(content, undefined, {
        read: (offset, length, done) => done(bytes.subarray(offset, offset + length)),
        progress: () => {},
        wrongPiece: () => {},
        complete: () => end(success({ hash: content.hash, size: content.size, pieces })),
        failed: (problem) => end({ ok: false, problem }),
      });
      this.#link.add(upload);
      return () => {
        upload.stop();
        this.#link.remove(upload);
      };
    });
  }

  /** Whoever waits hears that it comes to nothing. */
  close(): void {
    for (const end of this.#ends) end();
  }

  /** @param begin what is on its way, and what takes it off the link */
  #settle<T>(begin: (end: (result: Result<T>) => void) => () => void): Promise<Result<T>> {
    return new Promise((resolve) => {
      let remove: (() => void) | undefined;
      const end = (result: Result<T>) => {
        this.#ends.delete(cancel);
        remove?.();
        resolve(result);
      };
      const cancel = () => end(CLOSED);
      this.#ends.add(cancel);
      remove = begin(end);
    });
  }
}
