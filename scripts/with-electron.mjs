// @ts-check
/**
 * `node scripts/with-electron.mjs PROGRAM …`: runs a tool that starts Electron by itself (electron-vite, Playwright)
 * with the Electron that is in use here, so that the tool needs to know of no stand-in.
 */
import { run } from './lib/run.mjs';
import { setup } from './setup.mjs';

const [program, ...parameters] = process.argv.slice(2);
if (program === undefined) {
  process.stderr.write('usage: node scripts/with-electron.mjs PROGRAM …\n');
  process.exit(2);
}
const electron = await setup().catch(() => undefined);
if (electron === undefined) process.exit(1);
const env = { ...electron.env, PARTYLINE_ELECTRON: electron.kind };
process.exitCode = (await run(program, parameters, { env, input: true })).code;
