/** Which Electron the tests run on: the real binary where it is installed, else the stand-in. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** An executable for Playwright's `_electron.launch({ executablePath })`. */
export interface ElectronExecutable {
  readonly path: string;
  readonly kind: 'electron' | 'stand-in';
}

/** Set to `stand-in` to use the stand-in although the binary is installed. */
export const KIND_VARIABLE = 'PARTYLINE_ELECTRON';

/** Never downloads anything, unlike `require('electron')`. */
export function electronExecutable(environment: NodeJS.ProcessEnv = process.env): ElectronExecutable {
  const real = environment[KIND_VARIABLE] === 'stand-in' ? undefined : installedBinary();
  if (real !== undefined) return { path: real, kind: 'electron' };
  return { path: join(import.meta.dirname, 'electron'), kind: 'stand-in' };
}

function installedBinary(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const names = ['electron', 'electron.exe', join('Electron.app', 'Contents', 'MacOS', 'Electron')];
  return names.map((name) => join(folder, 'dist', name)).find((path) => existsSync(path));
}
