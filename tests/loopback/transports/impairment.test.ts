import { describe, expect, it } from 'vitest';
import type { StreamEvents, StreamLink } from '../../../src/node/net/stream-link.ts';
import { connectTcp } from '../../../src/node/net/tcp-connect.ts';
import { TcpLink } from '../../../src/node/net/tcp-link.ts';
import { listenTcp } from '../../../src/node/net/tcp-listener.ts';
import { IMPAIRMENT_LIMITS, type Impairment, NO_IMPAIRMENT } from '../../../src/shared/impairment/impairment.ts';
import type { Transport } from '../../../src/shared/models.ts';
import { atEnd } from '../../support/releases.ts';
import type { OnePlace } from '../../support/rooms/one-place.ts';
import { expectOk, hears, hosting, isOnline, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const BAD: Impairment = { ...NO_IMPAIRMENT, loss: 0.15, duplication: 0.1, reordering: 0.1, delayMs: 5, jitterMs: 10 };
const DRIBBLE: Impairment = { ...NO_IMPAIRMENT, chunkBytes: 7, chunkDelayMs: 1 };

async function guestOf(address: string, transport: Transport): Promise<WatchedParty> {
  const guest = startParty('Ben');
  expectOk(await guest.party.join(address, transport));
  return guest;
}

function say(party: OnePlace, texts: readonly string[]): void {
  for (const text of texts) expectOk(party.say(text));
}

const numbered = (who: string, count: number) => Array.from({ length: count }, (_, i) => `${who} ${i + 1}`);

describe('a room on a bad network', () => {
  it.each<[string, Transport, Impairment]>([
    ['datagrams that are lost, doubled, late and out of order', 'udp', BAD],
    ['a stream in chunks of seven bytes', 'tcp', DRIBBLE],
  ])('%s: everything is said once and in order, both ways', async (_, transport, settings) => {
    const host = await hosting('Ada');
    const guest = await guestOf(host.address, transport);
    expectOk(host.party.impair(settings));
    expectOk(guest.party.impair(settings));
    expect(guest.party.room()?.impairment).toEqual(settings);
    say(guest.party, numbered('guest', 15));
    say(host.party, numbered('host', 15));
    await until(() => guest.texts().length === 30 && host.texts().length === 30, 'all is heard');
    expect(guest.texts()).toEqual(host.texts());
    for (const who of ['guest', 'host'])
      expect(host.texts().filter((text) => text.startsWith(who))).toEqual(numbered(who, 15));
  });

  it('shows in the figures of a UDP link, and heals', async () => {
    const host = await hosting('Ada');
    const guest = await guestOf(host.address, 'udp');
    expectOk(guest.party.impair({ ...NO_IMPAIRMENT, loss: 0.3, delayMs: 20 }));
    for (const text of numbered('guest', 20)) {
      say(guest.party, [text]);
      await hears(host, text);
    }
    const quality = guest.party.quality();
    expect(quality?.datagrams?.packetsLost).toBeGreaterThan(0);
    // A smoothed figure, of a link that was quick at first.
    expect(quality?.roundTripMs).toBeGreaterThan(20);
    expectOk(guest.party.impair(NO_IMPAIRMENT));
    expect(guest.party.room()?.impairment).toBeUndefined();
    say(guest.party, ['as before']);
    await hears(host, 'as before');
  });

  it('is impaired over the other transport too, and for guests that come later', async () => {
    const host = await hosting('Ada');
    expectOk(host.party.impair({ ...BAD, ...DRIBBLE, loss: 0.1 }));
    const guest = await guestOf(host.address, 'tcp');
    expectOk(guest.party.impair({ ...BAD, loss: 0.1 }));
    expectOk(await guest.party.setTransport('udp'));
    say(guest.party, numbered('guest', 5));
    await hears(host, 'guest 5');
    expect(host.texts()).toEqual(numbered('guest', 5));
  });

  it('loses everything, and finds its way back when the network does', async () => {
    const host = await hosting('Ada');
    const guest = await guestOf(host.address, 'udp');
    expectOk(guest.party.impair({ ...NO_IMPAIRMENT, loss: 1 }));
    say(guest.party, ['unheard']);
    expectOk(guest.party.impair(NO_IMPAIRMENT));
    await hears(host, 'unheard');
    expect(isOnline(guest)).toBe(true);
  });

  it('closes without waiting for what dribbles, and starts unimpaired the next time', async () => {
    const host = await hosting('Ada');
    const guest = await guestOf(host.address, 'tcp');
    expectOk(host.party.impair({ ...NO_IMPAIRMENT, chunkBytes: 1, chunkDelayMs: 500 }));
    say(host.party, numbered('host', 50));
    await hears(host, 'host 50');
    expectOk(await host.party.leave());
    await hears(guest, 'host 50');
    expectOk(await host.party.host({ name: 'Library', port: 0, bind: '127.0.0.1' }));
    expect(host.party.room()?.impairment).toBeUndefined();
  });

  it('has nothing to impair without a room', () => {
    expect(startParty('Ada').party.impair(BAD)).toMatchObject({ ok: false, problem: { code: 'no_room' } });
  });
});

/** One end of a connection, with what it received. */
interface End {
  readonly link: StreamLink;
  readonly came: number[];
  readonly log: string[];
}

function listener(): StreamEvents & Pick<End, 'came' | 'log'> {
  const came: number[] = [];
  const log: string[] = [];
  return {
    came,
    log,
    received: (chunk) => {
      for (const byte of chunk) came.push(byte);
    },
    drained: () => log.push('drained'),
    ended: () => log.push('ended'),
    closed: () => log.push('closed'),
  };
}

/** Both ends of a TCP connection, the accepted one first. */
async function connection(): Promise<readonly [End, End]> {
  const accepted = Promise.withResolvers<End>();
  const server = expectOk(
    await listenTcp({ port: 0, bind: '127.0.0.1', backlog: 1 }, (socket) => {
      const events = listener();
      accepted.resolve({ link: new TcpLink(socket, events), ...events });
    }),
  );
  const events = listener();
  const opened = Promise.withResolvers<void>();
  const link = connectTcp({ host: '127.0.0.1', port: server.port }, opened.resolve, events);
  const ends = [await accepted.promise, { link, ...events }] as const;
  await opened.promise;
  atEnd(async () => {
    for (const end of ends) end.link.destroy();
    await until(() => ends.every(({ log }) => log.includes('closed')), 'both ends are closed');
    await server.close();
  });
  return ends;
}

const pattern = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251);

describe.each([
  ['accepted', 0, 1],
  ['dialled', 1, 0],
] as const)('the %s end of an impaired stream', (_, here, there) => {
  it('sends and receives every byte in order, and says when nothing waits any more', async () => {
    const ends = await connection();
    const [near, far] = [ends[here], ends[there]];
    near.link.impair?.({ ...NO_IMPAIRMENT, chunkBytes: 100, chunkDelayMs: 2 });
    expect(near.link.send(pattern(1_000))).toBeGreaterThan(0);
    far.link.send(pattern(500));
    await until(() => far.came.length === 1_000 && near.came.length === 500, 'all bytes come');
    expect(far.came).toEqual([...pattern(1_000)]);
    expect(near.came).toEqual([...pattern(500)]);
    await until(() => near.log.includes('drained'), 'it drains');
    expect(near.link.queuedBytes()).toBe(0);
  });

  it('reads no more than may wait, and reads on', async () => {
    const ends = await connection();
    const [near, far] = [ends[here], ends[there]];
    near.link.impair?.({ ...NO_IMPAIRMENT, chunkDelayMs: 2_000 });
    const bytes = pattern(16 * 1_048_576);
    far.link.send(bytes);
    // What does not fit here, and into the two sockets, stays there.
    await until(() => far.link.queuedBytes() > 0 && near.came.length === 0, 'the sender has to wait');
    near.link.impair?.({ ...NO_IMPAIRMENT, chunkBytes: IMPAIRMENT_LIMITS.streamBytes });
    await until(() => near.came.length > 2 * IMPAIRMENT_LIMITS.streamBytes, 'more comes than may wait at once');
    near.link.impair?.(undefined);
    await until(() => near.came.length === bytes.length, 'all of it comes');
    expect(Buffer.from(near.came).equals(bytes)).toBe(true);
  });

  it('ends behind its last byte, and tells the other’s end behind theirs', async () => {
    const ends = await connection();
    const [near, far] = [ends[here], ends[there]];
    near.link.impair?.({ ...NO_IMPAIRMENT, chunkBytes: 10, chunkDelayMs: 5 });
    near.link.send(pattern(100));
    near.link.close();
    await until(() => far.log.includes('ended'), 'the end comes');
    expect(far.came).toEqual([...pattern(100)]);
  });

  it('is closed in time though much still waits', async () => {
    const ends = await connection();
    const [near, far] = [ends[here], ends[there]];
    near.link.impair?.({ ...NO_IMPAIRMENT, chunkBytes: 1, chunkDelayMs: 1_000 });
    near.link.send(pattern(1_000));
    near.link.close();
    await until(() => far.log.includes('ended'), 'the end comes');
    expect(far.came).toEqual([...pattern(1_000)]);
  });
});
