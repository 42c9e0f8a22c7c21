/** The app, started again while it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { electronExecutable } from '../../tools/electron-standin/executable.ts';

const APP_FOLDER = join(import.meta.dirname, '..', '..');

/**
 * Starts the app on a data folder that a running one has, and awaits its end.
 * @returns its exit code
 */
export async function startAgain(dataDir: string, args: readonly string[]): Promise<number | null> {
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const parameters = [...sandbox, APP_FOLDER, `--user-data-dir=${dataDir}`, ...args];
  const child = spawn(electronExecutable().path, parameters, { cwd: dataDir, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  return code;
}
