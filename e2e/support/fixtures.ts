/**
 * Fixtures of the whole-app tests. Every app gets a data folder of its own and is closed at the test's end, also when
 * the test fails; a failed test keeps a picture of every window.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page, type TestInfo } from '@playwright/test';
import { type Relay, startRelay, type UdpFate } from '../../tests/support/network/partial-relay.ts';
import type { Looks, Picture } from './gallery.ts';
import { type Gate, startGate } from './gate.ts';
import { type LaunchOptions, launchPeer, type Peer } from './launch.ts';
import { type Stranger, startStranger } from './ports.ts';
import { hostRoom, joinRoom, type RoomPeers } from './room.ts';
import { Terminal } from './terminal.ts';

/** Pictures are build output: one per screen, replaced by every run. */
export const PICTURES = join(import.meta.dirname, '..', '..', 'test-results', 'pictures');

/** What a test can ask for. */
export interface AppFixtures {
  /** This test's own folder, removed at its end. */
  folder: string;
  /**
   * Starts the app and awaits its window.
   * @param options.dataDir a name below the test's folder; the same name again is the same user after a restart
   */
  launchApp(options?: LaunchOptions & { readonly dataDir?: string }): Promise<Peer>;
  /** Starts the built command line, such as `join 127.0.0.1:8888`. */
  openTerminal(...parameters: readonly string[]): Terminal;
  /** Starts a script of tests/support/peers with Python. */
  startScript(script: string, ...parameters: readonly string[]): Terminal;
  /** Starts a program that is no room, on a port of its own. */
  openStranger(accept: (socket: Socket) => void): Promise<Stranger>;
  /** Puts a box in front of the room at `127.0.0.1:port` that passes TCP on, and with UDP does as told. */
  openRelay(address: string, udp: UdpFate): Promise<Relay>;
  /** Puts a gate in front of the room at `127.0.0.1:port`. @param bytes pass of each connection before it is opened */
  openGate(address: string, bytes: number): Promise<Gate>;
  /** A host and a guest in one room, over TCP. */
  twoPeers: RoomPeers;
  /** The same and one more guest. */
  threePeers: RoomPeers & { readonly third: Peer };
  /** Saves the window as `test-results/pictures/<name>.png`. */
  picture: Picture;
}

/** What a project of playwright.config.ts chooses for its tests. */
export interface AppOptions {
  /** How many looks of a screen its pictures show. */
  looks: Looks;
}

export const test = base.extend<AppFixtures & AppOptions>({
  looks: ['one', { option: true }],
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'partyline-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  },
  launchApp: async ({ folder }, use, testInfo) => {
    const peers: Peer[] = [];
    // Counts starts, not peers: two starts at once must not share a folder.
    let started = 0;
    await use(async ({ dataDir, ...options } = {}) => {
      started += 1;
      const path = join(folder, dataDir ?? `peer-${started}`);
      await mkdir(path, { recursive: true });
      const peer = await launchPeer(path, options);
      peers.push(peer);
      return peer;
    });
    if (testInfo.status !== testInfo.expectedStatus)
      await Promise.all(peers.map((peer) => keepPicture(peer, testInfo)));
    await Promise.all(peers.map((peer) => peer.close()));
  },
  openTerminal: async ({ folder }, use) => {
    await useTerminals(use, (...parameters) => Terminal.partyline(parameters, folder));
  },
  startScript: async ({ folder }, use) => {
    await useTerminals(use, (script, ...parameters) => Terminal.python(script, parameters, folder));
  },
  openStranger: async ({}, use) => {
    const strangers: Stranger[] = [];
    await use(async (accept) => {
      const stranger = await startStranger(accept);
      strangers.push(stranger);
      return stranger;
    });
    await Promise.all(strangers.map((stranger) => stranger.close()));
  },
  openRelay: async ({}, use) => {
    const relays: Relay[] = [];
    await use(async (address, udp) => {
      const relay = await startRelay(Number(address.slice(address.lastIndexOf(':') + 1)), udp);
      relays.push(relay);
      return relay;
    });
    await Promise.all(relays.map((relay) => relay.close()));
  },
  openGate: async ({}, use) => {
    const gates: Gate[] = [];
    await use(async (address, bytes) => {
      const gate = await startGate(address, bytes);
      gates.push(gate);
      return gate;
    });
    await Promise.all(gates.map((gate) => gate.close()));
  },
  twoPeers: async ({ launchApp }, use) => {
    await use(await hostAndGuest(launchApp));
  },
  threePeers: async ({ launchApp }, use) => {
    const two = await hostAndGuest(launchApp);
    const third = await joinRoom(launchApp, two.address, 'Cleo');
    await use({ ...two, third });
  },
  picture: async ({ looks }, use) => {
    const take = async (page: Page, name: string) => {
      await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide' });
    };
    await use(Object.assign(take, { looks }));
  },
});

/** Playwright's `expect`, so that a test needs one import. */
export const expect = test.expect;

/** Gives a test what starts terminals, and closes those that it started. */
async function useTerminals<P extends readonly string[]>(
  use: (start: (...parameters: P) => Terminal) => Promise<void>,
  start: (...parameters: P) => Terminal,
): Promise<void> {
  const terminals: Terminal[] = [];
  await use((...parameters) => {
    const terminal = start(...parameters);
    terminals.push(terminal);
    return terminal;
  });
  await Promise.all(terminals.map((terminal) => terminal.close()));
}

async function hostAndGuest(launchApp: AppFixtures['launchApp']): Promise<RoomPeers> {
  const { peer: host, address } = await hostRoom(launchApp, 'Ada');
  return { host, guest: await joinRoom(launchApp, address, 'Ben'), address };
}

async function keepPicture({ app, page }: Peer, testInfo: TestInfo): Promise<void> {
  if (page.isClosed()) return;
  const name = `window-${app.process()?.pid ?? 'gone'}`;
  const body = await page.screenshot({ timeout: 5_000 }).catch(() => undefined);
  if (body !== undefined) await testInfo.attach(name, { body, contentType: 'image/png' });
}
