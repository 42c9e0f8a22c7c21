/**
 * `npm run bench`: Partyline's host beside the `ws` package's broadcast server, in one run, pairs interleaved, medians
 * of the pairs' ratios. `--check` fails when a promise or the stored baseline is missed; `--update` stores the
 * baseline; `--only NAME` measures one scenario; `--rounds N` changes the number of pairs; `--quick` moves smaller files.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DATAGRAMS } from './datagrams.ts';
import { FILE_SCENARIOS } from './files.ts';
import { measureIdle } from './idle.ts';
import { RECORDING_SCENARIOS } from './recording.ts';
import { FAN_OUT, type FanOutScenario, IDLE, LATENCY } from './scenarios.ts';
import { type Measurement, measure, median, percentile } from './support/measure.ts';
import { canCountSystemCalls } from './support/system-calls.ts';

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

/** One promise and how it was kept. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly better: 'higher' | 'lower';
}

const figures: Figure[] = [];

/** Takes a figure and says how it compares with its promise. */
export type Report = (figure: Figure, words: string) => void;

function report(figure: Figure, words: string): void {
  figures.push(figure);
  const kept = figure.better === 'higher' ? figure.value >= figure.target : figure.value <= figure.target;
  process.stdout.write(`${kept ? 'kept  ' : 'MISSED'}  ${words}\n`);
}

async function pairs(pattern: readonly string[], warmUp: readonly string[]): Promise<[Measurement, Measurement][]> {
  const measured: [Measurement, Measurement][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ours = await measure('partyline', pattern, warmUp);
    measured.push([ours, await measure('ws', pattern, warmUp)]);
  }
  return measured;
}

async function fanOut({ name, title, pattern, warmUp, target, systemCalls }: FanOutScenario): Promise<void> {
  const measured = await pairs(pattern, warmUp);
  const value = median(measured.map(([ours, ws]) => ws.cpuPerDelivery / ours.cpuPerDelivery));
  const each = median(measured.map(([ours]) => ours.cpuPerDelivery)).toFixed(2);
  const theirs = median(measured.map(([, ws]) => ws.cpuPerDelivery)).toFixed(2);
  report(
    { name, value, target, better: 'higher' },
    `${title}: ${value.toFixed(1)} × ws (target ${target}); ${each} against ${theirs} µs of CPU per delivery`,
  );
  if (systemCalls === undefined) return;
  if (!canCountSystemCalls()) {
    process.stdout.write(`NOT MEASURED  ${title}: system calls (strace is missing)\n`);
    return;
  }
  const counted = await measure('partyline', pattern, warmUp, { countSystemCalls: true });
  const calls = (counted.systemCalls ?? Number.NaN) / counted.deliveries;
  report(
    { name: `${name}-system-calls`, value: calls, target: systemCalls, better: 'lower' },
    `${title}: ${calls.toFixed(4)} system calls per delivery (target ${systemCalls})`,
  );
}

async function latency(): Promise<void> {
  const { name, title, pattern, warmUp, medianTarget, p99Target } = LATENCY;
  const measured = await pairs(pattern, warmUp);
  for (const [part, share, target] of [
    ['median', 0.5, medianTarget],
    ['p99', 0.99, p99Target],
  ] as const) {
    const of = ({ latencies = [] }: Measurement) => percentile(latencies, share);
    const value = median(measured.map(([ours, ws]) => of(ours) / of(ws)));
    const [ours, ws] = [0, 1].map((index) => median(measured.map((pair) => of(pair[index] as Measurement))).toFixed(3));
    report(
      { name: `${name}-${part}`, value, target, better: 'lower' },
      `${title}, ${part}: ${value.toFixed(2)} × ws (target ${target}); ${ours} against ${ws} ms`,
    );
  }
}

async function idle(): Promise<void> {
  const measured = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measureIdle());
  const memory = median(measured.map(({ kibPerMember }) => kibPerMember));
  const seconds = median(measured.map(({ joinSeconds }) => joinSeconds));
  const { name, title, memoryTarget, joinTarget } = IDLE;
  report(
    { name: `${name}-memory`, value: memory, target: memoryTarget, better: 'lower' },
    `${title}: ${memory.toFixed(1)} KiB each (target ${memoryTarget})`,
  );
  report(
    { name: `${name}-join`, value: seconds, target: joinTarget, better: 'lower' },
    `${title}: all in after ${seconds.toFixed(2)} s (target ${joinTarget})`,
  );
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

const scenarios: readonly [string, () => Promise<void>][] = [
  ...FAN_OUT.map((scenario) => [scenario.name, () => fanOut(scenario)] as [string, () => Promise<void>]),
  [LATENCY.name, latency],
  [IDLE.name, idle],
  ...[...DATAGRAMS, ...RECORDING_SCENARIOS, ...FILE_SCENARIOS].map(
    ([name, run]) => [name, () => run(rounds, report, flags.quick)] as [string, () => Promise<void>],
  ),
];
const chosen = scenarios.filter(([name]) => flags.only === undefined || flags.only === name);
if (chosen.length === 0)
  throw new Error(`no scenario ${flags.only}; there are ${scenarios.map(([name]) => name).join(', ')}`);
process.stdout.write(`Node ${process.versions.node}, ${rounds} pairs each\n`);
for (const [, run] of chosen) await run();

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
