import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { type FilePush, PREVIEW_BYTES, UNASKED_PREVIEW_BYTES } from '../../shared/files/file-contract.ts';
import type { Preview, Transfer } from '../../shared/files/file-models.ts';
import type { FileSettings } from '../../shared/files/file-settings.ts';
import type { RoomEvent } from '../../shared/models.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { StoredContent } from '../files/memory-transfers.ts';
import { Transfers } from '../files/transfers.ts';
import { provenDial } from '../joining/introduce.ts';
import type { RoomGuest } from '../joining/room-guest.ts';
import type { Dial } from '../net/dial.ts';
import { fileProblem } from '../store/file-problem.ts';
import type { TransferStore } from '../store/transfer-store.ts';
import { dataFolder } from './data-folder.ts';
import { placeName } from './place-name.ts';

/** What the files of one place go by. */
export interface PlaceFilesOptions {
  readonly key: PlaceKey;
  readonly dataDir: string;
  /** Where received files go unless the settings say. */
  readonly downloads?: string;
  /** Who this installation was in every room, until each had a device of its own. */
  readonly formerDevice: string | undefined;
  readonly nick: () => string;
  readonly settings: () => FileSettings;
  /** What is kept of transfers; undefined where it can't be opened: then they last as long as the program. */
  readonly store: () => TransferStore | undefined;
  readonly push: (push: FilePush) => void;
}

/** Pictures that a window may show; SVG is a program. */
const SHOWN = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** The files that one person sends into a room and fetches from it. */
export class PlaceFiles {
  readonly #options: PlaceFilesOptions;
  readonly #downloads: string;
  #place: { readonly guest: RoomGuest; readonly transfers: Transfers; readonly since: number } | undefined;

  constructor(options: PlaceFilesOptions) {
    this.#options = options;
    this.#downloads = options.downloads ?? join(homedir(), 'Downloads', 'Partyline');
  }

  /** The room is known: what was under way in it goes on. */
  enter(guest: RoomGuest, dial: Dial): void {
    const { room, device } = guest;
    if (!room || device === undefined || this.#place?.guest === guest) return;
    const { key, nick, settings, push, formerDevice, store } = this.#options;
    const transfers = new Transfers({
      room: placeName(room.id, device, formerDevice),
      device,
      nick,
      you: () => guest.you,
      dial: provenDial(dial, () => guest.provable),
      transport: () => guest.transport,
      store: store(),
      settings,
      downloads: this.#downloads,
      listener: {
        changed: (transfer) => this.#changed(transfer),
        over: (summary) => push({ kind: 'transfers-over', key, summary }),
        problem: (problem) => push({ kind: 'file-notice', key, problem }),
      },
    });
    // Who comes for the first time is not flooded with all that was ever sent.
    this.#place = { guest, transfers, since: guest.newest === 0 ? guest.welcomedAt : 0 };
    push({ kind: 'transfers', key, changed: transfers.list() });
  }

  /** The room was left; what is under way goes on when it is entered again. */
  leave(): void {
    this.#place?.transfers.close();
    this.#place = undefined;
  }

  /** New events: fetches what is to be fetched without a question. */
  came(events: readonly RoomEvent[]): void {
    const place = this.#place;
    if (!place) return;
    for (const event of events) if (event.file && event.seq > place.since) place.transfers.came(event);
  }

  /** The transport or the network changed. */
  renew(): void {
    this.#place?.transfers.renew();
  }

  list(): readonly Transfer[] {
    return this.#place?.transfers.list() ?? [];
  }

  find(id: string): Transfer | undefined {
    return this.#place?.transfers.find(id);
  }

  send(paths: readonly string[]): Result<readonly Transfer[]> {
    return this.#place?.transfers.send(paths) ?? NO_ROOM;
  }

  sendBytes(name: string, bytes: Uint8Array): Result<readonly Transfer[]> {
    return this.#place?.transfers.sendBytes(dataFolder.pasted(this.#options.dataDir), name, bytes) ?? NO_ROOM;
  }

  /** The file of an event; undefined when the room has no such event, or it is no file. */
  event(seq: number): RoomEvent | undefined {
    const [found] = this.#place?.guest.history(seq + 1, 1) ?? [];
    return found?.seq === seq && found.file ? found : undefined;
  }

  /** Fetches the file of an event, into `over` where the person chose a path. */
  receive(event: number, over?: string): Result<Transfer> {
    const place = this.#place;
    const found = this.event(event);
    if (!place || !found) return failure('transfer_unknown', `the room has no file ${event}`);
    return place.transfers.receive(found, over);
  }

  pause(id: string): Result<undefined> {
    return this.#place?.transfers.pause(id) ?? NO_ROOM;
  }

  resume(id: string): Result<undefined> {
    return this.#place?.transfers.resume(id) ?? NO_ROOM;
  }

  cancel(id: string): Result<undefined> {
    return this.#place?.transfers.cancel(id) ?? NO_ROOM;
  }

  /** Has the host keep a content of which nobody is told. */
  async put(bytes: Uint8Array): Promise<Result<StoredContent>> {
    return (await this.#place?.transfers.memory.put(bytes)) ?? NO_ROOM;
  }

  /** Fetches a content of which nobody was told. */
  async fetch(content: StoredContent): Promise<Result<Uint8Array>> {
    return (await this.#place?.transfers.memory.fetch(content)) ?? NO_ROOM;
  }

  /** Where received files go. */
  get folder(): string {
    return this.#options.settings().downloadFolder || this.#downloads;
  }

  /** A picture's bytes: from where it lies on this computer, or fetched if it is small. */
  async preview(seq: number): Promise<Result<Preview>> {
    const place = this.#place;
    const { file } = this.event(seq) ?? {};
    if (!place || !file || !SHOWN.test(file.type)) return failure('transfer_unknown', 'that is no picture');
    const here = place.transfers
      .list()
      .find((one) => one.event === seq && one.state === 'done' && one.path !== undefined);
    const local = here?.path === undefined ? undefined : readPicture(here.path);
    if (local) return success({ type: file.type, bytes: local });
    if (file.size > UNASKED_PREVIEW_BYTES)
      return failure('file_too_large', 'the picture is too large to be shown unasked');
    const bytes = await place.transfers.memory.fetch(file);
    return bytes.ok ? success({ type: file.type, bytes: bytes.value }) : bytes;
  }

  #changed(transfer: Transfer): void {
    const { key, push } = this.#options;
    push({ kind: 'transfers', key, changed: [transfer] });
    const { problem, event, direction } = transfer;
    if (problem?.code !== 'file_gone' || direction !== 'receive' || event === undefined) return;
    const hash = this.event(event)?.file?.hash;
    if (hash !== undefined) push({ kind: 'files-gone', key, hashes: [hash] });
  }
}

function readPicture(path: string): Uint8Array | undefined {
  try {
    return statSync(path).size <= PREVIEW_BYTES ? new Uint8Array(readFileSync(path)) : undefined;
  } catch {
    // It was moved or deleted since.
    return undefined;
  }
}

/** What is to be known before a received file is opened. Fails with `file_missing` or `file_executable`. */
export function mayOpen({ path, executable }: Transfer, sure: boolean): Result<string> {
  if (path === undefined) return failure('file_missing', 'the file is not here yet');
  try {
    statSync(path);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, path) };
  }
  if (executable && !sure) return failure('file_executable', `${path} is a program`, { path });
  return success(path);
}
