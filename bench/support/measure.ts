import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PatternResult } from '../load/patterns.ts';
import { cpuMicroseconds } from './cpu-time.ts';
import { type ServerKind, startServer } from './servers.ts';

const loadProcess = fileURLToPath(new URL('../load/process.ts', import.meta.url));

export interface Measurement extends PatternResult {
  /** Microseconds of the server's CPU time, user and system, per delivery. */
  readonly cpuPerDelivery: number;
}

/**
 * Runs one pattern against one server, both started for it. The server is warmed up with `warmUp` first, so that
 * what is measured is its steady state.
 */
export async function measure(
  kind: ServerKind,
  pattern: readonly string[],
  warmUp: readonly string[],
): Promise<Measurement> {
  const server = await startServer(kind);
  try {
    await runLoad(kind, server.port, warmUp, () => {});
    let before = 0;
    const result = await runLoad(kind, server.port, pattern, () => {
      before = cpuMicroseconds(server.pid);
    });
    const used = cpuMicroseconds(server.pid) - before;
    return { ...result, cpuPerDelivery: used / result.deliveries };
  } finally {
    await server.stop();
  }
}

function runLoad(
  kind: ServerKind,
  port: number,
  pattern: readonly string[],
  started: () => void,
): Promise<PatternResult> {
  return new Promise((resolve, reject) => {
    const load = fork(loadProcess, [kind, String(port), ...pattern]);
    load.once('exit', (code) => reject(new Error(`the load ended with ${code}`)));
    load.on('message', (message: { started?: true; result?: PatternResult }) => {
      if (message.started) {
        started();
        load.send('go');
      }
      if (message.result) resolve(message.result);
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
