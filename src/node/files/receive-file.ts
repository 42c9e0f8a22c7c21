import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Download } from '../../core/transfer/download.ts';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import { PieceStore } from '../../core/transfer/piece-store.ts';
import type { Problem, Result } from '../../shared/error-codes.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import { DiskFile, OPEN } from './disk-file.ts';
import { hashing } from './hashing.ts';
import { PathFile } from './path-file.ts';
import { markForeign, openFolder, openPart, placeFile, placeOver } from './place.ts';
import type { TransferCard } from './transfer-card.ts';
import type { JobParts } from './transfer-job.ts';
import { TransferWork } from './transfer-work.ts';

export interface ReceiveTarget {
  readonly file: FileInfo;
  /** Folder that it goes into, under a name that is free there. */
  readonly folder: string;
  /** The very path that the person chose instead, and that is written over. */
  readonly over: string | undefined;
  /** What is there of it since another time. */
  readonly part: string | undefined;
}

/** One file on its way to this computer: put together beside its place, verified piece by piece, then named. */
export class ReceiveFile extends TransferWork {
  readonly #target: ReceiveTarget;
  readonly #kept: (part: string) => void;
  #part: string | undefined;
  #file: PathFile | undefined;
  #download: Download | undefined;

  /** @param kept hears where it is put together, so that it can go on there another time */
  constructor(card: TransferCard, target: ReceiveTarget, parts: JobParts, kept: (part: string) => void) {
    super(card, parts);
    this.#target = target;
    this.#kept = kept;
    this.#part = target.part;
  }

  start(): void {
    if (this.#download) {
      this.#download.isPaused = false;
      this.card.set('waiting');
      return this.parts.link.pump();
    }
    this.card.set('waiting');
    const { hash, size, pieces } = this.#target.file;
    const download = new Download(
      { hash, size, pieces },
      {
        hashing,
        open: (list, done) => this.#open(list, done),
        progress: () => this.card.progress(download.done),
        wrongPiece: () => this.card.wrongPiece(),
        complete: () => this.#finish(),
        failed: (problem) => this.fail(problem),
        ready: () => this.parts.link.pump(),
      },
    );
    this.#download = download;
    this.parts.link.add(download);
  }

  pause(): void {
    if (this.#download) this.#download.isPaused = true;
    this.card.set('paused');
  }

  protected override discard(): void {
    if (this.#part !== undefined) rmSync(this.#part, { force: true });
    this.#part = undefined;
  }

  #open(list: Uint8Array, done: (store: PieceStore | Problem) => void): void {
    const opened = this.#openFile();
    if ('code' in opened) return done(opened);
    // Hundreds that are under way at a time hold no handle each.
    opened.close();
    const file = new PathFile(opened.path, OPEN.known);
    this.#file = file;
    this.#part = file.path;
    this.#kept(file.path);
    const { size } = this.#target.file;
    const store = new PieceStore({ size, list, file, hashing, whole: false });
    store.recheck(file.size, (problem) => done(problem ?? store));
  }

  /** What was there before, if it still is; else a new file. */
  #openFile(): DiskFile | Problem {
    if (this.#part !== undefined) {
      const known = DiskFile.open(this.#part, OPEN.known);
      if (!('code' in known)) return known;
      if (known.code !== 'file_missing') return known;
    }
    const { folder, over, file } = this.#target;
    const opened = openFolder(over === undefined ? folder : dirname(over));
    if (!opened.ok) return opened.problem;
    return openPart(opened.value, over === undefined ? cleanFileName(file.name) : basename(over));
  }

  #finish(): void {
    const file = this.#file as PathFile;
    this.card.set('finishing');
    file.sync((problem) => {
      if (this.card.state !== 'finishing') return;
      this.end();
      if (problem) return this.card.set('failed', problem);
      this.#place(file.path);
    });
  }

  #place(part: string): void {
    const { over, file } = this.#target;
    const placed: Result<string> =
      over === undefined ? placeFile(part, cleanFileName(file.name)) : placeOver(part, over);
    if (!placed.ok) return this.card.set('failed', placed.problem);
    markForeign(placed.value);
    this.#part = undefined;
    this.card.progress(file.size);
    this.arrived(placed.value);
  }

  protected end(): void {
    if (this.#download) {
      this.#download.stop();
      this.parts.link.remove(this.#download);
      this.#download = undefined;
    }
    this.#file?.close();
    this.#file = undefined;
  }
}
