import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time that a process and all its threads used so far, user and system, in microseconds. Linux counts it in
 * nanoseconds per thread (`schedstat`); its usual figure in `stat` is too coarse for short runs.
 */
export function cpuMicroseconds(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1_000;
}

/**
 * Resident memory of a process in KiB: `all` of it, or its `own`, without what it only maps from files, which is Node's
 * program: the system takes those pages away and reads them again as it likes.
 */
export function residentKiB(pid: number, which: 'all' | 'own'): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = which === 'all' ? 'Rss' : 'Anonymous';
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1]);
}
