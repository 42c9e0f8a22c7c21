// @ts-check
/**
 * `npm test`: everything but pictures of the screens, from a fresh clone, in less than twelve minutes on two cores. Where
 * `CI` is set, each screen is also looked at once. What waits most of the time has what calculates beside it, whose words follow at its end. Stops at the
 * first step that fails, and says how long each took. The
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

/** @typedef {'show' | 'keep'} Output whether it is shown, or kept to be shown later */
/** @typedef {{ readonly ok: boolean, readonly output: string }} Outcome */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {(output: Output) => Promise<Outcome>} work
 * @property {string} [report] file in test-results/ that the step writes
 * @property {readonly Step[]} [beside] steps that run one after the other while this one does
 */

/**
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {Output} output
 * @param {Record<string, string>} [env]
 * @returns {Promise<Outcome>}
 */
async function runs(program, parameters, output, env = {}) {
  const { code, output: kept } = await run(program, parameters, { env, output });
  return { ok: code === 0, output: kept };
}

/** @param {string} project @param {readonly string[]} [options] @returns {Step} */
function vitest(project, options = []) {
  const report = `${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, report)}`];
  return {
    name: project,
    report,
    work: (output) => runs('vitest', ['run', '--project', project, ...reporters, ...options], output),
  };
}

/** @param {Output} output @returns {Promise<Outcome>} whether every promise was kept */
async function simulate(output) {
  const share = Math.ceil(SEEDS / CORES);
  const shares = Array.from({ length: CORES }, (_, index) => {
    const parameters = ['tests/simulation/run.ts', '--seeds', `${share}`, '--from', `${index * share + 1}`];
    return runs(pinnedNode(), parameters, output);
  });
  const outcomes = await Promise.all(shares);
  return { ok: outcomes.every(({ ok }) => ok), output: outcomes.map((one) => one.output).join('') };
}

/**
 * @param {import('./lib/electron.mjs').ElectronChoice} electron
 * @param {string} name
 * @param {readonly string[]} projects
 * @param {readonly string[]} [options]
 * @returns {Step}
 */
function playwright(electron, name, projects, options = []) {
  const report = `${name}.json`;
  const env = {
    ...electron.env,
    PARTYLINE_ELECTRON: electron.kind,
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, report),
  };
  return {
    name: `${name}, on ${electron.label}`,
    report,
    work: (output) => {
      const chosen = projects.map((project) => `--project=${project}`);
      return runs('playwright', ['test', '--reporter=list,json', ...chosen, ...options], output, env);
    },
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
    { name: 'check', report: 'unit.json', work: (output) => runs(pinnedNode(), ['scripts/check.ts'], output) },
    {
      name: 'build',
      work: async () => {
        const ok = (await ensureBuilt('app', { force: true })) && (await ensureBuilt('cli', { force: true }));
        return { ok, output: '' };
      },
    },
    {
      // Most of its time is spent waiting.
      ...vitest('loopback', ['--maxWorkers=3']),
      beside: [
        // Regressions, and that what is wrong is found; the seeds of the next step are the suite.
        vitest('simulation'),
        { name: `simulation, ${SEEDS} seeds`, work: simulate },
        ...(process.env.CI === undefined ? [] : [playwright(electron, 'screens', ['screens'], ['--workers=1'])]),
      ],
    },
    playwright(electron, 'e2e', ['conformance', 'e2e'], ['--workers=3']),
  ];

  let total = NOTHING;
  /** @type {string | undefined} */
  let stopped;
  /** @param {Step} step @param {Output} output */
  const perform = async ({ name, work, report }, output) => {
    if (output === 'show') heading(name);
    const started = performance.now();
    const { ok, output: kept } = await work(output);
    const seconds = ((performance.now() - started) / 1_000).toFixed(0);
    const counted = report === undefined ? NOTHING : tallyFile(join(REPORTS, report));
    total = add(total, counted);
    if (!ok) stopped ??= name;
    if (!ok && counted.failed === 0) total = add(total, { passed: 0, failed: 1, skipped: 0 });
    return () => {
      if (output === 'keep') heading(name);
      process.stdout.write(kept);
      say(`${name}: ${seconds} s`);
    };
  };
  /** @param {readonly Step[]} rest */
  const performBeside = async (rest) => {
    const said = [];
    for (const step of rest) said.push(await perform(step, 'keep'));
    return said;
  };
  for (const step of steps) {
    const [own, beside] = await Promise.all([perform(step, 'show'), performBeside(step.beside ?? [])]);
    for (const tell of [own, ...beside]) tell();
    if (stopped !== undefined) break;
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
