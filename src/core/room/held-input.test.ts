import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { HeldInput } from './held-input.ts';
import type { AddressPace } from './link-gate.ts';
import { RoomLink } from './room-link.ts';

/** A link, and whether it was stopped (true) or read again (false) each time. */
function aLink({ mayPause = true } = {}) {
  const pauses: boolean[] = [];
  const peer = {
    address: '10.0.0.1',
    local: false,
    send: () => 0,
    sendEphemeral: () => {},
    queuedBytes: () => 0,
    close: () => {},
    ...(mayPause && { pause: (paused: boolean) => pauses.push(paused) }),
  };
  return { link: new RoomLink(peer, {} as AddressPace, DEFAULT_LIMITS, 0), pauses };
}

it('a link that took its share is not read until it was heard in the next turn', () => {
  const held = new HeldInput();
  const { link, pauses } = aLink();
  held.hold(link, 'next turn');
  held.hold(link, 'next turn');
  expect([held.isReady, held.isWaiting, [...held.ready], pauses]).toEqual([true, false, [link], [true]]);
  held.letGo(link);
  expect(pauses).toEqual([true]);
  held.take(link);
  expect([held.isReady, pauses]).toEqual([false, [true]]);
  held.letGo(link);
  held.letGo(link);
  expect([pauses, link.isHeld]).toEqual([[true, false], false]);
});

it('a link that waits until it may go on is heard only then', () => {
  const held = new HeldInput();
  const [one, other] = [aLink(), aLink()];
  held.hold(one.link, 'next turn');
  held.hold(one.link, 'it may');
  held.hold(other.link, 'it may');
  // That it took its share as well makes it no readier.
  held.hold(one.link, 'next turn');
  expect([held.isReady, held.isWaiting]).toEqual([false, true]);
  held.letGo(one.link);
  held.wake((link) => link === other.link);
  expect([[...held.ready], held.isWaiting, one.pauses]).toEqual([[other.link], true, [true]]);
  held.take(one.link);
  expect(held.isWaiting).toBe(false);
  held.wake(() => true);
  expect([...held.ready]).toEqual([other.link]);
});

it('where nothing can be held back, what comes waits all the same', () => {
  const held = new HeldInput();
  const { link } = aLink({ mayPause: false });
  held.hold(link, 'next turn');
  expect(link.isHeld).toBe(true);
  held.take(link);
  held.letGo(link);
  expect(link.isHeld).toBe(false);
});

it('bytes that wait are counted over all links, each as it stands now, and go with their link', () => {
  const held = new HeldInput();
  const [one, other] = [aLink().link, aLink().link];
  one.decoder.push(new Uint8Array(3));
  expect(held.count(one)).toBe(3);
  expect(held.count(one)).toBe(3);
  other.decoder.push(new Uint8Array(2));
  expect(held.count(other)).toBe(5);
  held.hold(one, 'next turn');
  held.remove(one);
  held.remove(one);
  expect([held.isReady, held.count(other)]).toEqual([false, 2]);
});
