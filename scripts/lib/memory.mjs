// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './run.mjs';

// Inside node_modules, so that a new installation starts without old findings.
const FILE = join(ROOT, 'node_modules', '.cache', 'partyline', 'setup.json');
const DAY_MS = 86_400_000;

/** @returns {Record<string, { key: string, at: number }>} */
function read() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Whether `what` was noted for the same `key` within the last day.
 * @param {string} what
 * @param {string} key
 */
export function remembered(what, key) {
  const note = read()[what];
  return note !== undefined && note.key === key && Date.now() - note.at < DAY_MS;
}

/**
 * Notes a finding, so that the next start need not repeat a slow try.
 * @param {string} what
 * @param {string} key
 */
export function remember(what, key) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify({ ...read(), [what]: { key, at: Date.now() } }));
}
