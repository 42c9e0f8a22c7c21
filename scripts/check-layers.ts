/** `npm run layers`: fails when a file under src/ imports what its folder may not, or when files anywhere form a circle. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBreaches, type Sources } from './layers/find-breaches.ts';
import { findCircles } from './layers/find-circles.ts';

const root = join(import.meta.dirname, '..');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
function sourcesIn(pattern: string): Sources {
  const paths = globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const sources = sourcesIn('src/**/*.{ts,tsx}');
const breaches = findBreaches(sources, Object.keys(dependencies));
const circles = findCircles(sourcesIn('{src,tests,bench,tools,scripts,e2e}/**/*.{ts,tsx}'));
for (const breach of [...breaches, ...circles]) console.error(breach);
console.log(`${sources.size} files, ${breaches.length} breaches of the layers, ${circles.length} circles`);
process.exitCode = breaches.length + circles.length === 0 ? 0 : 1;
