// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Tally} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** @param {Tally} a @param {Tally} b @returns {Tally} */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Counts what ran according to a JSON report of Vitest or Playwright. A test that passed only when it was repeated
 * counts as failed.
 * @param {any} report
 * @returns {Tally}
 */
export function tally(report) {
  if (typeof report?.numTotalTests === 'number') {
    const { numPassedTests: passed, numFailedTests: failed, numTotalTests: total } = report;
    return { passed, failed, skipped: total - passed - failed };
  }
  if (typeof report?.stats?.expected === 'number') {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  }
  throw new Error('this is no report of Vitest or Playwright');
}

/**
 * The tally of a report file; nothing when the runner died before it wrote one.
 * @param {string} path
 */
export function tallyFile(path) {
  try {
    return tally(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return NOTHING;
  }
}
