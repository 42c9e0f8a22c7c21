// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remember, remembered } from './memory.mjs';
import { environment, pinnedNode, ROOT, run } from './run.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const STAND_IN = join(ROOT, 'tools', 'electron-standin');
/** How long fetching Electron's binary may take before we go on without it. */
const FETCH_LIMIT_MS = 25_000;
const START_LIMIT_MS = 10_000;

/**
 * @typedef {object} ElectronChoice
 * @property {'electron' | 'stand-in' | 'given'} kind `given`: the environment named one
 * @property {string} path of the executable
 * @property {Readonly<Record<string, string>>} env what `electron`, Playwright and electron-vite need to find it
 * @property {string} label for people
 */

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function version() {
  return JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;
}

/** The fetched executable, when it is the version that package.json asks for. */
function fetched() {
  const name = readText(join(PACKAGE, 'path.txt'));
  if (name === undefined || readText(join(PACKAGE, 'dist', 'version'))?.replace(/^v/, '') !== version())
    return undefined;
  const path = join(PACKAGE, 'dist', name);
  return existsSync(path) ? path : undefined;
}

/**
 * A binary that is there may still lack a system library, so start it once as plain Node.
 * @param {string} path
 */
async function starts(path) {
  if (remembered('electron-starts', version())) return true;
  const options = {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    output: /** @type {const} */ ('keep'),
    limitMs: START_LIMIT_MS,
  };
  const { code, output } = await run(path, ['-p', 'process.versions.electron'], options);
  if (code !== 0 || output.trim() !== version()) return false;
  remember('electron-starts', version());
  return true;
}

/** @param {string} folder @param {string} [name] */
function executableIn(folder, name = 'electron') {
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/**
 * The Electron that is here now, without fetching anything.
 * @returns {Promise<ElectronChoice | undefined>}
 */
export async function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder) {
    const path = executableIn(folder, readText(join(PACKAGE, 'path.txt')) ?? 'electron');
    const env = { ELECTRON_EXEC_PATH: path ?? '' };
    if (path) return { kind: 'given', path, env, label: 'the Electron that ELECTRON_OVERRIDE_DIST_PATH names' };
  }
  const path = fetched();
  if (path !== undefined && (await starts(path))) {
    return { kind: 'electron', path, env: { ELECTRON_EXEC_PATH: path }, label: `Electron ${version()}` };
  }
  const standIn = executableIn(STAND_IN);
  if (standIn === undefined) return undefined;
  return {
    kind: 'stand-in',
    path: standIn,
    env: { ELECTRON_OVERRIDE_DIST_PATH: STAND_IN, ELECTRON_EXEC_PATH: standIn },
    label: 'the stand-in for Electron (tools/electron-standin) with the system’s Chromium',
  };
}

/**
 * Fetches Electron's binary when it is missing, for a short time only, and settles on the one to use. A failed try is
 * not repeated for a day.
 * @param {(line: string) => void} say
 */
export async function ensureElectron(say) {
  const skip = process.env.ELECTRON_OVERRIDE_DIST_PATH || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD;
  if (!skip && fetched() === undefined && !remembered('electron-unreachable', version())) {
    say(`Fetching Electron ${version()} (at most ${FETCH_LIMIT_MS / 1000} s) …`);
    const { code } = await run(pinnedNode(), [join(PACKAGE, 'install.js')], {
      output: 'keep',
      limitMs: FETCH_LIMIT_MS,
    });
    if (code !== 0 || fetched() === undefined) {
      say('Electron’s own binary can’t be fetched from here; the next try is in a day.');
      remember('electron-unreachable', version());
    }
  }
  return findElectron();
}

/**
 * What every program started with this Electron gets.
 * @param {ElectronChoice | undefined} choice
 */
export function electronEnvironment(choice) {
  return environment(choice?.env);
}
