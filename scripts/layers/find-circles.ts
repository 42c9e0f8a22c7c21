import { posix } from 'node:path';
import type { Sources } from './find-breaches.ts';
import { readFacts } from './read-imports.ts';

/**
 * Circles in an import graph, one per circle found by a depth-first walk; each starts and ends with the same file.
 * @param graph file → files it imports; targets that are no key are leaves
 */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const seenAt = path.indexOf(file);
    if (seenAt >= 0) {
      cycles.push([...path.slice(seenAt), file]);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

/**
 * Every circle of files, as `path:1: sentence`. Types count: two files that know each other are one, or one of them holds
 * two ideas.
 */
export function findCircles(sources: Sources): string[] {
  const graph = new Map<string, string[]>();
  for (const [path, source] of sources) {
    const relative = readFacts(path, source).imports.filter(({ module }) => module.startsWith('.'));
    const targets = relative.map(({ module }) => posix.normalize(posix.join(posix.dirname(path), module)));
    graph.set(path, targets);
  }
  return findCycles(graph).map((cycle) => `${cycle[0]}:1: imports itself through ${cycle.join(' → ')}`);
}
