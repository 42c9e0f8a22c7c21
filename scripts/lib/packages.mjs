// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** @typedef {{ version?: string, optional?: boolean, peer?: boolean, os?: string[], cpu?: string[] }} LockedPackage */

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined}
 */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own record of what it installed, at the
 * very end, so an interrupted installation has none; comparing with that record also notices a package that somebody
 * changed by hand.
 */
export function packagesAreCurrent() {
  const wanted = lockedPackages(join(ROOT, 'package-lock.json'));
  const installed = lockedPackages(join(ROOT, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  if (!existsSync(join(ROOT, 'node_modules', 'node', 'bin'))) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

/**
 * Runs `npm ci` when packages are missing or stale.
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether they are there now
 */
export async function ensurePackages(say) {
  if (packagesAreCurrent()) return true;
  say('Installing packages (npm ci) …');
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const isNpm = npm !== undefined && /npm-cli\.c?js$/.test(npm) && existsSync(npm);
  const { code } = isNpm ? await run(process.execPath, [npm, ...options]) : await run('npm', options);
  if (code === 0) return true;
  say('npm ci failed; its message is above. Check the connection and start again.');
  return false;
}
