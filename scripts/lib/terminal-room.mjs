// @ts-check
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Electron's `app.getPath('userData')` on Linux, so that the room in the terminal is the one the window would show.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function defaultDataFolder(env) {
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'Partyline');
}

/**
 * Turns the app's flags into the command line that does the same in the terminal: hosting, or joining with `--join`.
 * Flags of the window alone are dropped.
 * @param {readonly string[]} flags
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string[]}
 */
export function terminalCommand(flags, env) {
  const { values } = parseArgs({
    args: [...flags],
    strict: false,
    options: {
      host: { type: 'boolean' },
      port: { type: 'string' },
      name: { type: 'string' },
      nick: { type: 'string' },
      join: { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
  });
  /** @param {'port' | 'name' | 'nick'} flag */
  const pass = (flag) => (typeof values[flag] === 'string' ? [`--${flag}`, String(values[flag])] : []);
  const folder = values['user-data-dir'];
  const data = ['--data', typeof folder === 'string' ? folder : defaultDataFolder(env)];
  return typeof values.join === 'string'
    ? ['join', values.join, ...pass('nick'), ...data]
    : ['host', ...pass('port'), ...pass('name'), ...pass('nick'), ...data];
}
