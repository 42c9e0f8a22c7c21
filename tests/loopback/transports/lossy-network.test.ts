import { expect, test } from 'vitest';
import type { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { type Dial, dialRoom } from '../../../src/node/net/dial.ts';
import { connectTcp } from '../../../src/node/net/tcp-connect.ts';
import { connectUdp } from '../../../src/node/net/udp-connect.ts';
import { LossyRelay, type LossyRelayOptions } from '../../support/network/lossy-relay.ts';
import { atEnd } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** TCP goes straight to the room, UDP through the relay. */
function dialThrough(relay: LossyRelay, port: number): Dial {
  const at = { host: '127.0.0.1', port };
  return (transport, opened, events) =>
    transport === 'udp' ? connectUdp({ ...at, port: relay.port }, opened, events) : connectTcp(at, opened, events);
}

/** A room, and a bad network in front of it. */
async function roomBehind(options: LossyRelayOptions) {
  const host = await openRoom({ limits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
  const { port } = host.listening;
  const relay = await LossyRelay.open(port, options);
  atEnd(() => relay.close());
  // The room ends before its network does, so that good-byes arrive.
  atEnd(() => host.close());
  return { host, port, relay };
}

/** As the host's own window joins. */
function dialInside(host: RoomHost): Dial {
  return (_, opened, events) => {
    const link = host.connectLocal();
    link.listen(events);
    setImmediate(opened);
    return link;
  };
}

test('5,000 messages each way arrive once and in order through ten toggles, 20 % loss and 50 ms', async () => {
  const { host, port, relay } = await roomBehind({ loss: 0.2, doubled: 0.05, delayMs: 50, jitterMs: 10, seed: 20 });
  const mover = watchedGuest(port, 'Mover', 'tcp', dialThrough(relay, port));
  const inside = watchedGuest(port, 'Inside', 'tcp', dialInside(host));
  const beside = watchedGuest(port, 'Beside');
  for (const { guest } of [mover, inside, beside]) expect(await guest.join()).toMatchObject({ ok: true });
  let said = 0;
  let allowed = 0;
  const talk = setInterval(() => {
    for (let i = 0; i < 10 && said < allowed; i += 1) {
      mover.guest.say(`mover ${said}`);
      inside.guest.say(`inside ${said}`);
      said += 1;
    }
  }, 15);
  atEnd(() => clearInterval(talk));
  for (let turn = 0; turn < 10; turn += 1) {
    const to = turn % 2 === 0 ? 'udp' : 'tcp';
    // Messages fly while it moves, and others are said only when it has: a slow move must not miss them all.
    allowed += 250;
    expect(await mover.guest.moveTo(to)).toEqual({ ok: true, value: undefined });
    const heard = mover.texts().length;
    allowed += 250;
    await until(() => mover.texts().length > heard && said === allowed, `messages go on over ${to}`);
  }
  const everybody = [mover, inside, beside];
  await until(
    () => everybody.every(({ texts }) => texts().length >= 10_000),
    () => `all have all, but they have ${everybody.map(({ texts }) => texts().length).join(', ')}`,
    60_000,
  );
  for (const { texts, events } of everybody) {
    expect(texts()).toEqual(inside.texts());
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  }
  for (const who of ['mover', 'inside']) {
    const own = beside.texts().filter((text) => text.startsWith(who));
    expect(own).toEqual(Array.from({ length: 5_000 }, (_, i) => `${who} ${i}`));
  }
  expect(mover.moves).toHaveLength(10);
  expect(relay.lost / (relay.lost + relay.passed)).toBeGreaterThan(0.15);
}, 120_000);

test('a member stays through the move of its NAT to another port', async () => {
  const { port, relay } = await roomBehind({});
  const roamer = watchedGuest(port, 'Roamer', 'udp', dialThrough(relay, port));
  const other = watchedGuest(port, 'Other');
  await roamer.guest.join();
  await other.guest.join();
  for (let round = 0; round < 3; round += 1) {
    await relay.rebind();
    other.guest.say(`to the roamer ${round}`);
    roamer.guest.say(`from the roamer ${round}`);
    const both = 2 * (round + 1);
    await until(() => roamer.texts().length === both && other.texts().length === both, 'both hear both');
  }
  expect(roamer.texts()).toEqual(other.texts());
  // It never connected anew: nobody joined, left or moved but the two who are here.
  expect(other.events.filter(({ kind }) => kind === 'joined' || kind === 'left')).toHaveLength(2);
  expect([roamer.guest.connection.state, roamer.guest.transport]).toEqual(['online', 'udp']);
});

test('a member talks on from a new socket when its computer has another address', async () => {
  const { port, relay } = await roomBehind({ delayMs: 5, jitterMs: 5 });
  let link: ReturnType<typeof connectUdp> | undefined;
  const dial: Dial = (_, opened, events) => {
    link = connectUdp({ host: '127.0.0.1', port: relay.port }, opened, events);
    return link;
  };
  const roamer = watchedGuest(port, 'Roamer', 'udp', dial);
  const other = watchedGuest(port, 'Other');
  await roamer.guest.join();
  await other.guest.join();
  for (let said = 0; said < 200; said += 1) {
    if (said % 50 === 20) link?.networkChanged();
    roamer.guest.say(`from the roamer ${said}`);
    other.guest.say(`to the roamer ${said}`);
  }
  await until(() => roamer.texts().length === 400 && other.texts().length === 400, 'all arrive');
  expect(roamer.texts()).toEqual(other.texts());
  expect(roamer.guest.connection.state).toBe('online');
});

test('a network that swallows every large packet carries long messages all the same', async () => {
  const { port, relay } = await roomBehind({ largest: 600 });
  const { guest, texts } = watchedGuest(port, 'Narrow', 'udp', dialThrough(relay, port));
  await guest.join();
  const long = Array.from({ length: 10_000 }, (_, i) => String.fromCharCode(33 + ((i * i * 31 + i * 7) % 90))).join('');
  guest.say(long);
  await until(() => texts().length === 1, 'the message comes back');
  expect(texts()).toEqual([long]);
});

test('a network that is down for a while costs nothing but the while', async () => {
  const { port, relay } = await roomBehind({});
  const cut = watchedGuest(port, 'Cut', 'udp', dialThrough(relay, port));
  const other = watchedGuest(port, 'Other', 'tcp', dialRoom({ host: '127.0.0.1', port }));
  await cut.guest.join();
  await other.guest.join();
  relay.isBlocked = true;
  for (let said = 0; said < 20; said += 1) {
    cut.guest.say(`from behind the cut ${said}`);
    other.guest.say(`from the others ${said}`);
  }
  await until(() => other.texts().length === 20 && relay.lost > 10, 'the others hear each other alone');
  expect(cut.texts()).toEqual([]);
  relay.isBlocked = false;
  await until(() => cut.texts().length === 40 && other.texts().length === 40, 'all arrive');
  expect(cut.texts()).toEqual(other.texts());
});
