import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** How each fuse is set in packages, and why not as Electron ships it. */
const DECIDED: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  // Nobody turns the app into a Node that runs their script.
  RunAsNode: false,
  EnableCookieEncryption: true,
  // Nor has it load code or listen for a debugger by the environment or its arguments.
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // What runs is the archive that was packed, whole.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // There is no snapshot of our own.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // Nothing is served from `file:`.
  GrantFileProtocolExtraPrivileges: false,
};

/** The fuses of electron-builder.yml, by their names there. */
function fusesOfPackages(): Record<string, boolean> {
  const text = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
  const [, block = ''] = /^electronFuses:\n((?: {2}\w+: \w+\n)+)/m.exec(text) ?? [];
  const lines = [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value]) => [name, value === 'true']));
}

it('decides every fuse that Electron’s tool knows, and packages set it so', () => {
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  expect(Object.keys(DECIDED).sort()).toEqual(known.sort());
  const inPackages = Object.entries(DECIDED).map(([name, value]) => [name[0]?.toLowerCase() + name.slice(1), value]);
  expect(fusesOfPackages()).toEqual(Object.fromEntries(inPackages));
});

it('leaves no fuse out that electron-builder can set', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'node_modules/app-builder-lib/scheme.json'), 'utf8'));
  // That one is about a signature and no fuse.
  const settable = Object.keys(schema.definitions.FuseOptionsV1.properties).filter(
    (name) => name !== 'resetAdHocDarwinSignature',
  );
  expect(Object.keys(fusesOfPackages()).sort()).toEqual(settable.sort());
});
