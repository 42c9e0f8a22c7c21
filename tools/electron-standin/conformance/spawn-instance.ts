/** Starts the small app without Playwright. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { electronExecutable } from '../executable.ts';

/** @param dataDir its data folder @param cwd its working folder */
export function spawnInstance(args: readonly string[], dataDir: string, cwd: string): ChildProcess {
  const app = join(import.meta.dirname, 'apps', 'basic');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return spawn(electronExecutable().path, [...sandbox, app, `--user-data-dir=${dataDir}`, ...args], {
    cwd,
    stdio: 'ignore',
  });
}
