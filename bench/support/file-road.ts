import { statSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMicroseconds } from './cpu-time.ts';
import { LoadChild } from './load-child.ts';
import { type Scratch, settleDisk } from './scratch.ts';
import { type RelayKind, startServer } from './servers.ts';

/** The same bytes from one process over a server to a third, which writes them to a file. */
export interface Passage {
  readonly seconds: number;
  /** Of the server, user and system, for all that it did meanwhile. */
  readonly cpuSeconds: number;
}

const MICROSECONDS = 1_000_000;

/** Sends a small thing first, so that what is measured is compiled. */
export interface Cargo {
  readonly warmUp: string;
  readonly path: string;
  readonly bytes: number;
}

async function timed(pid: number, work: () => Promise<unknown>): Promise<Passage> {
  settleDisk();
  const before = cpuMicroseconds(pid);
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1_000;
  return { seconds, cpuSeconds: (cpuMicroseconds(pid) - before) / MICROSECONDS };
}

/**
 * Through a room: hashed and offered by a member, spooled by the host, fetched and verified by another member.
 * @param how whether the members' links are sealed
 */
export async function throughRoom(
  scratch: Scratch,
  { warmUp, path }: Cargo,
  how: 'clear' | 'sealed' = 'clear',
): Promise<Passage> {
  const host = await startServer('partyline');
  const receiver = await LoadChild.start('file-process', host.port, scratch.place('received'), how);
  const sender = await LoadChild.start('file-process', host.port, scratch.place('unused'), how);
  const pass = (what: string) => Promise.all([receiver.ask({ fetch: 1 }), sender.ask({ send: [what] })]);
  try {
    await pass(warmUp);
    return await timed(host.pid, () => pass(path));
  } finally {
    await Promise.all([sender.stop(), receiver.stop()]);
    await host.stop();
    scratch.place('received');
  }
}

/** Through a server that checks nothing and keeps nothing. */
export async function throughRelay(kind: RelayKind | 'ws', scratch: Scratch, cargo: Cargo): Promise<Passage> {
  const relay = await startServer(kind);
  const road = kind === 'ws' ? 'ws' : 'tcp';
  const sink = await LoadChild.start('relay-process', 'sink', road, relay.port);
  const source = await LoadChild.start('relay-process', 'source', road, relay.port);
  const into = join(scratch.place('received'), 'received');
  const pass = async (path: string) => {
    const bytes = statSync(path).size;
    await sink.ask();
    await source.ask();
    const received = sink.ask({ path: into, bytes });
    await Promise.all([received, source.ask({ path, bytes })]);
  };
  try {
    await pass(cargo.warmUp);
    const passage = await timed(relay.pid, () => pass(cargo.path));
    if (statSync(into).size !== cargo.bytes) throw new Error(`the ${kind} lost bytes`);
    return passage;
  } finally {
    await Promise.all([source.stop(), sink.stop()]);
    await relay.stop();
    scratch.place('received');
  }
}
