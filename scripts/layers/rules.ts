/** The table of docs/architecture.md: what each folder under src/ may import. The folder is the permission. */

export type Layer = 'shared' | 'core' | 'node' | 'main' | 'cli' | 'preload' | 'renderer';

export interface LayerRule {
  /** Folders under src/ that this one may import from. */
  readonly layers: readonly Layer[];
  /** Whether `node:` modules may be imported. */
  readonly node: boolean;
  /**
   * npm packages: the ones named, `shipped` for what package.json lists under `dependencies` (all that the packaged
   * app finds at run time), or `bundled` for any but electron, because the renderer's build packs them.
   */
  readonly packages: 'shipped' | 'bundled' | readonly string[];
  /** Packages on top of `packages`. */
  readonly also?: readonly string[];
}

export const LAYER_RULES: Readonly<Record<Layer, LayerRule>> = {
  shared: { layers: ['shared'], node: false, packages: ['zod', 'uqr'] },
  core: { layers: ['shared', 'core'], node: false, packages: [] },
  node: { layers: ['shared', 'core', 'node'], node: true, packages: 'shipped' },
  main: { layers: ['shared', 'core', 'node', 'main'], node: true, packages: 'shipped', also: ['electron'] },
  cli: { layers: ['shared', 'core', 'node', 'cli'], node: true, packages: 'shipped' },
  preload: { layers: ['shared', 'preload'], node: false, packages: ['electron'] },
  renderer: { layers: ['shared', 'renderer'], node: false, packages: 'bundled' },
};

/** Packages that a `*.test.ts` may import on top of its layer's, together with `node:` modules. */
export const TEST_PACKAGES: readonly string[] = ['vitest', 'fast-check'];

export interface NarrowRule {
  readonly what: string;
  /** Module name, and the imported name where only that one is meant. */
  readonly module: string;
  readonly name?: string;
  /** Path prefix or exact file, from the repository's root, that alone may do it. */
  readonly onlyIn: string;
}

/** Things that one folder or file alone may touch, tests included. */
export const NARROW_RULES: readonly NarrowRule[] = [
  { what: 'sockets', module: 'node:net', onlyIn: 'src/node/net/' },
  { what: 'datagram sockets', module: 'node:dgram', onlyIn: 'src/node/net/' },
  { what: 'the database', module: 'node:sqlite', onlyIn: 'src/node/store/' },
  { what: 'ipcMain', module: 'electron', name: 'ipcMain', onlyIn: 'src/main/ipc/register.ts' },
  { what: 'ipcRenderer', module: 'electron', name: 'ipcRenderer', onlyIn: 'src/preload/index.ts' },
];

/** Where the clock on the wall stands in plain Node. */
export const WALL_CLOCK = { module: 'src/node/time/clocks.ts', name: 'wallNow' } as const;

/**
 * Files that may ask the clock on the wall, and what for. It is set, forwards and back, by people and by the network:
 * whatever lasts is measured by another (`monotonicNow`, `performance.now`).
 */
export const WALL_CLOCK_READERS: Readonly<Record<string, string>> = {
  [WALL_CLOCK.module]: 'it is the clock',
  'src/cli/door/at-door.ts': 'when the next passphrase is heard',
  'src/node/hosting/opened-room.ts': 'when events happened',
  'src/node/hosting/host-security.ts': 'until when a certificate is good',
  'src/node/secure/guest-sealing.ts': 'whether a certificate is good',
  'src/node/joining/chance-and-time.ts': 'when a message was said, and when the next try is; and to notice a sleep',
  'src/node/party/entrance.ts': 'when a room was joined',
  'src/node/party/people.ts': 'when somebody was met and verified',
  'src/node/party/place.ts': 'when the transport changed',
  'src/node/party/places.ts': 'when a room was joined and left',
  'src/node/files/file-desk.ts': 'the age of files, by the time on the disk',
  'src/node/files/spool.ts': 'the age of files, by the time on the disk',
  'src/node/files/transfers.ts': 'when a transfer began',
  'src/node/practice/practice-server.ts': 'when it began',
  'src/node/practice/practice-client.ts': 'when it connected, and each chunk came',
  'src/node/practice/connection-record.ts': 'when a connection came and went',
  'src/node/practice/journal.ts': 'when each chunk came',
  'src/cli/contacts-command.ts': 'when somebody was verified',
  'src/cli/join-command.ts': 'when a room was joined',
  'src/main/log.ts': 'the time of a line',
  'src/main/outside.ts': 'do not disturb ends at a time of day',
  'src/main/ipc/help-handlers.ts': 'when a report was made',
  'src/main/ipc/wire-handlers.ts': 'the name of a file',
  'src/renderer/stores/lab/traffic-store.ts': 'is compared with when connections came and went',
  'src/renderer/ui/use-now.ts': 'counts down to a time of day',
  'src/renderer/ui/use-locale.ts': 'which day it is',
  'src/renderer/features/files/use-paste.ts': 'the name of a file',
};

/** The only file that reads `window.partyline`. */
export const BRIDGE_FILE = 'src/renderer/bridge.ts';
