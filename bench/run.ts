/**
 * `npm run bench`: Partyline's host beside the `ws` package's broadcast server, in one run, pairs interleaved, medians
 * of the pairs' ratios. `--check` fails when a promise or the stored baseline is missed; `--update` stores the
 * baseline; `--only NAME` measures one scenario; `--rounds N` changes the number of pairs; `--quick` moves smaller files.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SCENARIOS } from './registry.ts';
import type { Figure } from './scenario.ts';

// What is measured here tells no real network of itself.
process.env.PARTYLINE_DISCOVERY ??= 'off';

const { values: flags } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
  },
});
const rounds = Number(flags.rounds);
const baselineFile = new URL('baseline.json', import.meta.url);
/** A figure may be this much worse than the baseline before `--check` fails: shared machines are noisy. */
const TOLERANCE = 0.3;

const figures: Figure[] = [];

function report(figure: Figure, words: string): void {
  figures.push(figure);
  const kept = figure.better === 'higher' ? figure.value >= figure.target : figure.value <= figure.target;
  process.stdout.write(`${kept ? 'kept  ' : 'MISSED'}  ${words}\n`);
}

function skip(words: string): void {
  process.stdout.write(`NOT MEASURED  ${words}\n`);
}

function missed(baseline: Readonly<Record<string, number>>): string[] {
  return figures.flatMap(({ name, value, target, better }) => {
    const before = baseline[name];
    const [bad, slower] =
      better === 'higher'
        ? [value < target, before !== undefined && value < before * (1 - TOLERANCE)]
        : [value > target, before !== undefined && value > before * (1 + TOLERANCE)];
    return [
      ...(bad ? [`${name}: ${value.toFixed(2)}, promised ${target}`] : []),
      ...(slower ? [`${name}: ${value.toFixed(2)}, baseline ${before?.toFixed(2)}`] : []),
    ];
  });
}

const chosen = SCENARIOS.filter(({ name }) => flags.only === undefined || flags.only === name);
if (chosen.length === 0)
  throw new Error(`no scenario ${flags.only}; there are ${SCENARIOS.map(({ name }) => name).join(', ')}`);
process.stdout.write(`Node ${process.versions.node}, ${rounds} pairs each\n`);
for (const { run } of chosen) await run({ rounds, report, skip, isQuick: flags.quick });

const stored = JSON.parse(readFileSync(baselineFile, 'utf8')) as Record<string, number>;
if (flags.update) {
  const fresh = Object.fromEntries(figures.map(({ name, value }) => [name, Number(value.toPrecision(3))]));
  writeFileSync(baselineFile, `${JSON.stringify({ ...stored, ...fresh }, null, 2)}\n`);
}
if (flags.check) {
  const failures = missed(stored);
  for (const failure of failures) process.stdout.write(`${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
