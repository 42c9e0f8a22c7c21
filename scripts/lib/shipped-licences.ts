/** The licences of what a user gets beside the window's bundle, whose own list Vite makes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Licence } from '../../src/shared/help/licences.ts';

/** How a package calls the file that holds its licence. */
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type?: string };
}

/** What the package in a folder says of its licence. */
export function licenceOf(folder: string): Licence {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = '' } = manifest;
  const file = readdirSync(folder).find((entry) => LICENCE_FILE.test(entry));
  return {
    name,
    version,
    identifier: typeof license === 'string' ? license : (license.type ?? ''),
    text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim(),
  };
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/** Folders of the packages that are shipped as they are: all that package-lock.json lists and that is not for developing. */
export function shippedFolders(root: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => join(root, path))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

/** What is said where the licences of a program's many parts lie in a file of their own. */
const CHROMIUM = 'Chromium, Node.js and the parts of both: see LICENSES.chromium.html beside the program.';

/** An entry of the list that Vite makes (`build.license`): it leaves out what a package does not say. */
export type BundledLicence = Pick<Licence, 'name' | 'version'> & Partial<Licence>;

/** Everything that is shipped, each once, by name: what is in the window's bundle, the packages beside it, and Electron. */
export function allLicences(root: string, bundled: readonly BundledLicence[]): readonly Licence[] {
  const electron = licenceOf(join(root, 'node_modules', 'electron'));
  const all: readonly Licence[] = [
    ...bundled.map((one) => ({ identifier: '', text: '', ...one })),
    ...shippedFolders(root).map(licenceOf),
    { ...electron, name: 'Electron', text: `${electron.text}\n\n${CHROMIUM}` },
  ];
  const each = new Map(all.map((licence) => [`${licence.name} ${licence.version}`, licence]));
  return [...each.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}
