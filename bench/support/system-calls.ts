import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** True where `strace` is there to count with. */
export function canCountSystemCalls(): boolean {
  return spawnSync('strace', ['-V']).status === 0;
}

/** Counts the system calls of a process and its threads from now until `stop`. The process is slower meanwhile. */
export async function countSystemCalls(pid: number): Promise<{ stop(): Promise<number> }> {
  const strace = spawn('strace', ['-f', '-c', '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  strace.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  // It tells of each thread that it is attached to.
  await once(strace.stderr, 'data');
  return {
    stop: async () => {
      strace.kill('SIGINT');
      await once(strace, 'close');
      const total = /^\s*100\.00\s+\S+\s+(?:\S+\s+)?(\d+)\s+(?:\d+\s+)?total$/m.exec(output);
      if (!total) throw new Error(`strace printed no total:\n${output}`);
      return Number(total[1]);
    },
  };
}
