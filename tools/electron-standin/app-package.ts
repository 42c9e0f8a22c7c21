/** Which file is the app's main module, from what was given on the command line. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** An app, as its package.json describes it. */
export interface AppPackage {
  readonly folder: string;
  readonly main: string;
  readonly name: string;
  readonly version: string;
}

/** @param path a folder with a package.json, or a script */
export function findApp(path: string): AppPackage {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new Error(`Unable to find Electron app at ${absolute}`);
  if (statSync(absolute).isFile())
    return { folder: dirname(absolute), main: absolute, name: 'Electron', version: '0.0.0' };
  const file = join(absolute, 'package.json');
  if (!existsSync(file))
    return { folder: absolute, main: join(absolute, 'index.js'), name: 'Electron', version: '0.0.0' };
  const {
    main = 'index.js',
    name,
    productName,
    version,
  } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return {
    folder: absolute,
    main: resolve(absolute, main),
    name: productName ?? name ?? 'Electron',
    version: version ?? '0.0.0',
  };
}
