import { randomBytes } from 'node:crypto';
import type { KeptRoom } from '../core/session/kept-room.ts';
import type { RoomTrust } from '../core/session/room-trust.ts';
import { Transfers, type TransfersListener } from '../node/files/transfers.ts';
import { provenDial, whichRoom } from '../node/joining/introduce.ts';
import type { Dial } from '../node/net/dial.ts';
import { watchNetwork } from '../node/net/network-watch.ts';
import { dataFolder } from '../node/party/data-folder.ts';
import { borrowed, type RoomCopies, withoutSession } from '../node/store/joined-rooms.ts';
import { TransferStore } from '../node/store/transfer-store.ts';
import { type Result, success } from '../shared/error-codes.ts';
import { DEFAULT_FILE_SETTINGS } from '../shared/files/file-defaults.ts';
import type { LeftReason, Transfer } from '../shared/files/file-models.ts';
import { cleanNick } from '../shared/nickname.ts';
import type { FileHost } from './file-host.ts';
import { note, printJson } from './output.ts';
import { chooseNick } from './terminal.ts';

/** Flags that `send` and `fetch` share. */
export interface FileFlags {
  /** False for `--no-discovery`. */
  readonly discovery: boolean;
  readonly nick?: string;
  readonly udp?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

export interface FileRoom {
  readonly transfers: Transfers;
  readonly dial: Dial;
  readonly trust: RoomTrust;
  /** What is kept of rooms, to be looked at and not changed; and what is kept of the room there. */
  readonly rooms: RoomCopies;
  readonly expected: readonly KeptRoom[];
  readonly nick: string;
  close(): void;
}

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 1_000;

/**
 * Opens what moves files between this terminal and the room of a host.
 * @param folder where received files go
 */
export async function openFileRoom(
  { dial, trust, rooms, rest, expected, close: closeHost }: FileHost,
  flags: FileFlags,
  {
    room,
    folder: downloads,
    listener,
  }: { readonly room: string; readonly folder: string; readonly listener: TransfersListener },
): Promise<Result<FileRoom>> {
  const nick = cleanNick(chooseNick(flags.nick)) ?? 'guest';
  const { data } = flags;
  const store = data === undefined ? undefined : TransferStore.open(dataFolder.terminalTransfers(data), rest);
  if (store && !store.ok) return store;
  const transport = flags.udp ? 'udp' : 'tcp';
  // Who a member is in a room is said to that room alone.
  const kept = await whichRoom(dial, transport, expected, (id) => rooms.known(id));
  const device = kept?.device ?? randomBytes(16).toString('hex');
  const transfers = new Transfers({
    room,
    device,
    nick: () => nick,
    you: () => undefined,
    dial: provenDial(dial, () => kept && withoutSession(kept)),
    transport: () => transport,
    store: store?.value,
    settings: () => DEFAULT_FILE_SETTINGS,
    downloads,
    listener,
  });
  const unwatch = watchNetwork({ changed: () => transfers.renew() });
  const close = () => {
    closeHost();
    unwatch();
    transfers.close();
    store?.value.close();
  };
  const seen = { rooms: borrowed(rooms), expected: kept ? [withoutSession(kept)] : [] };
  return success({ transfers, dial, trust, ...seen, nick, close });
}

/** Tells of progress: each state once, and once a second how far it is. */
export function progressReporter(json: boolean): (transfer: Transfer) => void {
  const told = new Map<string, { state: string; at: number }>();
  return (transfer) => {
    const { id, name, state, done, size, speed, leftMs, problem } = transfer;
    const before = told.get(id);
    const now = performance.now();
    if (before?.state === state && now - before.at < PROGRESS_MS) return;
    told.set(id, { state, at: now });
    if (json) printJson({ event: 'transfer', id, name, state, done, size, speed, leftMs, problem });
    else note(`${name}: ${state}${progressOf(transfer)}${problem ? ` (${problem.text})` : ''}`);
  };
}

/** Why something of a folder stayed with its sender, in words. */
const WHY_LEFT: Readonly<Record<LeftReason, string>> = {
  link: 'a symbolic link',
  name: 'its name is no UTF-8',
  special: 'no file',
};

/** Says what of a folder is not sent, or was not. */
export function noteLeft({ name, left }: Transfer): void {
  if (!left) return;
  const named = left.some.map(({ path, why }) => `${path} (${WHY_LEFT[why]})`);
  const more = left.all > named.length ? [`and ${left.all - named.length} more`] : [];
  note(`${name}: ${left.all} stayed behind: ${[...named, ...more].join(', ')}`);
}

const PERCENT = 100;
const MEGABYTE = 1_000_000;

function progressOf({ state, done, size, speed }: Transfer): string {
  if (state !== 'running' || size === 0) return '';
  return ` ${Math.floor((PERCENT * done) / size)} %, ${(speed / MEGABYTE).toFixed(1)} MB/s`;
}
