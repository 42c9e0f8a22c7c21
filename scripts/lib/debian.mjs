// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { remember, remembered } from './memory.mjs';
import { run } from './run.mjs';

/**
 * Whether a program of this name stands in a folder of the PATH.
 * @param {string} name
 */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** Whether packages come with `apt-get` here. */
export function isDebian() {
  return process.platform === 'linux' && onPath('apt-get');
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, output: /** @type {const} */ ('keep') };
  const install = ['install', '--yes', '--quiet', '--no-install-recommends', ...packages];
  const first = await run('apt-get', install, options);
  if (first.code === 0) return true;
  // The package lists may be missing or old.
  await run('apt-get', ['update', '--quiet'], options);
  return (await run('apt-get', install, options)).code === 0;
}

/**
 * Installs Debian packages where that is allowed, else names the command that does; asks nothing of a system without
 * `apt-get`. What failed once is not tried again the same day.
 * @param {readonly string[]} packages those that are missing
 * @param {(line: string) => void} say
 */
export async function ensureDebianPackages(packages, say) {
  const key = packages.join(' ');
  if (packages.length === 0 || !isDebian() || remembered(`apt-failed ${key}`, key)) return;
  const command = `apt-get install ${key}`;
  if (process.getuid?.() === 0) {
    say(`Installing ${packages.join(' and ')} (apt-get) …`);
    if (await aptInstall(packages)) return;
    say(`That failed. This command shows why: ${command}`);
  } else {
    say(`Missing: ${packages.join(' and ')}. This command helps: sudo ${command}`);
  }
  remember(`apt-failed ${key}`, key);
}
