import { resolve } from 'node:path';
import { RoomGuest } from '../node/joining/room-guest.ts';
import type { Problem } from '../shared/error-codes.ts';
import { isOver, type Transfer } from '../shared/files/file-models.ts';
import type { RoomEvent } from '../shared/models.ts';
import { openFileHost } from './file-host.ts';
import { type FileFlags, type FileRoom, noteLeft, openFileRoom, progressReporter } from './file-room.ts';
import { findRoom } from './named-room.ts';
import { failWith, printJson, printLine } from './output.ts';
import { DEFAULT_ADDRESS } from './send-command.ts';
import { untilAskedToStop } from './terminal.ts';
import { WantedFile } from './wanted-file.ts';

interface FetchFlags extends FileFlags {
  readonly out: string;
}

/** `partyline fetch`: one file or folder of a room, by the number of its event, its hash, its name or its sender's id for it. */
export async function runFetch(wanted: string, host: string | undefined, flags: FetchFlags): Promise<void> {
  const invite = await findRoom(host ?? DEFAULT_ADDRESS, flags.discovery);
  if (!invite.ok) return failWith(invite.problem);
  const fileHost = await openFileHost(invite.value, flags.data);
  if (!fileHost.ok) return failWith(fileHost.problem);
  const json = flags.json === true;
  const stopped = untilAskedToStop();
  const ended = Promise.withResolvers<Transfer>();
  const report = progressReporter(json);
  const changed = (transfer: Transfer) => {
    report(transfer);
    if (isOver(transfer)) ended.resolve(transfer);
  };
  const room = await openFileRoom(fileHost.value, flags, {
    room: `${host ?? DEFAULT_ADDRESS}/${wanted}`,
    folder: resolve(flags.out),
    listener: { changed, over: () => {}, problem: failWith },
  });
  if (!room.ok) return failWith(room.problem);
  const { transfers, close } = room.value;
  try {
    const found = await Promise.race([findEvent(wanted, { ...flags, ...room.value }), stopped]);
    if (!found) return;
    const begun = 'code' in found ? { ok: false as const, problem: found } : transfers.receive(found);
    if (!begun.ok) return failWith(begun.problem);
    const over = await Promise.race([ended.promise, stopped]);
    if (over) tellOutcome(over, json);
    else if (flags.data === undefined) transfers.cancel(begun.value.id);
    if (over?.state !== 'done') process.exitCode = 1;
    if (over) transfers.forget(over.id);
  } finally {
    close();
  }
}

function tellOutcome(transfer: Transfer, json: boolean): void {
  const { state, path, name, size, left } = transfer;
  if (state !== 'done') return;
  if (json) return printJson({ event: 'fetched', name, size, path, left });
  printLine(path ?? name);
  noteLeft(transfer);
}

/** Joins the room and reads its log until the file is found, or the log's end. */
async function findEvent(
  wanted: string,
  { nick, dial, trust, rooms, expected, udp }: Omit<FileRoom, 'transfers' | 'close'> & Pick<FileFlags, 'udp'>,
): Promise<RoomEvent | Problem> {
  const outcome = Promise.withResolvers<RoomEvent | Problem>();
  const search = new WantedFile(wanted);
  const guest: RoomGuest = new RoomGuest({
    nick,
    dial,
    trust,
    transport: udp ? 'udp' : 'tcp',
    rooms,
    expected,
    listener: {
      changed: () => {},
      received: (events) => {
        search.look(events);
        if (guest.newest >= guest.welcomedAt) outcome.resolve(search.found());
      },
      outboxChanged: () => {},
      told: () => {},
    },
  });
  const joined = await guest.join();
  if (!joined.ok) outcome.resolve(joined.problem);
  const event = await outcome.promise;
  guest.leave();
  return event;
}
