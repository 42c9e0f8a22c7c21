// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pinnedNode, ROOT, run } from './run.mjs';

/** @typedef {'app' | 'cli'} Target */

/** @type {Readonly<Record<Target, { inputs: readonly string[], outputs: readonly string[] }>>} */
const TARGETS = {
  app: {
    inputs: [
      ...['shared', 'core', 'node', 'main', 'preload', 'renderer'].map((layer) => `src/${layer}`),
      'electron.vite.config.ts',
      'scripts/lib/shipped-licences.ts',
      'package-lock.json',
    ],
    outputs: ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'],
  },
  cli: {
    inputs: [
      ...['shared', 'core', 'node', 'cli'].map((layer) => `src/${layer}`),
      'scripts/build-cli.ts',
      'package-lock.json',
    ],
    outputs: ['out/cli/partyline.js'],
  },
};
const OUT = join(ROOT, 'out');
const LOCK_POLL_MS = 100;

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** By content, not by time: a checkout touches files without changing them. @param {Target} target */
function fingerprint(target) {
  const hash = createHash('sha256');
  for (const path of TARGETS[target].inputs.flatMap((input) => filesUnder(join(ROOT, input)))) {
    hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {Target} target @param {string} print */
function isCurrent(target, print) {
  const stamp = join(OUT, `.${target}-built`);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== print) return false;
  return TARGETS[target].outputs.every((path) => existsSync(join(ROOT, path)));
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Two starts at once must not build into the same folder.
 * @template T
 * @param {Target} target @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function alone(target, work) {
  const lock = join(OUT, `.${target}-lock`);
  mkdirSync(OUT, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
      // An empty file is one whose owner is about to write its number.
      if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
      else await pause(LOCK_POLL_MS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {Target} target */
function build(target) {
  const tool = target === 'app' ? 'electron-vite/bin/electron-vite.js' : undefined;
  const parameters = tool
    ? [join(ROOT, 'node_modules', tool), 'build', '--logLevel', 'warn']
    : [join(ROOT, 'scripts', 'build-cli.ts')];
  return run(pinnedNode(), parameters, { output: 'keep' });
}

/**
 * Builds a target when it is missing or older than its sources; silent unless it fails.
 * @param {Target} target
 * @param {{ force?: boolean, before?: () => void }} [options] `before` is called when there is something to do
 * @returns {Promise<boolean>} false after a failure, whose output was shown on standard error
 */
export async function ensureBuilt(target, { force = false, before } = {}) {
  if (!force && isCurrent(target, fingerprint(target))) return true;
  return alone(target, async () => {
    const print = fingerprint(target);
    // Whoever held the lock may have built it.
    if (!force && isCurrent(target, print)) return true;
    before?.();
    const { code, output } = await build(target);
    if (code !== 0) {
      process.stderr.write(output);
      return false;
    }
    writeFileSync(join(OUT, `.${target}-built`), print);
    return true;
  });
}
