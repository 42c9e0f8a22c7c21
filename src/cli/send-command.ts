import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { probeRoom } from '../node/files/room-probe.ts';
import { failure, type Problem, type Result, success } from '../shared/error-codes.ts';
import { isOver, type Transfer } from '../shared/files/file-models.ts';
import { openFileHost } from './file-host.ts';
import { type FileFlags, type FileRoom, noteLeft, openFileRoom, progressReporter } from './file-room.ts';
import { findRoom } from './named-room.ts';
import { failWith, printJson, printLine } from './output.ts';
import { untilAskedToStop } from './terminal.ts';

/** Where a room is if nobody says. */
export const DEFAULT_ADDRESS = 'localhost';

const STOPPED: Problem = { code: 'transfer_cancelled', text: 'stopped before anything was sent' };

/** `partyline send`: files and folders into a room, until the host has them all. */
export async function runSend(parameters: readonly string[], flags: FileFlags): Promise<void> {
  const sorted = sortParameters(parameters);
  if (!sorted.ok) return failWith(sorted.problem);
  const { paths, host } = sorted.value;
  const invite = await findRoom(host, flags.discovery);
  if (!invite.ok) return failWith(invite.problem);
  const fileHost = await openFileHost(invite.value, flags.data);
  if (!fileHost.ok) return failWith(fileHost.problem);
  const json = flags.json === true;
  const report = progressReporter(json);
  const stopped = untilAskedToStop();
  const ended = Promise.withResolvers<void>();
  const probed = probeRoom(fileHost.value.dial, flags.udp ? 'udp' : 'tcp');
  const nobody = await Promise.race([probed, stopped.then(() => STOPPED)]);
  if (nobody) return failWith({ ...nobody, text: `${host}: ${nobody.text}` });
  let room: FileRoom | undefined;
  const open = new Set<string>();
  const endIfOver = () => {
    if (room && open.size === 0) ended.resolve();
  };
  // What an earlier call left begins, and may fail, before the room is there.
  const changed = (transfer: Transfer) => {
    report(transfer);
    if (isOver(transfer)) open.delete(transfer.id);
    else open.add(transfer.id);
    endIfOver();
  };
  const opened = await openFileRoom(fileHost.value, flags, {
    room: host,
    folder: tmpdir(),
    listener: { changed, over: () => {}, problem: failWith },
  });
  if (!opened.ok) return failWith(opened.problem);
  room = opened.value;
  const { transfers, close } = room;
  const known = new Set(transfers.list().map(({ path }) => path));
  // What an earlier call could not finish goes on, and is not sent twice.
  const sent = transfers.send(paths.map((path) => resolve(path)).filter((path) => !known.has(path)));
  endIfOver();
  if (!sent.ok) failWith(sent.problem);
  else await Promise.race([ended.promise, stopped]);
  for (const transfer of transfers.list()) tellOutcome(transfer, json);
  if (flags.data !== undefined)
    for (const { id, state } of transfers.list()) if (state === 'done') transfers.forget(id);
  close();
}

function tellOutcome(transfer: Transfer, json: boolean): void {
  const { id, name, state, event, size, left } = transfer;
  if (state !== 'done') {
    process.exitCode = 1;
    return;
  }
  if (json) return printJson({ event: 'sent', id, seq: event, name, size, left });
  printLine(`${event} ${name}`);
  noteLeft(transfer);
}

/** The last parameter is the room's address unless it is a file. */
function sortParameters(
  parameters: readonly string[],
): Result<{ readonly paths: readonly string[]; readonly host: string }> {
  const last = parameters.at(-1) ?? '';
  const isHost = parameters.length > 1 && !existsSync(last);
  const paths = isHost ? parameters.slice(0, -1) : parameters;
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return failure('file_missing', `${missing}: there is no such file`, { path: missing });
  return success({ paths, host: isHost ? last : DEFAULT_ADDRESS });
}
