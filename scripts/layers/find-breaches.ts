import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type FileFacts, type FoundImport, readFacts } from './read-imports.ts';
import {
  BRIDGE_FILE,
  LAYER_RULES,
  type Layer,
  NARROW_RULES,
  TEST_PACKAGES,
  WALL_CLOCK,
  WALL_CLOCK_READERS,
} from './rules.ts';

/** Files by their path from the repository's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

const TEST = /\.test\.tsx?$/;

function layerOf(path: string): Layer | undefined {
  const folder = /^src\/([^/]+)\//.exec(path)?.[1];
  return folder !== undefined && folder in LAYER_RULES ? (folder as Layer) : undefined;
}

function packageName(module: string): string {
  const parts = module.split('/');
  return module.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? module);
}

function relativeBreach(path: string, layer: Layer, module: string): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(path), module));
  const targetLayer = layerOf(target);
  if (targetLayer === undefined) {
    return TEST.test(path) && target.startsWith('tests/') ? undefined : `${layer} may not import ${target}`;
  }
  if (TEST.test(target)) return `nothing may import a test, ${target}`;
  return LAYER_RULES[layer].layers.includes(targetLayer) ? undefined : `${layer} may not import ${targetLayer}`;
}

function mayUsePackage(layer: Layer, name: string, shipped: readonly string[]): boolean {
  const { packages, also = [] } = LAYER_RULES[layer];
  if (also.includes(name)) return true;
  if (packages === 'bundled') return name !== 'electron';
  return (packages === 'shipped' ? shipped : packages).includes(name);
}

function packageBreach(path: string, layer: Layer, module: string, shipped: readonly string[]): string | undefined {
  const isTest = TEST.test(path);
  if (isBuiltin(module)) {
    return isTest || LAYER_RULES[layer].node ? undefined : `${layer} may not import Node's ${module}`;
  }
  const name = packageName(module);
  if (isTest && TEST_PACKAGES.includes(name)) return undefined;
  return mayUsePackage(layer, name, shipped) ? undefined : `${layer} may not import the package ${name}`;
}

function narrowBreach(path: string, { module, names }: FoundImport): string | undefined {
  const rule = NARROW_RULES.find(
    (candidate) =>
      (candidate.module === module || candidate.module === `node:${module}`) &&
      (candidate.name === undefined || names.includes(candidate.name) || names.includes('*')),
  );
  if (rule === undefined || path.startsWith(rule.onlyIn)) return undefined;
  return `${rule.what} (${rule.module}) may be touched in ${rule.onlyIn} only`;
}

/** Where a file asks the clock on the wall that may not. */
function wallBreaches(path: string, { imports, wallReads }: FileFacts): string[] {
  if (TEST.test(path) || path in WALL_CLOCK_READERS) return [];
  const taken = imports.filter(
    ({ module, names }) =>
      posix.normalize(posix.join(posix.dirname(path), module)) === WALL_CLOCK.module &&
      (names.includes(WALL_CLOCK.name) || names.includes('*')),
  );
  return [...wallReads, ...taken.map(({ line }) => line)].map(
    (line) => `${path}:${line}: asks the clock on the wall, which is set at times; WALL_CLOCK_READERS says who may`,
  );
}

/**
 * Every breach of the layer table, as `path:line: sentence`.
 * @param shipped the names under `dependencies` in package.json
 */
export function findBreaches(sources: Sources, shipped: readonly string[]): string[] {
  const breaches: string[] = [];
  for (const [path, source] of sources) {
    const layer = layerOf(path);
    if (layer === undefined) {
      breaches.push(
        `${path}:1: belongs to no layer; the folders under src/ are ${Object.keys(LAYER_RULES).join(', ')}`,
      );
      continue;
    }
    const facts = readFacts(path, source);
    const { imports, bridgeReads } = facts;
    for (const found of imports) {
      const isRelative = found.module.startsWith('.');
      const breach = isRelative
        ? relativeBreach(path, layer, found.module)
        : (packageBreach(path, layer, found.module, shipped) ?? narrowBreach(path, found));
      if (breach !== undefined) breaches.push(`${path}:${found.line}: ${breach}`);
    }
    for (const line of path === BRIDGE_FILE ? [] : bridgeReads) {
      breaches.push(`${path}:${line}: window.partyline may be read in ${BRIDGE_FILE} only`);
    }
    breaches.push(...wallBreaches(path, facts));
  }
  return breaches;
}
