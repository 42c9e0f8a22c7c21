// @ts-check
/**
 * `npm run -s cli -- host …`: the built command line, built first when it is missing or older than its sources.
 * Standard output carries nothing but the command's own lines.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { packagesAreCurrent } from './lib/packages.mjs';
import { pinnedNode, ROOT, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

if (!packagesAreCurrent()) await setup({ window: false }).catch(() => process.exit(1));
if (!(await ensureBuilt('cli'))) process.exit(1);

const program = join(ROOT, 'out', 'cli', 'partyline.js');
if (realpathSync(pinnedNode()) === realpathSync(process.execPath)) {
  // In this very process: signals and standard input reach the command without a middleman.
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
} else {
  process.exitCode = (await run(pinnedNode(), [program, ...process.argv.slice(2)], { input: true })).code;
}
