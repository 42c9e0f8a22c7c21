import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Keeps a process on one of two cores, where the machine lets us: a host has its computer for itself, and its members have theirs.
 * Else whoever is woken may wait for milliseconds behind another process, which says nothing of the host.
 */
export function pin(pid: number | undefined, part: 'host' | 'members'): void {
  if (pid === undefined || availableParallelism() < 2) return;
  spawnSync('taskset', ['-acp', part === 'host' ? '0' : '1', String(pid)], { stdio: 'ignore' });
}

/**
 * Lets a process run only while nobody else wants its core, for in a real room it would have a computer of its own. The lowest
 * priority is not enough: Linux lets who runs have its few milliseconds first.
 */
export function giveWay(pid: number | undefined): void {
  if (pid !== undefined) spawnSync('chrt', ['-a', '-i', '-p', '0', String(pid)], { stdio: 'ignore' });
}
