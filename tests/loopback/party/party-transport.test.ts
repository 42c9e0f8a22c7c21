import { describe, expect, test } from 'vitest';
import type { Push } from '../../../src/shared/ipc-contract.ts';
import { startRelay, type UdpFate } from '../../support/network/partial-relay.ts';
import { freePort } from '../../support/network/ports.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk, hears, hosting, isOnline, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** What the conversation shows, in the window's order: texts, and the transports that it was moved to. */
function shown({ pushes }: WatchedParty): readonly string[] {
  return pushes.flatMap((push) => {
    if (push.kind === 'transport') return [`now on ${push.transport}`];
    return push.kind === 'events' ? push.events.filter(({ kind }) => kind === 'message').map(({ text }) => text) : [];
  });
}

function views(pushes: readonly Push[]) {
  return pushes.flatMap((push) => (push.kind === 'room' ? [push.change.view] : []));
}

async function inFrontOf(port: number, udp: UdpFate): Promise<string> {
  const relay = await startRelay(port, udp);
  atEnd(relay.close);
  return relay.address;
}

describe('a change of the transport', () => {
  test('moves the session, and is told at its place among the messages', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    expectOk(await guest.party.join(host.address));
    expectOk(guest.party.say('one'));
    await hears(guest, 'one');
    expectOk(await guest.party.setTransport('udp'));
    expect(guest.party.room()).toMatchObject({ transport: 'udp', moving: undefined, canMove: true });
    expectOk(guest.party.say('two'));
    expectOk(host.party.say('three'));
    await Promise.all([hears(guest, 'two'), hears(guest, 'three')]);
    expectOk(await guest.party.setTransport('tcp'));
    expectOk(guest.party.say('four'));
    await hears(guest, 'four');
    const all = shown(guest);
    expect(all.filter((words) => words.startsWith('now'))).toEqual(['now on udp', 'now on tcp']);
    expect(all.indexOf('now on udp')).toBe(1);
    expect(all.slice(-2)).toEqual(['now on tcp', 'four']);
    expect(all.filter((words) => !words.startsWith('now'))).toEqual(host.texts());
    expect(host.party.room()?.members).toHaveLength(2);
  });

  test('is seen while it is under way', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    expectOk(await guest.party.join(host.address));
    const moving = guest.party.setTransport('udp');
    expect(guest.party.room()).toMatchObject({ transport: 'tcp', moving: 'udp' });
    expectOk(await moving);
    expect(views(guest.pushes).some((view) => view.moving === 'udp')).toBe(true);
    expect(Object.assign({}, ...views(guest.pushes))).toMatchObject({ transport: 'udp', moving: undefined });
  });

  test('to the transport that it is on already is no change', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    expectOk(await guest.party.join(host.address));
    expectOk(await guest.party.setTransport('tcp'));
    expect(shown(guest)).toEqual([]);
  });

  test('while the host is away counts from the next welcome on', async () => {
    const port = await freePort();
    const path = `${temporaryFolder()}/room.db`;
    const room = await openRoom({ port, path });
    const guest = startParty('Gus');
    expectOk(await guest.party.join(`127.0.0.1:${port}`));
    await room.close();
    await until(() => !isOnline(guest), 'the link is down');
    expectOk(await guest.party.setTransport('udp'));
    expect(shown(guest)).toEqual([]);
    await openRoom({ port, path });
    await until(() => isOnline(guest), 'the guest is back');
    expect(guest.party.room()?.transport).toBe('udp');
    expect(shown(guest)).toEqual(['now on udp']);
  });

  test('is none for who hosts, and without a room', async () => {
    const host = await hosting('Hana');
    expect(host.party.room()?.canMove).toBe(false);
    expect(await host.party.setTransport('udp')).toMatchObject({ problem: { code: 'transport_unavailable' } });
    const { party } = startParty('Gus');
    expect(await party.setTransport('udp')).toMatchObject({ problem: { code: 'no_room' } });
    expect([host.party.quality(), party.quality()]).toEqual([undefined, undefined]);
  });

  test.each([
    ['unreachable', 'refused'],
    ['swallowed', 'udp_blocked'],
  ] as const)('where datagrams are %s is %s, and the session stays on TCP', async (fate, code) => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    const address = await inFrontOf(host.port, fate);
    expectOk(await guest.party.join(address));
    expect(await guest.party.setTransport('udp')).toMatchObject({ ok: false, problem: { code } });
    expect(guest.party.room()).toMatchObject({
      transport: 'tcp',
      moving: undefined,
      connection: { state: 'online' },
    });
    expectOk(guest.party.say('still here'));
    await Promise.all([hears(host, 'still here'), hears(guest, 'still here')]);
    expect(shown(guest)).toEqual(['still here']);
    expect(guest.party.recentRooms()).toMatchObject([{ transport: 'tcp' }]);
  });
});

describe('joining', () => {
  test('goes over the chosen transport, and next time over the one that was used last', async () => {
    const host = await hosting('Hana');
    const folder = temporaryFolder();
    const first = startParty('Gus', folder);
    expect(expectOk(await first.party.join(host.address, 'udp')).transport).toBe('udp');
    expect(first.party.recentRooms()).toMatchObject([{ address: host.address, transport: 'udp' }]);
    await first.party.close();
    const again = startParty('', folder);
    expect(expectOk(await again.party.join(host.address)).transport).toBe('udp');
    expectOk(await again.party.setTransport('tcp'));
    expect(again.party.recentRooms()).toMatchObject([{ address: host.address, transport: 'tcp' }]);
    expectOk(await again.party.leave());
    expect(expectOk(await again.party.join(host.address)).transport).toBe('tcp');
  });

  test.each([
    ['unreachable', 'refused'],
    ['swallowed', 'udp_blocked'],
  ] as const)('over UDP where datagrams are %s is %s, and over TCP it works', async (fate, code) => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    const address = await inFrontOf(host.port, fate);
    expect(await guest.party.join(address, 'udp')).toMatchObject({ ok: false, problem: { code } });
    expect(guest.party.recentRooms()).toEqual([]);
    expectOk(await guest.party.join(address, 'tcp'));
  });
});

test('the quality of a link is measured over either transport', async () => {
  const host = await hosting('Hana');
  const guest = startParty('Gus');
  expectOk(await guest.party.join(host.address));
  guest.party.quality();
  await until(() => guest.party.quality()?.roundTripMs !== undefined, 'the round trip of TCP is known');
  const overTcp = guest.party.quality();
  expect(overTcp).toMatchObject({ transport: 'tcp', datagrams: undefined });
  expect(Math.min(overTcp?.bytesIn ?? 0, overTcp?.bytesOut ?? 0)).toBeGreaterThan(0);
  expectOk(await guest.party.setTransport('udp'));
  await until(() => guest.party.quality()?.roundTripMs !== undefined, 'the round trip of UDP is known');
  const overUdp = guest.party.quality();
  expect(overUdp?.transport).toBe('udp');
  expect(overUdp?.datagrams?.packetsOut).toBeGreaterThan(0);
  expect(overUdp?.datagrams?.congestionWindow).toBeGreaterThan(0);
});
