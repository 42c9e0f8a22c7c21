// @ts-check
/** `npm run build`: the app to out/main, out/preload, out/renderer and the command line to out/cli, always anew. */
import { ensureBuilt } from './lib/build.mjs';

for (const target of /** @type {const} */ (['app', 'cli'])) {
  const started = performance.now();
  if (!(await ensureBuilt(target, { force: true }))) {
    process.stderr.write(`building the ${target} failed\n`);
    process.exit(1);
  }
  process.stdout.write(`built the ${target} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
}
