import { type FolderEntry, NOTHING_LEFT, sizeOf, writeListing } from '../../core/transfer/folder-listing.ts';
import { Upload, type UploadContent } from '../../core/transfer/upload.ts';
import { contentOf } from './memory-content.ts';
import { SourceFile } from './source-file.ts';
import type { TransferCard } from './transfer-card.ts';
import type { JobParts } from './transfer-job.ts';
import { TransferWork } from './transfer-work.ts';
import { type Found, type FoundInFolder, walkFolder } from './walk-folder.ts';

/** Files of a folder that are under way at a time. */
const AT_ONCE = 64;

/** A folder on its way into the room: each file goes into the spool, and then the room is told of their list. */
export class SendFolder extends TransferWork {
  readonly #path: string;
  /** What the folder holds beside its files. */
  #beside: Omit<FoundInFolder, 'files'> = { folders: [], left: NOTHING_LEFT };
  #waiting: Found[] = [];
  #entries: FolderEntry[] = [];
  #all = 0;
  #sentBytes = 0;
  #isWalking = false;
  #isPaused = false;
  /** Counts up with each end, so that what was begun before it is let go by. */
  #run = 0;
  /** What gives back the place of each that is being hashed, or waits for one. */
  readonly #hashing = new Map<Found, () => void>();
  /** Ends the hashing of this run. */
  #ending = new AbortController();
  /** Files that are being hashed or sent. */
  readonly #open = new Map<Found, Upload | undefined>();
  #listing: Upload | undefined;

  constructor(card: TransferCard, path: string, parts: JobParts) {
    super(card, parts);
    this.#path = path;
  }

  start(): void {
    if (this.#isPaused) return this.#goOn();
    if (this.#isWalking) return;
    this.#isWalking = true;
    this.card.set('preparing');
    const run = this.#run;
    walkFolder(this.#path, (found) => {
      if (run !== this.#run) return;
      this.#isWalking = false;
      if ('code' in found) return this.fail(found);
      this.#all = found.files.length;
      this.#beside = found;
      this.card.leaves(found.left);
      this.#waiting = [...found.files].reverse();
      if (!this.#isPaused) this.card.set('waiting');
      this.#sendMore();
    });
  }

  pause(): void {
    this.#setPaused(true);
    this.card.set('paused');
  }

  #goOn(): void {
    this.#setPaused(false);
    this.card.set(this.#isWalking ? 'preparing' : 'waiting');
    this.parts.link.pump();
    this.#sendMore();
  }

  #setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    for (const upload of [...this.#open.values(), this.#listing]) if (upload) upload.isPaused = isPaused;
  }

  #sendMore(): void {
    while (!this.#isPaused && this.#open.size < AT_ONCE) {
      const next = this.#waiting.pop();
      if (!next) break;
      this.#sendOne(next);
    }
    if (this.#entries.length === this.#all && !this.#isWalking && !this.#listing) this.#sendListing();
  }

  #sendOne(found: Found): void {
    const source = SourceFile.open(found.real, false);
    if ('code' in source) return this.fail(source);
    this.#open.set(found, undefined);
    const run = this.#run;
    const giveBack = this.parts.hashing.take((over) => {
      source.hash(
        this.#ending.signal,
        () => {},
        (content) => {
          over();
          if (run !== this.#run) return source.close();
          if ('code' in content) return this.fail(content);
          this.#upload(found, source, content);
        },
      );
    });
    // What is small is hashed by now.
    if (this.#open.has(found) && this.#open.get(found) === undefined) this.#hashing.set(found, giveBack);
  }

  #upload(found: Found, source: SourceFile, content: UploadContent): void {
    const run = this.#run;
    const upload = new Upload(content, undefined, {
      read: (offset, length, done) => source.read(offset, length, done),
      progress: () => this.#progress(),
      wrongPiece: () => this.card.wrongPiece(),
      complete: () => {
        source.close();
        if (run === this.#run) this.#sent(found, content);
      },
      failed: (problem) => {
        source.close();
        if (run === this.#run) this.fail(problem);
      },
    });
    upload.isPaused = this.#isPaused;
    this.#hashing.delete(found);
    this.#open.set(found, upload);
    this.parts.link.add(upload);
  }

  #sent(found: Found, { hash, size }: UploadContent): void {
    const upload = this.#open.get(found);
    if (upload) this.parts.link.remove(upload);
    this.#open.delete(found);
    this.#entries.push({ path: found.path, size, hash, ...(found.exec && { exec: true }) });
    this.#sentBytes += size;
    this.#progress();
    this.#sendMore();
  }

  #progress(): void {
    let done = this.#sentBytes;
    for (const upload of this.#open.values()) done += upload?.done ?? 0;
    this.card.files = { all: this.#all, done: this.#entries.length };
    this.card.size = Math.max(this.card.size, done);
    this.card.progress(done);
  }

  #sendListing(): void {
    const entries = this.#entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
    const { folders, left } = this.#beside;
    const bytes = writeListing({ files: entries, folders, left });
    const folder = sizeOf(entries);
    const run = this.#run;
    const listing = new Upload(
      contentOf(bytes),
      { ...this.offer(), folder },
      {
        read: (offset, length, done) => done(bytes.subarray(offset, offset + length)),
        progress: () => {},
        wrongPiece: () => this.card.wrongPiece(),
        complete: (told) => {
          if (run !== this.#run) return;
          this.card.event = told?.seq;
          this.card.size = folder.bytes;
          this.end();
          this.card.progress(folder.bytes);
          this.card.set('done');
        },
        failed: (problem) => {
          if (run === this.#run) this.fail(problem);
        },
      },
    );
    listing.isPaused = this.#isPaused;
    this.#listing = listing;
    this.parts.link.add(listing);
  }

  protected end(): void {
    this.#run += 1;
    this.#ending.abort();
    for (const giveBack of this.#hashing.values()) giveBack();
    this.#hashing.clear();
    this.#ending = new AbortController();
    for (const upload of [...this.#open.values(), this.#listing]) {
      if (!upload) continue;
      upload.stop();
      this.parts.link.remove(upload);
    }
    this.#open.clear();
    this.#listing = undefined;
    this.#waiting = [];
    this.#entries = [];
    this.#sentBytes = 0;
    this.#isWalking = false;
    this.#isPaused = false;
  }
}
