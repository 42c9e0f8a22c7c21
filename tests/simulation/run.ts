/**
 * `npm run simulate -- --seeds 50000 --from 1` runs many simulations; `-- --seed 17` runs one and tells everything
 * that happens in it, or, where a promise is broken, the smallest run found that breaks it too. `--transport tcp`,
 * `udp` or `mixed` runs everything over that; `--packets` tells of each datagram; `--whole` does not look for a
 * smaller run. Every fourth seed seals its links; `--sealed` seals those of all, `--clear` of none. Of
 * every eighth somebody minds the door, of all with `--doors`. `--strangers` runs members beside strangers who mean harm, on a host whose work takes time. Exits 1 when a promise was broken.
 */
import { parseArgs } from 'node:util';
import { type Carriage, carriageOf, isMinded, isSealed, type Scenario, withDoors } from './scenario.ts';
import { replaySmall, shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import { crowd } from './strangers/crowd.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '3000' },
    from: { type: 'string', default: '1' },
    transport: { type: 'string' },
    packets: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
    strangers: { type: 'boolean', default: false },
    sealed: { type: 'boolean', default: false },
    doors: { type: 'boolean', default: false },
    clear: { type: 'boolean', default: false },
  },
});

/** Seeds between two signs of life on standard error. */
const PROGRESS_EVERY = 1_000;
/** Failures after which a long run stops. */
const FAILURES_MOST = 20;

const print = (line: string) => console.log(line);

const changeOf = (seed: number) => (scenario: Scenario) => {
  if (values.doors || (!values.clear && isMinded(seed))) return withDoors(scenario);
  return { ...scenario, sealed: values.sealed || (!values.clear && isSealed(seed)) };
};

function transportOf(seed: number): Carriage {
  return (values.transport as Carriage | undefined) ?? carriageOf(seed);
}

function replay(seed: number): boolean {
  const transport = transportOf(seed);
  const lines: string[] = [];
  const trace = (line: string) => lines.push(line);
  const options = { transport, packets: values.packets, trace, change: changeOf(seed) };
  const { failure, events } = simulate(seed, options);
  if (failure === undefined || values.whole) lines.forEach(print);
  else tellSmallest(seed, transport);
  print(failure === undefined ? `seed ${seed}: all is right, ${events} events` : `seed ${seed} FAILED: ${failure}`);
  return failure === undefined;
}

/** Prints the smallest run found that fails like this seed. */
function tellSmallest(seed: number, transport: Carriage): void {
  const small = shrink(seed, transport, 'none', changeOf(seed));
  if (small === undefined) return;
  print(`the smallest run found that fails in this way (--whole shows the seed's own):`);
  replaySmall(small, print);
}

function runMany(from: number, count: number): boolean {
  const started = performance.now();
  const totals = { events: 0, abandoned: 0, overtaken: 0, datagrams: 0, moves: 0, noticed: 0, failed: 0 };
  for (let seed = from; seed < from + count; seed += 1) {
    const { failure, events, abandoned, overtaken, datagrams, moves, noticed } = simulate(seed, {
      transport: transportOf(seed),
      change: changeOf(seed),
    });
    totals.events += events;
    totals.abandoned += abandoned;
    totals.overtaken += overtaken;
    totals.datagrams += datagrams;
    totals.moves += moves;
    totals.noticed += noticed;
    if ((seed - from + 1) % PROGRESS_EVERY === 0) console.error(`${seed - from + 1} seeds, ${totals.failed} failed`);
    if (failure === undefined) continue;
    totals.failed += 1;
    print(`seed ${seed} FAILED: ${failure}\n  see why with: npm run simulate -- --seed ${seed}`);
    if (totals.failed < FAILURES_MOST) continue;
    print('and perhaps more; stopped here');
    break;
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  print(
    `${count} seeds from ${from}: ${totals.failed} failed, ${totals.events} events, ${totals.datagrams} datagrams, ` +
      `${totals.moves} changes of transport, ${totals.noticed} changed bytes noticed, ${totals.abandoned} turns refused by the disk, ` +
      `${totals.overtaken} messages overtaken after a refusal; ${seconds} s`,
  );
  return totals.failed === 0;
}

function runCrowds(from: number, count: number): boolean {
  let failed = 0;
  for (let seed = from; seed < from + count && failed < FAILURES_MOST; seed += 1) {
    const { failure, habits, p99, most } = crowd(seed);
    if (failure !== undefined || count === 1)
      print(`seed ${seed}, ${habits.join(' ')}: ${failure ?? 'all is right'}; p99 ${p99} ms, most ${most} ms`);
    if (failure !== undefined) failed += 1;
  }
  print(`${count} crowds from ${from}: ${failed} failed`);
  return failed === 0;
}

function runChosen({ seed, seeds, from, strangers }: typeof values): boolean {
  if (strangers) return seed === undefined ? runCrowds(Number(from), Number(seeds)) : runCrowds(Number(seed), 1);
  return seed === undefined ? runMany(Number(from), Number(seeds)) : replay(Number(seed));
}

process.exitCode = runChosen(values) ? 0 : 1;
