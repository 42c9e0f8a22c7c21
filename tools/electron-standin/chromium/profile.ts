/**
 * A fresh Chromium profile for every run, below the app's data folder. Its name carries the process id, so that the next
 * run can remove what a killed one left behind.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PREFIX = 'electron-standin-profile-';

/** Makes the profile folder of this process. */
export function makeProfile(userData: string): string {
  mkdirSync(userData, { recursive: true });
  removeAbandoned(userData);
  return mkdtempSync(join(userData, `${PREFIX}${process.pid}-`));
}

/** Removes a profile; Chromium's last children may still write for a moment, hence the retries. */
export function removeProfile(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  } catch {
    // The next run removes it.
  }
}

function removeAbandoned(userData: string): void {
  for (const name of readdirSync(userData)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) removeProfile(join(userData, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
