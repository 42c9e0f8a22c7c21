/**
 * `npm run simulate -- --seeds 50000 --from 1` runs many simulations; `-- --seed 17` runs one and tells everything
 * that happens in it. Exits 1 when a promise was broken.
 */
import { parseArgs } from 'node:util';
import type { Carriage } from './scenario.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    transport: { type: 'string' },
    packets: { type: 'boolean', default: false },
  },
});

const options = values.transport === undefined ? {} : { transport: values.transport as Carriage };

/** Seeds between two signs of life on standard error. */
const PROGRESS_EVERY = 1_000;

function replay(seed: number): boolean {
  const { failure, events } = simulate(seed, {
    ...options,
    packets: values.packets,
    trace: (line) => console.log(line),
  });
  console.log(failure === undefined ? `seed ${seed}: all is right, ${events} events` : `seed ${seed} FAILED`);
  return failure === undefined;
}

function runMany(from: number, count: number): boolean {
  const started = performance.now();
  const totals = { events: 0, abandoned: 0, overtaken: 0, failed: 0 };
  for (let seed = from; seed < from + count; seed += 1) {
    const { failure, events, abandoned, overtaken } = simulate(seed, options);
    totals.events += events;
    totals.abandoned += abandoned;
    totals.overtaken += overtaken;
    if ((seed - from + 1) % PROGRESS_EVERY === 0) console.error(`${seed - from + 1} seeds, ${totals.failed} failed`);
    if (failure === undefined) continue;
    totals.failed += 1;
    console.log(`seed ${seed} FAILED: ${failure}\n  replay it with: npm run simulate -- --seed ${seed}`);
    if (totals.failed === 20) {
      console.log('and perhaps more; stopped here');
      break;
    }
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(
    `${count} seeds from ${from}: ${totals.failed} failed, ${totals.events} events, ${totals.abandoned} turns refused ` +
      `by the disk, ${totals.overtaken} messages overtaken after a refusal; ${seconds} s`,
  );
  return totals.failed === 0;
}

const isRight =
  values.seed === undefined ? runMany(Number(values.from), Number(values.seeds)) : replay(Number(values.seed));
process.exitCode = isRight ? 0 : 1;
