/** Where on a network lab an app runs. */
import { join } from 'node:path';
import type { Computer } from '../../tests/support/network/network-lab.ts';
import type { LaunchOptions } from './launch.ts';

/** Names the process whose network the app is started in. */
export const NETWORK_VARIABLE = 'PARTYLINE_TEST_NETWORK';

/** Has an app run on a computer of a lab, where it looks for rooms as anybody's does. */
export function onComputer({ pid }: Computer): Pick<LaunchOptions, 'executable' | 'env'> {
  return {
    executable: join(import.meta.dirname, 'electron-in-network'),
    env: { [NETWORK_VARIABLE]: String(pid), PARTYLINE_DISCOVERY: 'network' },
  };
}
