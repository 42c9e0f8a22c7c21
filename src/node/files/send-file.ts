import { Upload, type UploadContent } from '../../core/transfer/upload.ts';
import { SourceFile } from './source-file.ts';
import type { TransferCard } from './transfer-card.ts';
import type { JobParts } from './transfer-job.ts';
import { TransferWork } from './transfer-work.ts';

/** One file on its way into the room: it is hashed, sent, and the room is told. */
export class SendFile extends TransferWork {
  readonly #path: string;
  #source: SourceFile | undefined;
  #content: UploadContent | undefined;
  #upload: Upload | undefined;
  #hashing: AbortController | undefined;

  constructor(card: TransferCard, path: string, parts: JobParts) {
    super(card, parts);
    this.#path = path;
  }

  start(): void {
    if (this.#upload) return this.#resume(this.#upload);
    if (this.#content && this.#source) return this.#send(this.#source, this.#content);
    if (this.#hashing) return;
    const source = SourceFile.open(this.#path, true);
    if ('code' in source) return this.card.set('failed', source);
    this.#source = source;
    this.card.size = source.size;
    this.card.set('preparing');
    const hashing = new AbortController();
    this.#hashing = hashing;
    const giveBack = this.parts.hashing.take((over) => this.#hash(source, hashing.signal, over));
    hashing.signal.addEventListener('abort', giveBack);
  }

  #hash(source: SourceFile, signal: AbortSignal, over: () => void): void {
    source.hash(
      signal,
      () => this.card.changed(),
      (content) => {
        this.#hashing = undefined;
        over();
        if ('code' in content) return this.fail(content);
        this.#content = content;
        if (this.card.state === 'preparing') this.#send(source, content);
      },
    );
  }

  pause(): void {
    this.#hashing?.abort();
    this.#hashing = undefined;
    if (this.#upload) this.#upload.isPaused = true;
    this.card.set('paused');
  }

  #send(source: SourceFile, content: UploadContent): void {
    const upload = new Upload(content, this.offer(), {
      read: (offset, length, done) => source.read(offset, length, done),
      progress: () => this.card.progress(upload.done),
      wrongPiece: () => this.card.wrongPiece(),
      complete: (told) => {
        this.card.event = told?.seq;
        this.card.progress(content.size);
        this.end();
        this.card.set('done');
      },
      failed: (problem) => this.fail(problem),
    });
    this.#upload = upload;
    this.card.set('waiting');
    this.parts.link.add(upload);
  }

  #resume(upload: Upload): void {
    upload.isPaused = false;
    this.card.set('waiting');
    this.parts.link.pump();
  }

  protected end(): void {
    this.#hashing?.abort();
    this.#hashing = undefined;
    if (this.#upload) {
      this.#upload.stop();
      this.parts.link.remove(this.#upload);
      this.#upload = undefined;
    }
    // Whoever tries again reads the file again: it may be another one by then.
    this.#content = undefined;
    this.#source?.close();
    this.#source = undefined;
  }
}
