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
 * Resident memory of a process in KiB, without what it only maps from files, which is Node's program: the system takes those pages away
 * and reads them again as it likes (5 MiB of them came back while 1,000 members joined).
 */
export function residentKiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [all, mapped] = ['VmRSS', 'RssFile'].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]),
  );
  return (all as number) - (mapped as number);
}
