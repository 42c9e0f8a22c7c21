import { lstatSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Download, type DownloadContent } from '../../core/transfer/download.ts';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import { type FolderEntry, LISTING_BYTES_MAX, placesOf, readListing } from '../../core/transfer/folder-listing.ts';
import { type PartFile, PieceStore } from '../../core/transfer/piece-store.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import { DiskFile, OPEN } from './disk-file.ts';
import { fileProblem } from './file-problem.ts';
import { hashing } from './hashing.ts';
import { MemoryFile } from './memory-content.ts';
import { makeFolders, makePartFolder, openFolder, PART_ENDING, placeFolder } from './place.ts';
import type { ReceiveTarget } from './receive-file.ts';
import type { TransferCard } from './transfer-card.ts';
import type { JobParts, TransferJob } from './transfer-job.ts';

/** Files of a folder that are under way at a time. */
const AT_ONCE = 64;

interface Wanted {
  readonly entry: FolderEntry;
  readonly place: readonly string[];
}

/**
 * A folder on its way to this computer: first its list, then its files into `name.part`, which gets its name when all
 * are there. A file that has its name in there was verified.
 */
export class ReceiveFolder implements TransferJob {
  readonly card: TransferCard;
  readonly #parts: JobParts;
  readonly #target: ReceiveTarget;
  readonly #kept: (part: string) => void;
  #part: string | undefined;
  #waiting: Wanted[] | undefined;
  readonly #open = new Map<Download, DiskFile | undefined>();
  #all = 0;
  #done = 0;
  #doneBytes = 0;
  #isPaused = false;
  #run = 0;

  constructor(card: TransferCard, target: ReceiveTarget, parts: JobParts, kept: (part: string) => void) {
    this.card = card;
    this.#target = target;
    this.#parts = parts;
    this.#kept = kept;
    this.#part = target.part;
  }

  start(): void {
    if (this.#isPaused) {
      this.#setPaused(false);
      this.card.set('waiting');
      this.#parts.link.pump();
      return this.#fetchMore();
    }
    if (this.#open.size > 0) return;
    this.card.set('waiting');
    const { file } = this.#target;
    if (file.size > LISTING_BYTES_MAX) return this.#fail({ code: 'folder_too_large', text: 'the list is too long' });
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

  cancel(): void {
    this.#end();
    if (this.#part !== undefined) rmSync(this.#part, { recursive: true, force: true });
    this.#part = undefined;
    this.card.set('cancelled');
  }

  close(): void {
    this.#end();
    this.card.silence();
  }

  #listed(bytes: Uint8Array): void {
    const entries = readListing(bytes);
    if (!entries) return this.#fail({ code: 'file_wrong', text: 'the list of the folder is none' });
    const problem = this.#openPart();
    if (problem) return this.#fail(problem);
    const places = placesOf(entries);
    const wanted = entries.map((entry, at) => ({ entry, place: places[at] as readonly string[] }));
    this.#all = wanted.length;
    this.#waiting = wanted.filter((one) => !this.#isThere(one)).reverse();
    this.#progress();
    this.#fetchMore();
  }

  #openPart(): Problem | undefined {
    const { folder, file } = this.#target;
    if (this.#part !== undefined && lstatSync(this.#part, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    const opened = openFolder(folder);
    if (!opened.ok) return opened.problem;
    const made = makePartFolder(opened.value, cleanFileName(file.name));
    if (!made.ok) return made.problem;
    this.#part = made.value;
    this.#kept(made.value);
    return undefined;
  }

  #isThere({ entry, place }: Wanted): boolean {
    const stat = lstatSync(join(this.#part ?? '', ...place), { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size !== entry.size) return false;
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

  #fetchOne({ entry, place }: Wanted): void {
    const folder = makeFolders(this.#part ?? '', place.slice(0, -1));
    if (!folder.ok) return this.#fail(folder.problem);
    const path = join(folder.value, place.at(-1) ?? '');
    const download = this.#fetch(
      entry,
      () => DiskFile.open(`${path}${PART_ENDING}`, OPEN.part),
      () => this.#received(download, entry, path),
    );
  }

  #received(download: Download, entry: FolderEntry, path: string): void {
    this.#let(download);
    try {
      renameSync(`${path}${PART_ENDING}`, path);
    } catch (error) {
      return this.#fail(fileProblem(error, path));
    }
    this.#done += 1;
    this.#doneBytes += entry.size;
    this.#progress();
    this.#fetchMore();
  }

  /** This one is through. */
  #let(download: Download): void {
    this.#open.get(download)?.close();
    this.#open.delete(download);
    this.#parts.link.remove(download);
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
      failed: (problem) => still(() => this.#fail(problem))(),
      ready: () => this.#parts.link.pump(),
    });
    download.isPaused = this.#isPaused;
    if (!this.#open.has(download)) this.#open.set(download, undefined);
    this.#parts.link.add(download);
    return download;
  }

  #openInto(
    download: Download,
    { list, size, file }: { list: Uint8Array; size: number; file: PartFile | Problem },
    done: (store: PieceStore | Problem) => void,
  ): void {
    if ('code' in file) return done(file);
    const store = new PieceStore({ size, list, file, hashing, whole: false });
    if (!(file instanceof DiskFile)) return done(store);
    this.#open.set(download, file);
    store.recheck(file.stat().size, (problem) => done(problem ?? store));
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
    const placed = placeFolder(this.#part ?? '', cleanFileName(this.#target.file.name));
    this.#end();
    if (!placed.ok) return this.card.set('failed', placed.problem);
    this.#part = undefined;
    this.card.path = placed.value;
    this.card.name = basename(placed.value);
    this.card.set('done');
  }

  #fail(problem: Problem): void {
    this.#end();
    this.card.set('failed', problem);
  }

  #end(): void {
    this.#run += 1;
    for (const [download, file] of this.#open) {
      download.stop();
      this.#parts.link.remove(download);
      file?.close();
    }
    this.#open.clear();
    this.#waiting = undefined;
    this.#done = 0;
    this.#doneBytes = 0;
    this.#isPaused = false;
  }
}
