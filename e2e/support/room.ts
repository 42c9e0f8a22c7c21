/** Brings started apps together in one room. */
import { expect, type Page } from '@playwright/test';
import type { PartylineApi } from '../../src/shared/ipc-contract.ts';
import type { RoomView } from '../../src/shared/places/place-models.ts';
import type { LaunchOptions, Peer } from './launch.ts';

/** A host, a guest, and the address at which others can join on this machine. */
export interface RoomPeers {
  readonly host: Peer;
  readonly guest: Peer;
  /** `127.0.0.1:port`. */
  readonly address: string;
}

type Launch = (options?: LaunchOptions) => Promise<Peer>;

/** The room that this person is in, as the window knows it; undefined outside of any. */
export function roomOf(page: Page): Promise<RoomView | undefined> {
  return page.evaluate(async () => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    const { places } = await partyline.invoke('app:state', undefined);
    const [first] = places;
    if (!first) return undefined;
    const opened = await partyline.invoke('places:open', { key: first.key });
    return opened.ok ? opened.value.room : undefined;
  });
}

/** Starts an app that hosts a room on a free port of this machine. */
export async function hostRoom(
  launch: Launch,
  nick: string,
): Promise<{ readonly peer: Peer; readonly address: string }> {
  const peer = await launch({ args: ['--host', '--port=0', '--name=Studio', `--nick=${nick}`] });
  await expect.poll(async () => (await roomOf(peer.page))?.room?.name, 'the room is open').toBe('Studio');
  const { address = '' } = (await roomOf(peer.page)) ?? {};
  return { peer, address: `127.0.0.1:${address.slice(address.lastIndexOf(':') + 1)}` };
}

/** Starts an app that joins a room and awaits its welcome. */
export async function joinRoom(launch: Launch, address: string, nick: string): Promise<Peer> {
  const peer = await launch({ args: [`--join=${address}`, `--nick=${nick}`] });
  await expect.poll(async () => (await roomOf(peer.page))?.room?.name, `${nick} is in the room`).toBe('Studio');
  return peer;
}
