// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { remember, remembered } from './memory.mjs';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** Fonts that can draw Chinese, by a piece of their folder's or file's name. */
const CHINESE_FONT = /wqy|cjk|noto.*sc|arphic|droid.*fallback|hanyi|source-?han/i;
const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts'];
const PACKAGES = { chromium: 'chromium', font: 'fonts-wqy-microhei' };

/** @param {string} name */
function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => existsSync(join(folder, name)));
}

function hasChromium() {
  return NAMES.some(onPath) || APPLICATIONS.some((path) => existsSync(path));
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  return FONT_FOLDERS.filter((folder) => existsSync(folder)).some((folder) =>
    readdirSync(folder, { recursive: true }).some((name) => CHINESE_FONT.test(String(name))),
  );
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
 * Sees to a Chromium for the stand-in and a font that shows Chinese: installs Debian's packages where it may, names
 * the command that helps elsewhere.
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether Chromium is there; a missing font stops nothing
 */
export async function ensureChromium(say) {
  const missing = [...(hasChromium() ? [] : [PACKAGES.chromium]), ...(hasChineseFont() ? [] : [PACKAGES.font])];
  const key = missing.join(' ');
  if (missing.length === 0 || remembered('apt-failed', key)) return hasChromium();
  const command = `apt-get install ${key}`;
  if (process.platform !== 'linux' || !onPath('apt-get')) {
    if (!hasChromium()) say('No Chromium was found. Install Chromium or Google Chrome to open the window.');
  } else if (process.getuid?.() === 0) {
    say(`Installing ${missing.join(' and ')} (apt-get) …`);
    if (!(await aptInstall(missing))) {
      remember('apt-failed', key);
      say(`That failed. This command shows why: ${command}`);
    }
  } else {
    // Said once a day, not at each start.
    remember('apt-failed', key);
    say(`Missing: ${missing.join(' and ')}. This command helps: sudo ${command}`);
  }
  return hasChromium();
}
