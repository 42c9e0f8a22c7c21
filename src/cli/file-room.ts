import { randomBytes } from 'node:crypto';
import { dataFolder, openDataFolder } from '../node/data-folder.ts';
import { dialRoom } from '../node/dial.ts';
import { Transfers, type TransfersListener } from '../node/files/transfers.ts';
import { watchNetwork } from '../node/net/network-watch.ts';
import { SettingsStore } from '../node/store/settings-store.ts';
import { TransferStore } from '../node/store/transfer-store.ts';
import type { RoomAddress } from '../shared/address.ts';
import { type Result, success } from '../shared/error-codes.ts';
import { DEFAULT_FILE_SETTINGS } from '../shared/files/file-defaults.ts';
import type { LeftReason, Transfer } from '../shared/files/file-models.ts';
import { cleanNick } from '../shared/nickname.ts';
import { note, printJson } from './output.ts';
import { chooseNick } from './terminal.ts';

/** Flags that `send` and `fetch` share. */
export interface FileFlags {
  readonly nick?: string;
  readonly udp?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

export interface FileRoom {
  readonly transfers: Transfers;
  readonly device: string;
  readonly nick: string;
  close(): void;
}

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 1_000;

/**
 * Opens what moves files between this terminal and the room at an address.
 * @param folder where received files go
 */
export function openFileRoom(
  address: RoomAddress,
  flags: FileFlags,
  {
    room,
    folder: downloads,
    listener,
  }: { readonly room: string; readonly folder: string; readonly listener: TransfersListener },
): Result<FileRoom> {
  const nick = cleanNick(chooseNick(flags.nick)) ?? 'guest';
  const { data } = flags;
  const folder = data === undefined ? undefined : openDataFolder(data);
  if (folder && !folder.ok) return folder;
  const settings = data === undefined ? undefined : SettingsStore.open(dataFolder.settings(data));
  if (settings && !settings.ok) return settings;
  const device = settings?.value.device ?? randomBytes(16).toString('hex');
  settings?.value.close();
  const store = data === undefined ? undefined : TransferStore.open(dataFolder.terminalTransfers(data));
  if (store && !store.ok) return store;
  const transfers = new Transfers({
    room,
    device,
    nick: () => nick,
    you: () => undefined,
    dial: dialRoom(address),
    transport: () => (flags.udp ? 'udp' : 'tcp'),
    store: store?.value,
    settings: () => DEFAULT_FILE_SETTINGS,
    downloads,
    listener,
  });
  const unwatch = watchNetwork({ changed: () => transfers.renew() });
  const close = () => {
    unwatch();
    transfers.close();
    store?.value.close();
  };
  return success({ transfers, device, nick, close });
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
