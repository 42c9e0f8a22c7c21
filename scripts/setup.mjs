// @ts-check
/**
 * Makes a fresh clone ready: packages, an Electron, and what the Electron needs. Runs on any Node from 20 on before
 * anything is installed, so it imports no package. With nothing to do it takes well under a second.
 */
import { pathToFileURL } from 'node:url';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { ensurePackages } from './lib/packages.mjs';

/** @param {string} line */
function say(line) {
  // Standard error: standard output belongs to whatever is started afterwards.
  process.stderr.write(`partyline: ${line}\n`);
}

/**
 * @param {{ window?: boolean }} [needs] `window: false` where none will be opened: then the packages are enough
 * @returns {Promise<import('./lib/electron.mjs').ElectronChoice | undefined>} undefined when no window can be opened
 * @throws {Error} when the packages can't be installed; nothing works without them
 */
export async function setup({ window = true } = {}) {
  if (!(await ensurePackages(say))) throw new Error('packages are missing');
  if (!window) return undefined;
  const electron = await ensureElectron(say);
  if (electron === undefined) {
    say('There is no Electron to use, so no window can be opened.');
    return undefined;
  }
  const usable = electron.kind !== 'stand-in' || (await ensureChromium(say));
  if (!usable) return undefined;
  say(`Using ${electron.label}.`);
  return electron;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await setup();
  } catch {
    // ensurePackages has said what failed.
    process.exitCode = 1;
  }
}
