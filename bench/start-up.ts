/**
 * How long `partyline host --data` takes from its start to its first line, with a log of a million events: after an orderly end,
 * and after SIGKILL. `node bench/start-up.ts [EVENTS] [EVENTS A ROW]`; it is compared with a start on an empty folder.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { author, writeEvent } from '../src/core/wire/event-frame.ts';
import { FrameWriter } from '../src/core/wire/frame-writer.ts';
import { dataFolder } from '../src/node/party/data-folder.ts';
import { RoomStore } from '../src/node/store/room-store.ts';
import { DEFAULT_LIMITS } from '../src/shared/limits.ts';

const PROGRAM = join(import.meta.dirname, '..', 'out', 'cli', 'partyline.js');
const NAME = 'Bench';
const STARTS = 5;

function makeLog(folder: string, events: number, perRow: number): void {
  const opened = RoomStore.open(dataFolder.hostedRoom(folder, NAME), NAME, {
    limits: DEFAULT_LIMITS,
    damaged: () => {},
  });
  if (!opened.ok) throw new Error(opened.problem.text);
  const mia = author('m1', 'Mia');
  for (let first = 1; first <= events; first += perRow) {
    const writer = new FrameWriter();
    for (let seq = first; seq < first + perRow; seq += 1) {
      writeEvent(writer, { seq, at: 1_800_000_000_000, kind: 'message', id: `i-${seq}`, text: 'a usual message' }, mia);
    }
    opened.value.commit({
      segment: { first, next: first + perRow, frames: writer.take() },
      sessions: [],
      forgotten: [],
      rules: [],
    });
  }
  opened.value.close();
}

/** Milliseconds to the first line; the process is ended by `signal`. */
async function start(folder: string, signal: NodeJS.Signals): Promise<number> {
  const begun = performance.now();
  const flags = [
    'host',
    '--port',
    '0',
    '--bind',
    '127.0.0.1',
    '--no-discovery',
    '--json',
    '--name',
    NAME,
    '--data',
    folder,
  ];
  const child = spawn(process.execPath, [PROGRAM, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const took = performance.now() - begun;
  child.kill(signal);
  await once(child, 'close');
  return took;
}

async function medianStart(folder: string, signal: NodeJS.Signals): Promise<string> {
  const times: number[] = [];
  for (let number = 0; number < STARTS; number += 1) times.push(await start(folder, signal));
  return `${Math.round(times.toSorted((one, other) => one - other)[Math.floor(STARTS / 2)] ?? 0)} ms`;
}

const [events = 1_000_000, perRow = 50] = process.argv.slice(2).map(Number);
const empty = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
const full = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
try {
  makeLog(full, events, perRow);
  console.log(`empty: ${await medianStart(empty, 'SIGTERM')}`);
  console.log(
    `${events} events: ${await medianStart(full, 'SIGTERM')}, after SIGKILL: ${await medianStart(full, 'SIGKILL')}`,
  );
} finally {
  for (const folder of [empty, full]) rmSync(folder, { recursive: true, force: true });
}
