import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import { FOLDER_TYPE } from '../../core/transfer/folder-listing.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { isExecutableName, mediaType } from '../../shared/files/file-kind.ts';
import { type FileInfo, isOver, type Transfer, type TransferSummary } from '../../shared/files/file-models.ts';
import type { FileSettings } from '../../shared/files/file-settings.ts';
import type { RoomEvent, Transport } from '../../shared/models.ts';
import type { Dial } from '../net/dial.ts';
import { fileProblem } from '../store/file-problem.ts';
import { makePrivateFolder, PRIVATE_FILE } from '../store/private-files.ts';
import type { TransferRecord, TransferStore } from '../store/transfer-store.ts';
import { wallNow } from '../time/clocks.ts';
import { FileLink } from './file-link.ts';
import { MemoryTransfers } from './memory-transfers.ts';
import { ReceiveFile } from './receive-file.ts';
import { ReceiveFolder } from './receive-folder.ts';
import { SendFile } from './send-file.ts';
import { SendFolder } from './send-folder.ts';
import { Slots } from './slots.ts';
import { TransferCard } from './transfer-card.ts';
import type { JobParts, TransferJob } from './transfer-job.ts';

export interface TransfersOptions {
  /** The room's id. */
  readonly room: string;
  readonly device: string;
  readonly nick: () => string;
  /** This member's id, whose own files are not fetched. */
  readonly you: () => string | undefined;
  readonly dial: Dial;
  readonly transport: () => Transport;
  /** Undefined where nothing outlives the program. */
  readonly store: TransferStore | undefined;
  readonly settings: () => FileSettings;
  /** Where received files go unless the settings say. */
  readonly downloads: string;
  readonly listener: TransfersListener;
}

export interface TransfersListener {
  changed(transfer: Transfer): void;
  over(summary: TransferSummary): void;
  problem(problem: Problem): void;
}

interface Entry {
  readonly job: TransferJob;
  record: TransferRecord;
  wasOver: boolean;
}

/** Files of one member that are hashed at a time. */
const HASHED_AT_ONCE = 8;

/** Everything that one member sends into a room and fetches from it. */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #link: FileLink;
  readonly #parts: JobParts;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();
  #summary = NOTHING;
  /** Small contents from memory and into it. */
  readonly memory: MemoryTransfers;

  constructor(options: TransfersOptions) {
    this.#options = options;
    const { dial, transport, device, nick } = options;
    this.#link = new FileLink({ dial, transport, waits: (problem) => this.#waits(problem) });
    this.memory = new MemoryTransfers(this.#link);
    this.#parts = { link: this.#link, hashing: new Slots(HASHED_AT_ONCE), from: () => ({ device, nick: nick() }) };
    for (const record of options.store?.of(options.room) ?? []) this.#restore(record);
  }

  /** Oldest first, also those that are over. */
  list(): readonly Transfer[] {
    return [...this.#entries.values()].map(({ job }) => job.card.view());
  }

  find(id: string): Transfer | undefined {
    return this.#entries.get(id)?.job.card.view();
  }

  /** The transfer of an event's file: the newest one that was not cancelled. */
  ofEvent(event: number): Transfer | undefined {
    return this.list().findLast((one) => one.event === event && one.state !== 'cancelled');
  }

  /** Sends files and folders. Fails with what the system says of a path, before anything is sent. */
  send(paths: readonly string[]): Result<readonly Transfer[]> {
    const records: TransferRecord[] = [];
    for (const path of paths) {
      try {
        const isFolder = statSync(path).isDirectory();
        const type = isFolder ? FOLDER_TYPE : mediaType(path);
        const file = { name: basename(path), size: 0, hash: '', pieces: '', type };
        records.push({ ...this.#newRecord('send', basename(path), this.#options.nick()), path, file });
      } catch (error) {
        const { code, text, detail } = fileProblem(error, path);
        return failure(code, text, detail);
      }
    }
    return success(records.map((record) => this.#begin(record)));
  }

  /** Sends bytes that lie in no file, such as a picture from the clipboard; `folder` keeps them until they are sent. */
  sendBytes(folder: string, name: string, bytes: Uint8Array): Result<readonly Transfer[]> {
    const inside = join(folder, randomBytes(8).toString('hex'));
    const path = join(inside, cleanFileName(name));
    try {
      makePrivateFolder(inside);
      writeFileSync(path, bytes, { mode: PRIVATE_FILE });
    } catch (error) {
      const { code, text, detail } = fileProblem(error, path);
      return failure(code, text, detail);
    }
    return this.send([path]);
  }

  /** Fetches the file of an event, into `over` where the person chose a path. One that is under way already goes on. */
  receive({ seq, file, nick }: RoomEvent, over?: string): Result<Transfer> {
    if (!file) return failure('transfer_unknown', 'that event is no file');
    const known = [...this.#entries.values()].find(
      ({ job: { card }, record }) => isOf(record, seq, file) && record.direction === 'receive' && !isOver(card),
    );
    if (known) {
      known.job.start();
      return success(known.job.card.view());
    }
    const record = { ...this.#newRecord('receive', cleanFileName(file.name), nick), event: seq, file };
    const folder = this.#options.settings().downloadFolder || this.#options.downloads;
    return success(
      this.#begin(over === undefined ? { ...record, folder } : { ...record, folder, path: over, over: true }),
    );
  }

  /** An event came: fetches its file if the settings say so. */
  came(event: RoomEvent): void {
    const { file, from } = event;
    if (!file || from === this.#options.you()) return;
    const isKnown = [...this.#entries.values()].some(({ record }) => isOf(record, event.seq, file));
    if (isKnown) return;
    const { acceptBelow, acceptFrom } = this.#options.settings();
    const size = file.folder?.bytes ?? file.size;
    const isTrusted = acceptFrom.some(({ room, member }) => room === this.#options.room && member === from);
    if (isTrusted || (acceptBelow > 0 && size <= acceptBelow)) this.receive(event);
  }

  pause(id: string): Result<undefined> {
    return this.#do(id, ({ job }) => {
      if (!isOver(job.card) && job.card.state !== 'finishing') job.pause();
    });
  }

  /** Goes on with one that is paused, or tries again one that failed. */
  resume(id: string): Result<undefined> {
    return this.#do(id, ({ job }) => {
      if (job.card.state === 'paused' || job.card.state === 'failed') job.start();
    });
  }

  cancel(id: string): Result<undefined> {
    return this.#do(id, ({ job }) => {
      if (job.card.state !== 'done' && job.card.state !== 'cancelled') job.cancel();
    });
  }

  /** Takes one that is over out of the list. */
  forget(id: string): Result<undefined> {
    return this.#do(id, ({ job }) => {
      if (!isOver(job.card)) return;
      // What failed may have left something behind.
      if (job.card.state === 'failed') job.cancel();
      job.close();
      this.#entries.delete(id);
      this.#report(this.#options.store?.forget(id));
    });
  }

  /** The network or the transport changed: goes on over a new link. */
  renew(): void {
    this.#link.renew();
  }

  /** Lets go of everything; what is under way goes on another time. */
  close(): void {
    for (const { job } of this.#entries.values()) job.close();
    this.#link.close();
    this.memory.close();
  }

  #newRecord(direction: 'send' | 'receive', name: string, nick: string): TransferRecord {
    const id = randomBytes(12).toString('hex');
    return { id, direction, room: this.#options.room, nick, name, at: wallNow(), state: 'open' };
  }

  #begin(record: TransferRecord): Transfer {
    const entry = this.#add(record);
    this.#keep(entry);
    entry.job.start();
    return entry.job.card.view();
  }

  /** One of another time goes on, unless it was paused. */
  #restore(record: TransferRecord): void {
    const entry = this.#add(record);
    const { card } = entry.job;
    entry.wasOver = record.state !== 'open' && record.state !== 'paused';
    if (record.state === 'open') return entry.job.start();
    if (record.state === 'done') card.progress(card.size);
    card.set(record.state);
  }

  #add(record: TransferRecord): Entry {
    const { id, direction, room, nick, name, at, file, path } = record;
    const type = file?.type ?? '';
    const card = new TransferCard({ id, direction, room, nick, type, at }, name, sizeOf(file), () => this.#changed(id));
    card.event = record.event;
    card.executable = type !== FOLDER_TYPE && isExecutableName(name);
    if (direction === 'send' || record.state === 'done') card.path = path;
    if (file?.folder) card.files = { all: file.folder.files, done: record.state === 'done' ? file.folder.files : 0 };
    const entry = { job: this.#jobOf(card, record), record, wasOver: false };
    this.#entries.set(id, entry);
    return entry;
  }

  #jobOf(card: TransferCard, record: TransferRecord): TransferJob {
    const { direction, path = '', file, folder = '', part } = record;
    if (direction === 'send') {
      return file?.type === FOLDER_TYPE
        ? new SendFolder(card, path, this.#parts)
        : new SendFile(card, path, this.#parts);
    }
    const over = record.over === true ? path : undefined;
    const target = { file: file as FileInfo, folder: over === undefined ? folder : dirname(path), over, part };
    const kept = (where: string) => this.#keepPart(record.id, where);
    const isFolder = file?.folder !== undefined;
    return isFolder
      ? new ReceiveFolder(card, target, this.#parts, kept)
      : new ReceiveFile(card, target, this.#parts, kept);
  }

  #changed(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { card } = entry.job;
    const state = stateToKeep(card);
    if (state !== entry.record.state || card.event !== entry.record.event) this.#keep(entry);
    this.#options.listener.changed(card.view());
    this.#count(entry);
  }

  /** Adds up what is over, and tells when the last one is. */
  #count(entry: Entry): void {
    const { card } = entry.job;
    if (isOver(card) === entry.wasOver) return;
    entry.wasOver = isOver(card);
    if (!entry.wasOver) return;
    const { sent, received, failed, bytes } = this.#summary;
    const isDone = card.state === 'done';
    const isSent = entry.record.direction === 'send';
    this.#summary = {
      sent: sent + (isDone && isSent ? 1 : 0),
      received: received + (isDone && !isSent ? 1 : 0),
      failed: failed + (card.state === 'failed' ? 1 : 0),
      bytes: bytes + (isDone ? card.size : 0),
    };
    const others = [...this.#entries.values()].some(({ job }) => !isOver(job.card) && job.card.state !== 'paused');
    if (others) return;
    const summary = this.#summary;
    this.#summary = NOTHING;
    if (summary.sent + summary.received + summary.failed > 0) this.#options.listener.over(summary);
  }

  #keepPart(id: string, part: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.record = { ...entry.record, part };
    this.#report(this.#options.store?.keep(entry.record));
  }

  #keep(entry: Entry): void {
    const { card } = entry.job;
    const { event, path, name } = card;
    const changed = { ...entry.record, state: stateToKeep(card), name };
    const withEvent = event === undefined ? changed : { ...changed, event };
    entry.record = path === undefined ? withEvent : { ...withEvent, path };
    this.#report(this.#options.store?.keep(entry.record));
  }

  /** The link broke, or is there again: those that run show why they don't move. */
  #waits(problem: Problem | undefined): void {
    if (!problem) return;
    for (const { job } of this.#entries.values()) {
      const { state } = job.card;
      if (state === 'running' || state === 'waiting') job.card.set('waiting', problem);
    }
  }

  #do(id: string, work: (entry: Entry) => void): Result<undefined> {
    const entry = this.#entries.get(id);
    if (!entry) return failure('transfer_unknown', `there is no transfer ${id}`);
    work(entry);
    return success(undefined);
  }

  #report(problem: Problem | undefined): void {
    if (problem) this.#options.listener.problem(problem);
  }
}

const NOTHING: TransferSummary = { sent: 0, received: 0, failed: 0, bytes: 0 };

/** Numbers are the log's: another log, as after a backup was restored, may have another file there. */
function isOf({ event, file, direction }: TransferRecord, seq: number, { hash }: FileInfo): boolean {
  return event === seq && (direction === 'send' || file?.hash === hash);
}

function sizeOf(file: FileInfo | undefined): number {
  return file?.folder?.bytes ?? file?.size ?? 0;
}

function stateToKeep({ state }: TransferCard): TransferRecord['state'] {
  if (state === 'done' || state === 'failed' || state === 'cancelled' || state === 'paused') return state;
  return 'open';
}
