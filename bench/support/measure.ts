import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PatternResult } from '../load/patterns.ts';
import { cpuMicroseconds } from './cpu-time.ts';
import { pin } from './pin.ts';
import { type Server, type ServerKind, startServer } from './servers.ts';
import { countSystemCalls } from './system-calls.ts';

const loadProcess = fileURLToPath(new URL('../load/process.ts', import.meta.url));

export interface Measurement extends PatternResult {
  /** Microseconds of the server's CPU time, user and system, per delivery. */
  readonly cpuPerDelivery: number;
  readonly systemCalls?: number;
}

export interface MeasureOptions {
  readonly countSystemCalls?: boolean;
  /** Host and members get a core each. */
  readonly pinned?: boolean;
  /** Sets something else going on the server before the measured part. @returns what ends it */
  readonly beside?: (server: Server) => Promise<() => Promise<void>>;
}

/**
 * Runs one pattern against one server, both started for it. The server is warmed up with `warmUp` first, so that
 * what is measured is its steady state.
 */
export async function measure(
  kind: ServerKind,
  pattern: readonly string[],
  warmUp: readonly string[],
  options: MeasureOptions = {},
): Promise<Measurement> {
  const server = await startServer(kind);
  const run = (what: readonly string[], started: () => Promise<void>) =>
    runLoad(kind, server.port, { pattern: what, started, pinned: options.pinned === true });
  if (options.pinned) pin(server.pid, 'host');
  try {
    await run(warmUp, async () => {});
    const endBeside = await options.beside?.(server);
    let before = 0;
    let counter: Awaited<ReturnType<typeof countSystemCalls>> | undefined;
    const result = await run(pattern, async () => {
      if (options.countSystemCalls) counter = await countSystemCalls(server.pid);
      before = cpuMicroseconds(server.pid);
    });
    const used = cpuMicroseconds(server.pid) - before;
    await endBeside?.();
    const measured = { ...result, cpuPerDelivery: used / result.deliveries };
    return counter ? { ...measured, systemCalls: await counter.stop() } : measured;
  } finally {
    await server.stop();
  }
}

interface Load {
  readonly pattern: readonly string[];
  readonly started: () => Promise<void>;
  readonly pinned: boolean;
}

function runLoad(kind: ServerKind, port: number, { pattern, started, pinned }: Load): Promise<PatternResult> {
  return new Promise((resolve, reject) => {
    const load = fork(loadProcess, [kind, String(port), ...pattern]);
    if (pinned) pin(load.pid, 'members');
    // Comes after every message that was sent, which the exit may not.
    load.once('disconnect', () => reject(new Error('the load ended early')));
    load.on('message', (message: { started?: true; result?: PatternResult }) => {
      if (message.started) started().then(() => load.send('go'), reject);
      if (message.result) resolve(message.result);
    });
  });
}

/** What is measured of both servers. */
interface Work {
  readonly pattern: readonly string[];
  readonly warmUp: readonly string[];
}

/** Measures our host and `ws` in turns. */
export async function pairsWithWs(
  rounds: number,
  { pattern, warmUp }: Work,
): Promise<[ours: Measurement, ws: Measurement][]> {
  const measured: [Measurement, Measurement][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ours = await measure('partyline', pattern, warmUp);
    measured.push([ours, await measure('ws', pattern, warmUp)]);
  }
  return measured;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** The value below which this share of the ascending `values` lies. */
export function percentile(values: readonly number[], share: number): number {
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] as number;
}
