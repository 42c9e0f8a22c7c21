import { lstatSync, rmSync } from 'node:fs';
import { Download, type DownloadContent } from '../../core/transfer/download.ts';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import { type FolderEntry, LISTING_BYTES_MAX, placesOf, readListing } from '../../core/transfer/folder-listing.ts';
import { type PartFile, PieceStore } from '../../core/transfer/piece-store.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import { hashing } from './hashing.ts';
import { MemoryFile } from './memory-content.ts';
import { PARTS, PartFolder } from './part-folder.ts';
import { PathFile } from './path-file.ts';
import { makePartFolder, openFolder } from './place.ts';
import type { ReceiveTarget } from './receive-file.ts';
import type { TransferCard } from './transfer-card.ts';
import type { JobParts } from './transfer-job.ts';
import { TransferWork } from './transfer-work.ts';

/** Files of a folder that are under way at a time. */
const AT_ONCE = 64;

interface Wanted {
  /** Where it stands in the list. */
  readonly index: number;
  readonly entry: FolderEntry;
  readonly place: readonly string[];
}

/**
 * A folder on its way to this computer: first its list, then its files into `name.part`, which gets its name when all
 * are there. A file that has its name in there was verified.
 */
export class ReceiveFolder extends TransferWork {
  readonly #target: ReceiveTarget;
  readonly #kept: (part: string) => void;
  #part: PartFolder | undefined;
  #waiting: Wanted[] | undefined;
  readonly #open = new Map<Download, PathFile | undefined>();
  #all = 0;
  #done = 0;
  #doneBytes = 0;
  #isPaused = false;
  #run = 0;

  constructor(card: TransferCard, target: ReceiveTarget, parts: JobParts, kept: (part: string) => void) {
    super(card, parts);
    this.#target = target;
    this.#kept = kept;
    this.#part = target.part === undefined ? undefined : new PartFolder(target.part);
  }

  start(): void {
    if (this.#isPaused) {
      this.#setPaused(false);
      this.card.set('waiting');
      this.parts.link.pump();
      return this.#fetchMore();
    }
    if (this.#open.size > 0) return;
    this.card.set('waiting');
    const { file } = this.#target;
    if (file.size > LISTING_BYTES_MAX) return this.fail({ code: 'folder_too_large', text: 'the list is too long' });
    const memory = new MemoryFile(file.size);
    const listing = this.#fetch(
      file,
      () => memory,
      () => {
        this.#let(listing);
        this.#listed(memory.bytes);
      },
    );
  }

  pause(): void {
    this.#setPaused(true);
    this.card.set('paused');
  }

  protected override discard(): void {
    if (this.#part) rmSync(this.#part.path, { recursive: true, force: true });
    this.#part = undefined;
  }

  #listed(bytes: Uint8Array): void {
    const listing = readListing(bytes);
    if (!listing) return this.fail({ code: 'file_wrong', text: 'the list of the folder is none' });
    const part = this.#openPart();
    if ('code' in part) return this.fail(part);
    const places = placesOf(listing, PARTS);
    const problem = firstOf(places.folders, (place) => part.makeEmpty(place));
    if (problem) return this.fail(problem);
    const wanted = listing.files.map((entry, index) => ({ index, entry, place: places.files[index] ?? [] }));
    this.#all = wanted.length;
    this.#waiting = wanted.filter((one) => !this.#isThere(part, one)).reverse();
    this.card.leaves(listing.left);
    this.#progress();
    this.#fetchMore();
  }

  #openPart(): PartFolder | Problem {
    const { folder, file } = this.#target;
    if (this.#part && lstatSync(this.#part.path, { throwIfNoEntry: false })?.isDirectory()) return this.#part;
    const opened = openFolder(folder);
    if (!opened.ok) return opened.problem;
    const made = makePartFolder(opened.value, cleanFileName(file.name));
    if (!made.ok) return made.problem;
    this.#part = new PartFolder(made.value);
    this.#kept(made.value);
    return this.#part;
  }

  #isThere(part: PartFolder, { entry, place }: Wanted): boolean {
    if (!part.isThere(place, entry.size)) return false;
    this.#done += 1;
    this.#doneBytes += entry.size;
    return true;
  }

  #fetchMore(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#isPaused) return;
    const run = this.#run;
    while (this.#open.size < AT_ONCE && run === this.#run) {
      const next = waiting.pop();
      if (!next) break;
      this.#fetchOne(next);
    }
    if (run === this.#run && this.#open.size === 0 && waiting.length === 0) this.#finish();
  }

  #fetchOne(wanted: Wanted): void {
    const part = this.#part as PartFolder;
    const download = this.#fetch(
      wanted.entry,
      () => part.openPart(wanted.index),
      () => this.#received(download, part, wanted),
    );
  }

  #received(download: Download, part: PartFolder, { index, entry, place }: Wanted): void {
    this.#let(download);
    const placed = part.place(index, place, entry.exec === true);
    if (!placed.ok) return this.fail(placed.problem);
    this.#done += 1;
    this.#doneBytes += entry.size;
    this.#progress();
    this.#fetchMore();
  }

  /** This one is through. */
  #let(download: Download): void {
    this.#open.get(download)?.close();
    this.#open.delete(download);
    this.parts.link.remove(download);
  }

  /** @param open makes the file when its pieces are known */
  #fetch(
    { hash, size, pieces }: { hash: string; size: number; pieces?: FileInfo['pieces'] },
    open: () => PartFile | Problem,
    complete: () => void,
  ): Download {
    const content: DownloadContent = { hash, size, pieces };
    const run = this.#run;
    const still = (work: () => void) => () => {
      if (run === this.#run) work();
    };
    const download = new Download(content, {
      hashing,
      open: (list, done) => this.#openInto(download, { list, size, file: open() }, done),
      progress: still(() => this.#progress()),
      wrongPiece: still(() => this.card.wrongPiece()),
      complete: () => queueMicrotask(still(complete)),
      failed: (problem) => still(() => this.fail(problem))(),
      ready: () => this.parts.link.pump(),
    });
    download.isPaused = this.#isPaused;
    if (!this.#open.has(download)) this.#open.set(download, undefined);
    this.parts.link.add(download);
    return download;
  }

  #openInto(
    download: Download,
    { list, size, file }: { list: Uint8Array; size: number; file: PartFile | Problem },
    done: (store: PieceStore | Problem) => void,
  ): void {
    if ('code' in file) return done(file);
    const store = new PieceStore({ size, list, file, hashing, whole: false });
    if (!(file instanceof PathFile)) return done(store);
    this.#open.set(download, file);
    store.recheck(file.size, (problem) => done(problem ?? store));
  }

  #setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    for (const download of this.#open.keys()) download.isPaused = isPaused;
  }

  #progress(): void {
    if (!this.#waiting) return;
    let done = this.#doneBytes;
    for (const download of this.#open.keys()) done += download.done;
    this.card.files = { all: this.#all, done: this.#done };
    this.card.progress(done);
  }

  #finish(): void {
    const part = this.#part as PartFolder;
    this.end();
    const placed = part.finish(cleanFileName(this.#target.file.name));
    if (!placed.ok) return this.card.set('failed', placed.problem);
    this.#part = undefined;
    this.arrived(placed.value);
  }

  protected end(): void {
    this.#run += 1;
    for (const [download, file] of this.#open) {
      download.stop();
      this.parts.link.remove(download);
      file?.close();
    }
    this.#open.clear();
    this.#waiting = undefined;
    this.#done = 0;
    this.#doneBytes = 0;
    this.#isPaused = false;
  }
}

/** The first problem that comes of doing something with each. */
function firstOf<T>(all: readonly T[], work: (one: T) => Problem | undefined): Problem | undefined {
  for (const one of all) {
    const problem = work(one);
    if (problem) return problem;
  }
  return undefined;
}
