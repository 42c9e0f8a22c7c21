// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..');
const BINARIES = join(ROOT, 'node_modules', '.bin');
const WINDOWS = process.platform === 'win32';

/**
 * The Node that package-lock.json pins, which is the one inside Electron; the running one until it is installed.
 * @returns {string}
 */
export function pinnedNode() {
  const path = join(ROOT, 'node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

/**
 * The environment of every program we start: the repository's own tools come first, as under `npm run`.
 * @param {Readonly<Record<string, string | undefined>>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${BINARIES}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * @typedef {object} RunOptions
 * @property {Readonly<Record<string, string | undefined>>} [env] added to the environment
 * @property {'show' | 'keep'} [output] `keep` returns the output instead of showing it
 * @property {boolean} [input] pass standard input on
 * @property {number} [limitMs] kill the program and everything that it started after this time
 */

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} group whether the child leads its own process group
 */
function kill(child, group) {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

/**
 * Runs a program to its end. Ctrl+C reaches it through the terminal, SIGTERM is passed on; we outlive it, so that
 * its exit code is ours to report.
 * @param {string} program a path, or the name of a tool in node_modules/.bin or on the PATH
 * @param {readonly string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} 128 + signal number for a killed program
 */
export function run(program, parameters, { env = {}, output = 'show', input = false, limitMs } = {}) {
  const group = limitMs !== undefined && !WINDOWS;
  const stream = output === 'keep' ? 'pipe' : 'inherit';
  const child = spawn(program, parameters, {
    cwd: ROOT,
    env: environment(env),
    stdio: [input ? 'inherit' : 'ignore', stream, stream],
    detached: group,
    // npm and the tools in .bin are .cmd files there, which only the shell starts.
    shell: WINDOWS && !program.includes('\\'),
  });
  let kept = '';
  child.stdout?.on('data', (chunk) => {
    kept += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    kept += chunk;
  });
  const stayAlive = () => {};
  const passOn = () => child.kill('SIGTERM');
  process.on('SIGINT', stayAlive);
  process.on('SIGTERM', passOn);
  const timer = limitMs === undefined ? undefined : setTimeout(() => kill(child, group), limitMs);
  return new Promise((resolve) => {
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stayAlive);
      process.off('SIGTERM', passOn);
      resolve({ code, output: kept });
    };
    child.on('error', (error) => {
      kept += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code, signal) =>
      finish(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 9)),
    );
  });
}
