/**
 * `npm run fuzz -- --minutes 60 --seed N`: sends a running host whatever chance makes, from case N on, for so long. A
 * failure names its case. A few hundred of them are part of `npm test`.
 * `npm run fuzz -- --surface frames --inputs 1000000 --seed N` hands as many inputs to one surface by itself, `--surface all` to each.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SURFACES } from './surfaces/all.ts';
import { fuzzSurface } from './surfaces/fuzz-surface.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    surface: { type: 'string' },
    inputs: { type: 'string', default: '1000000' },
  },
});

if (values.surface === undefined) againstHost();
else await againstSurfaces(values.surface);

function againstHost(): void {
  const vitest = join(import.meta.dirname, '..', '..', 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'loopback', 'tests/fuzz'], {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_MINUTES: values.minutes, FUZZ_SEED: values.seed },
  });
  process.exitCode = status ?? 1;
}

async function againstSurfaces(wanted: string): Promise<void> {
  const chosen = SURFACES.filter(({ name }) => wanted === 'all' || wanted === name);
  if (chosen.length === 0)
    throw new Error(`no surface ${wanted}; there are ${SURFACES.map(({ name }) => name).join(', ')}`);
  for (const surface of chosen) {
    const begun = performance.now();
    const { inputs, slowestMs, grownMib } = await fuzzSurface(surface, Number(values.inputs), Number(values.seed));
    const seconds = (performance.now() - begun) / 1_000;
    process.stdout.write(
      `${surface.name}: ${inputs} inputs in ${seconds.toFixed(0)} s, the slowest ${slowestMs.toFixed(1)} ms, ${grownMib.toFixed(1)} MiB more at the end\n`,
    );
  }
}
