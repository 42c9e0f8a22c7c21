/**
 * `npm run check`: format and lint, types of every layer, layers, unit tests. All of them run, so that one call
 * names everything that is wrong. Names of steps as arguments run those alone: `node scripts/check.ts types`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const binaries = join(root, 'node_modules', '.bin');

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

function run(program: string, ...parameters: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const onWindows = process.platform === 'win32';
    const child = spawn(program === 'node' ? process.execPath : join(binaries, program), parameters, {
      cwd: root,
      shell: onWindows && program !== 'node',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ ok: false, output: `${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** One tsconfig per layer: what a folder must not see is not in its `types` and `lib`. */
async function checkTypes(): Promise<Outcome> {
  const layers = ['shared', 'core', 'node', 'cli', 'main', 'preload', 'renderer'];
  const projects = [...layers.map((layer) => `src/${layer}/tsconfig.json`), 'tsconfig.tests.json'];
  const outcomes: Outcome[] = [];
  // One after the other: each run already uses every core.
  for (const project of projects.filter((path) => existsSync(join(root, path)))) {
    outcomes.push(await run('tsc', '--pretty', 'false', '-p', project));
  }
  return {
    ok: outcomes.every(({ ok }) => ok),
    output: outcomes.map(({ output }) => output).join(''),
  };
}

const REPORT = 'test-results/unit.json';
const STEPS: Readonly<Record<string, () => Promise<Outcome>>> = {
  lint: () => run('biome', 'check', '--error-on-warnings', '--diagnostic-level=warn'),
  types: checkTypes,
  layers: () => run('node', 'scripts/check-layers.ts'),
  unit: () =>
    run('vitest', 'run', '--project', 'unit', '--reporter=dot', '--reporter=json', `--outputFile.json=${REPORT}`),
};

const chosen = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : Object.keys(STEPS);
const failed: string[] = [];
for (const name of names) {
  const step = STEPS[name];
  if (step === undefined) {
    console.error(`There is no step ${name}; the steps are ${Object.keys(STEPS).join(', ')}.`);
    process.exit(2);
  }
  const started = performance.now();
  const { ok, output } = await step();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!ok) {
    failed.push(name);
    process.stdout.write(output);
  }
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
}
if (failed.length > 0) console.error(`check failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
