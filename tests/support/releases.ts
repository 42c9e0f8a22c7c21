/** What a test opened, whoever runs it: Vitest by `releaseEverything`, Playwright by its fixtures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Release = () => void | Promise<void>;

const releases: Release[] = [];

/** Registers what ends when the running test ends; the newest goes first. */
export function atEnd(release: Release): void {
  releases.push(release);
}

/** A folder of the running test's own. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-test-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ends everything that the running test registered. @returns what was thrown meanwhile */
export async function releaseAll(): Promise<readonly unknown[]> {
  const errors: unknown[] = [];
  for (let release = releases.pop(); release !== undefined; release = releases.pop()) {
    try {
      await release();
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}
