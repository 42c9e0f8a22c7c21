// @ts-check
/**
 * `npm start [-- FLAGS]`: sets up, builds what is stale and opens the app. Where there is no display it hosts the
 * room in the terminal instead; `--headless` opens the window without a display all the same.
 */
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { pinnedNode, ROOT, run } from './lib/run.mjs';
import { terminalCommand } from './lib/terminal-room.mjs';
import { setup } from './setup.mjs';

const HEADLESS = '--headless';

/** @param {string} line */
function say(line) {
  process.stderr.write(`partyline: ${line}\n`);
}

/** @param {import('./lib/build.mjs').Target} target */
async function buildOrExit(target) {
  if (await ensureBuilt(target, { before: () => say('Building …') })) return;
  say('The build failed; its message is above.');
  process.exit(1);
}

/**
 * @param {import('./lib/electron.mjs').ElectronChoice} electron
 * @param {readonly string[]} flags
 */
async function openWindow(electron, flags) {
  await buildOrExit('app');
  const isReal = electron.kind === 'electron';
  // Chromium refuses to run as root inside its sandbox; the stand-in knows that by itself.
  const asRoot = isReal && process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const passed = flags.map((flag) => (isReal && flag === HEADLESS ? '--ozone-platform=headless' : flag));
  return run(electron.path, ['.', ...asRoot, ...passed], { env: electron.env, input: true });
}

/** @param {readonly string[]} flags */
async function openTerminal(flags) {
  await buildOrExit('cli');
  const command = terminalCommand(flags, process.env);
  const verb = command[0] === 'join' ? 'Joining' : 'Hosting';
  say(`${verb} in the terminal: partyline ${command.join(' ')}. Write a line to say it, Ctrl+C ends.`);
  return run(pinnedNode(), [join(ROOT, 'out', 'cli', 'partyline.js'), ...command], { input: true });
}

/** @returns {Promise<number>} the exit code */
async function start() {
  const flags = process.argv.slice(2);
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const wantsWindow = Boolean(hasDisplay) || flags.includes(HEADLESS);
  const electron = await setup({ window: wantsWindow });
  if (electron !== undefined) return (await openWindow(electron, flags)).code;
  if (!wantsWindow) say('There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.');
  return (await openTerminal(flags)).code;
}

try {
  process.exitCode = await start();
} catch (error) {
  say(error instanceof Error ? `Not started: ${error.message}.` : 'Not started.');
  process.exitCode = 1;
}
