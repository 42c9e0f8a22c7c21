import { describe, expect, it } from 'vitest';
import { add, tally, tallyFile } from './report.mjs';

describe('tally', () => {
  it('reads a report of Vitest', () => {
    const report = { numTotalTests: 10, numPassedTests: 7, numFailedTests: 1, numPendingTests: 2 };
    expect(tally(report)).toEqual({ passed: 7, failed: 1, skipped: 2 });
  });

  it('reads a report of Playwright and counts a flaky test as failed', () => {
    expect(tally({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 3,
    });
  });

  it('refuses anything else', () => {
    expect(() => tally({})).toThrow('no report');
  });
});

describe('tallyFile', () => {
  it('counts nothing where no report was written', () => {
    expect(tallyFile('/nowhere/report.json')).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe('add', () => {
  it('sums each column', () => {
    expect(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
      passed: 11,
      failed: 22,
      skipped: 33,
    });
  });
});
