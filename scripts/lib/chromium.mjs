// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { ensureDebianPackages, isDebian, onPath } from './debian.mjs';

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

function hasChromium() {
  return NAMES.some(onPath) || APPLICATIONS.some((path) => existsSync(path));
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  return FONT_FOLDERS.filter((folder) => existsSync(folder)).some((folder) =>
    readdirSync(folder, { recursive: true }).some((name) => CHINESE_FONT.test(String(name))),
  );
}

/**
 * Sees to a Chromium for the stand-in and a font that shows Chinese: installs Debian's packages where it may, names
 * the command that helps elsewhere.
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether Chromium is there; a missing font stops nothing
 */
export async function ensureChromium(say) {
  const missing = [...(hasChromium() ? [] : [PACKAGES.chromium]), ...(hasChineseFont() ? [] : [PACKAGES.font])];
  if (!isDebian() && !hasChromium()) {
    say('No Chromium was found. Install Chromium or Google Chrome to open the window.');
  }
  await ensureDebianPackages(missing, say);
  return hasChromium();
}
