/** `npm run layers`: fails when a file under src/ imports what its folder may not. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBreaches } from './layers/find-breaches.ts';

const root = join(import.meta.dirname, '..');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const paths = globSync('src/**/*.{ts,tsx}', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
const sources = new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
const breaches = findBreaches(sources, Object.keys(dependencies));
for (const breach of breaches) console.error(breach);
console.log(`${sources.size} files, ${breaches.length} breaches of the layers`);
process.exitCode = breaches.length === 0 ? 0 : 1;
