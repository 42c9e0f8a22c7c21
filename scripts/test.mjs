// @ts-check
/**
 * `npm test`: everything but pictures of the screens, from a fresh clone, in twelve to thirteen minutes on two cores. Where
 * `CI` is set, each screen is also looked at once. Stops at the first step that fails, and says how long each took. The
 * last line sums up the tests that ran, as the runners' own reports count them; a failed step without a test of its own
 * (lint, build) counts as one failure.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensurePeers } from './lib/peers.mjs';
import { add, NOTHING, tallyFile } from './lib/report.mjs';
import { pinnedNode, ROOT, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const REPORTS = join(ROOT, 'test-results');
const SEEDS = 3_500;
/** Processes among which the seeds are shared: what CI machines have at least. */
const CORES = 2;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<boolean>} work
 * @property {string} [report] file in test-results/ that the step writes
 */

/** @param {string} program @param {readonly string[]} parameters @param {Record<string, string>} [env] */
async function succeeds(program, parameters, env = {}) {
  return (await run(program, parameters, { env })).code === 0;
}

/** @param {string} project @param {readonly string[]} [options] @returns {Step} */
function vitest(project, options = []) {
  const report = `${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, report)}`];
  return {
    name: project,
    report,
    work: () => succeeds('vitest', ['run', '--project', project, ...reporters, ...options]),
  };
}

/** @returns {Promise<boolean>} whether every promise was kept */
async function simulate() {
  const share = Math.ceil(SEEDS / CORES);
  const shares = Array.from({ length: CORES }, (_, index) => {
    const parameters = ['tests/simulation/run.ts', '--seeds', `${share}`, '--from', `${index * share + 1}`];
    return succeeds(pinnedNode(), parameters);
  });
  return (await Promise.all(shares)).every(Boolean);
}

/**
 * @param {import('./lib/electron.mjs').ElectronChoice} electron
 * @param {string} name
 * @param {readonly string[]} projects
 * @returns {Step}
 */
function playwright(electron, name, projects) {
  const report = `${name}.json`;
  const env = {
    ...electron.env,
    PARTYLINE_ELECTRON: electron.kind,
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, report),
  };
  return {
    name: `${name}, on ${electron.label}`,
    report,
    work: () =>
      succeeds(
        'playwright',
        ['test', '--reporter=list,json', ...projects.map((project) => `--project=${project}`)],
        env,
      ),
  };
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} name */
function heading(name) {
  process.stdout.write(`\n──── ${name} ────\n`);
}

async function test() {
  heading('setup');
  const electron = await setup();
  if (electron === undefined) throw new Error('the e2e tests need an Electron and there is none');
  await ensurePeers(say);
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });

  /** @type {readonly Step[]} */
  const steps = [
    { name: 'check', report: 'unit.json', work: () => succeeds(pinnedNode(), ['scripts/check.ts']) },
    {
      name: 'build',
      work: async () => (await ensureBuilt('app', { force: true })) && (await ensureBuilt('cli', { force: true })),
    },
    // Most of its time is spent waiting.
    vitest('loopback', ['--maxWorkers=4']),
    // Regressions, and that what is wrong is found; the seeds of the next step are the suite.
    vitest('simulation'),
    { name: `simulation, ${SEEDS} seeds`, work: simulate },
    playwright(electron, 'e2e', ['conformance', 'e2e']),
    ...(process.env.CI === undefined ? [] : [playwright(electron, 'screens', ['screens'])]),
  ];

  let total = NOTHING;
  let stopped;
  for (const { name, work, report } of steps) {
    heading(name);
    const started = performance.now();
    const ok = await work();
    say(`${name}: ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    const counted = report === undefined ? NOTHING : tallyFile(join(REPORTS, report));
    total = add(total, counted);
    if (ok) continue;
    stopped = name;
    if (counted.failed === 0) total = add(total, { passed: 0, failed: 1, skipped: 0 });
    break;
  }

  heading(stopped === undefined ? 'all steps passed' : `stopped at the first failure: ${stopped}`);
  if (total.skipped > 0) process.stdout.write(`${total.skipped} skipped\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return stopped === undefined && total.failed === 0;
}

try {
  process.exitCode = (await test()) ? 0 : 1;
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : 'setup failed'}\n0 passed, 1 failed\n`);
  process.exitCode = 1;
}
