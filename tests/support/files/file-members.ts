import { createHash, randomFillSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transfers } from '../../../src/node/files/transfers.ts';
import type { Dial } from '../../../src/node/net/dial.ts';
import { TransferStore } from '../../../src/node/store/transfer-store.ts';
import { DEFAULT_FILE_SETTINGS } from '../../../src/shared/files/file-defaults.ts';
import type { Transfer, TransferState, TransferSummary } from '../../../src/shared/files/file-models.ts';
import type { FileSettings } from '../../../src/shared/files/file-settings.ts';
import type { RoomEvent, Transport } from '../../../src/shared/models.ts';
import { atEnd, temporaryFolder } from '../releases.ts';
import type { WatchedGuest } from '../rooms/guests.ts';
import { watchedGuest } from '../rooms/guests.ts';
import { sealedDial } from '../rooms/sealed-dial.ts';
import { until } from '../until.ts';

export interface FileMemberOptions {
  readonly transport?: Transport;
  /** What opens its links. */
  readonly dial?: Dial;
  /** A port instead of the room's, such as a relay's, for files. */
  readonly filePort?: number;
  readonly downloads?: string;
  readonly settings?: Partial<FileSettings>;
  /** Folder of what outlives this member's process. */
  readonly data?: string;
  /** Milliseconds that a transfer may take. */
  readonly deadlineMs?: number;
}

/** A member of a room who sends and fetches files, with all that it saw of them. */
export interface FileMember extends WatchedGuest {
  readonly transfers: Transfers;
  readonly downloads: string;
  readonly summaries: TransferSummary[];
  /** Ends it as a program ends: what is under way goes on when another is started with the same data. */
  quit(): void;
  /** Every state that a transfer was seen in, without repetition. */
  statesOf(id: string): readonly TransferState[];
  /** The newest of this name that the room was told of. */
  fileEvent(name: string): Promise<RoomEvent>;
  /** Waits until a transfer is in a state. */
  reaches(id: string, state: TransferState, deadlineMs?: number): Promise<Transfer>;
  /** Fetches the file of that name. */
  fetch(name: string): Promise<Transfer>;
}

export async function fileMember(port: number, nick: string, options: FileMemberOptions = {}): Promise<FileMember> {
  const { transport = 'tcp', filePort = port, downloads = temporaryFolder(), settings = {}, data } = options;
  const { deadlineMs: usualMs } = options;
  const watched = watchedGuest(port, nick, transport, options.dial);
  await watched.guest.join();
  const states = new Map<string, TransferState[]>();
  const summaries: TransferSummary[] = [];
  const store = data === undefined ? undefined : TransferStore.open(join(data, 'transfers.db'));
  if (store && !store.ok) throw new Error(store.problem.text);
  const transfers = new Transfers({
    room: watched.guest.room?.id ?? '',
    device: createHash('sha256').update(nick).digest('hex').slice(0, 32),
    nick: () => nick,
    you: () => watched.guest.you,
    dial: options.dial ?? sealedDial(filePort),
    transport: () => watched.guest.transport,
    store: store?.value,
    settings: () => ({ ...DEFAULT_FILE_SETTINGS, ...settings }),
    downloads,
    listener: {
      changed: ({ id, state }) => {
        const seen = states.get(id) ?? [];
        if (seen.at(-1) !== state) states.set(id, [...seen, state]);
      },
      over: (summary) => summaries.push(summary),
      problem: (problem) => watched.problems.push(problem),
    },
  });
  let hasQuit = false;
  const quit = () => {
    if (hasQuit) return;
    hasQuit = true;
    transfers.close();
    store?.value.close();
    watched.guest.abandon();
  };
  atEnd(quit);
  const fileEvent = async (name: string): Promise<RoomEvent> => {
    const find = () => watched.events.findLast(({ kind, text }) => kind === 'file' && text === name);
    await until(() => find() !== undefined, `the room is told of ${name}`);
    return find() as RoomEvent;
  };
  const reaches = async (id: string, state: TransferState, deadlineMs = usualMs): Promise<Transfer> => {
    const view = () => transfers.find(id);
    await until(
      () => view()?.state === state || view()?.state === 'failed',
      () => `${view()?.name} is ${state}, but it is ${JSON.stringify(view())}`,
      deadlineMs,
    );
    const found = view() as Transfer;
    if (found.state !== state) throw new Error(`${found.name} failed: ${JSON.stringify(found.problem)}`);
    return found;
  };
  const fetch = async (name: string) => {
    const received = transfers.receive(await fileEvent(name));
    if (!received.ok) throw new Error(received.problem.text);
    return reaches(received.value.id, 'done');
  };
  const statesOf = (id: string) => states.get(id) ?? [];
  return { ...watched, quit, transfers, downloads, summaries, statesOf, fileEvent, reaches, fetch };
}

/** Sends paths and waits until the room has them. */
export async function sendAll(member: FileMember, ...paths: readonly string[]): Promise<readonly Transfer[]> {
  const sent = member.transfers.send(paths);
  if (!sent.ok) throw new Error(sent.problem.text);
  return Promise.all(sent.value.map(({ id }) => member.reaches(id, 'done')));
}

/** Writes a file of so many random bytes into a folder of the running test. */
export function randomFile(name: string, size: number, folder = temporaryFolder()): string {
  const path = join(folder, name);
  writeFileSync(path, size > 0 ? randomFillSync(new Uint8Array(size)) : new Uint8Array(0));
  return path;
}

/** True when both files are there and hold the same bytes. */
export function isSame(one: string, other: string | undefined): boolean {
  return other !== undefined && existsSync(other) && readFileSync(one).equals(readFileSync(other));
}
