import { describe, expect, it } from 'vitest';
import {
  DatagramWire,
  DELAY_MS,
  dataPacket,
  HeardEvents,
  HOST_PATH,
} from '../../../tests/support/network/datagram-wire.ts';
import { COOKIE_LIFE_MS, FRAME, PACKET_TYPE } from './constants.ts';
import { DatagramHost } from './datagram-host.ts';
import type { DatagramLink } from './datagram-link.ts';
import { connectPacket, cookiePacket, initialPacket, isFor, resetPacket } from './packet.ts';
import type { Path } from './path.ts';

const ELSEWHERE = { address: '10.0.0.66', port: 6_666 };
const ID = { index: 1, secret: 2 };

/** The newest datagram of a type. */
function newest(wire: DatagramWire, type: number): Uint8Array {
  return wire.sent.findLast(({ bytes }) => bytes[3] === type)?.bytes as Uint8Array;
}

const typesTo = (wire: DatagramWire, port: number) =>
  wire.sent.filter(({ to }) => to.port === port).map(({ bytes }) => bytes[3]);

/** A datagram from anywhere, and what goes on in the same instant. */
function hears(wire: DatagramWire, bytes: Uint8Array, from = ELSEWHERE): void {
  wire.forge(bytes, from);
  wire.pass(0);
}

/** A `connect` of the link {@link ID} from `from`, with the cookie that the host gives to that. */
function connectOf(wire: DatagramWire, from: Path): Uint8Array {
  wire.host.receive(initialPacket(ID), from, wire.now);
  return connectPacket(ID, newest(wire, PACKET_TYPE.cookie), 9);
}

describe('for an address that proved nothing', () => {
  it('the host keeps nothing', () => {
    const wire = new DatagramWire();
    for (let port = 1; port <= 1_000; port += 1) hears(wire, initialPacket(ID), { ...ELSEWHERE, port });
    expect([wire.host.host.size, wire.host.host.remembered, wire.host.links.length]).toEqual([0, 0, 0]);
  });

  it.each([
    ['initial', initialPacket(ID)],
    ['connect with a cookie that it made up', connectPacket(ID, cookiePacket(ID, 0, new Uint8Array(16)), 9)],
    ['data of no link', dataPacket(ID, 0, [FRAME.ping])],
    ['reset', resetPacket(dataPacket(ID, 0, [FRAME.ping]))],
    ['cookie', cookiePacket(ID, 0, new Uint8Array(16))],
  ])('the host sends less than came: %s', (_, packet) => {
    const wire = new DatagramWire();
    hears(wire, packet);
    const answered = wire.sent.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(answered).toBeLessThan(packet.length);
    expect(wire.host.host.remembered).toBe(0);
  });

  it('nothing is sent to port 0, from where nobody can hear', () => {
    const wire = new DatagramWire();
    for (const packet of [initialPacket(ID), dataPacket(ID, 0, [FRAME.ping])]) {
      hears(wire, packet, { ...ELSEWHERE, port: 0 });
    }
    expect(wire.sent).toEqual([]);
  });
});

describe('a connect', () => {
  it('that comes again is answered the same, and opens nothing', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    const connect = newest(wire, PACKET_TYPE.connect);
    const accept = newest(wire, PACKET_TYPE.accept);
    hears(wire, connect, guest.path);
    expect(newest(wire, PACKET_TYPE.accept)).toEqual(accept);
    expect([wire.host.links.length, wire.host.host.size]).toEqual([1, 1]);
  });

  it('that is replayed from elsewhere opens nothing and is not answered', () => {
    const wire = new DatagramWire();
    wire.connect();
    hears(wire, newest(wire, PACKET_TYPE.connect));
    expect([typesTo(wire, ELSEWHERE.port), wire.host.links.length]).toEqual([[], 1]);
  });

  it('that is replayed after the link closed opens nothing', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.guest.destroy(wire.now);
    wire.until(() => hosted.heard.isClosed);
    const connect = newest(wire, PACKET_TYPE.connect);
    for (let age = 0; age < 3 * COOKIE_LIFE_MS; age += 500) {
      hears(wire, connect, guest.path);
      wire.pass(500);
    }
    expect([wire.host.links.length, wire.host.host.size]).toEqual([1, 0]);
  });

  it('with a cookie that is too old opens nothing', () => {
    const wire = new DatagramWire();
    hears(wire, initialPacket(ID));
    const echo = connectPacket(ID, newest(wire, PACKET_TYPE.cookie), 1);
    wire.pass(COOKIE_LIFE_MS + 1);
    hears(wire, echo);
    expect(wire.host.links).toHaveLength(0);
  });

  it('with a cookie of the host before it started again opens nothing', () => {
    const wire = new DatagramWire();
    hears(wire, initialPacket(ID));
    const echo = connectPacket(ID, newest(wire, PACKET_TYPE.cookie), 1);
    wire.host.restart();
    hears(wire, echo);
    expect(wire.host.links).toHaveLength(0);
  });

  it('of a program that has the address and port of an older one replaces its link', () => {
    const wire = new DatagramWire();
    const first = wire.connect();
    first.guest.isAwake = false;
    wire.guests.splice(0);
    const second = wire.connect(first.guest.path);
    expect(first.hosted.heard.problems.map(({ code }) => code)).toEqual(['link_lost']);
    expect(wire.host.host.size).toBe(1);
    second.hosted.link.send(new TextEncoder().encode('hello again'), wire.now);
    second.guest.link.send(new TextEncoder().encode('me too'), wire.now);
    wire.pass(100);
    expect([second.guest.heard.text(), second.hosted.heard.text()]).toEqual(['hello again', 'me too']);
  });

  it('of a program on an address that an older link has left leaves that link alone', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    const left = guest.path;
    guest.path = { address: '10.0.0.9', port: 999 };
    guest.link.announce(wire.now);
    wire.until(() => hosted.link.path.port === 999);
    const second = wire.connect(left);
    expect([hosted.heard.isClosed, second.hosted.heard.isClosed, wire.host.host.size]).toEqual([false, false, 2]);
  });
});

describe('data', () => {
  it('of a link that the host does not know is answered with a reset', () => {
    const wire = new DatagramWire();
    hears(wire, dataPacket({ index: 77, secret: 88 }, 3, [FRAME.ping]));
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({ to: ELSEWHERE });
    expect(isFor(newest(wire, PACKET_TYPE.reset), { index: 77, secret: 88 })).toBe(true);
  });

  it('that knows a link’s index but not its secret is answered with a reset, and changes nothing', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    const { index, secret } = hosted.link.localId;
    hears(wire, dataPacket({ index, secret: secret ^ 1 }, 0, [FRAME.close, 0]), guest.path);
    expect(hosted.heard.isClosed).toBe(false);
    expect(guest.heard.isClosed).toBe(false);
  });

  it('after the host started again ends the guest’s link at its next packet', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    wire.host.restart();
    guest.link.send(Uint8Array.of(1), wire.now);
    wire.pass(2 * DELAY_MS);
    expect(guest.heard.problems.map(({ code }) => code)).toEqual(['link_lost']);
  });
});

describe('a reset', () => {
  it('with the id by which the host speaks to the guest ends the link', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    hears(wire, resetPacket(dataPacket(guest.link.localId, 0, [FRAME.ping])), guest.path);
    expect(hosted.heard.isClosed).toBe(true);
    expect(wire.host.host.size).toBe(0);
  });

  it('that does not know it, or comes from elsewhere, changes nothing', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    hears(wire, resetPacket(dataPacket(ID, 0, [FRAME.ping])), guest.path);
    hears(wire, resetPacket(dataPacket(guest.link.localId, 0, [FRAME.ping])));
    wire.forge(resetPacket(dataPacket(ID, 0, [FRAME.ping])), HOST_PATH, guest.path);
    wire.pass(10);
    expect([hosted.heard.isClosed, guest.heard.isClosed]).toEqual([false, false]);
  });

  it('is never answered, so that two hosts do not talk for ever', () => {
    const wire = new DatagramWire();
    hears(wire, resetPacket(dataPacket(ID, 0, [FRAME.ping])));
    expect(wire.sent).toEqual([]);
  });
});

it('hands on datagrams that are none of its packets, empty ones as well', () => {
  const wire = new DatagramWire();
  for (const text of ['hello', '', 'a\n']) hears(wire, new TextEncoder().encode(text));
  expect(wire.host.plain).toEqual(['hello', '', 'a\n']);
});

describe('what is due', () => {
  it('is, after work, the earliest of those that packets came for, and only of these', () => {
    const wire = new DatagramWire();
    const links = [wire.connect(), wire.connect()];
    const { host } = wire.host;
    wire.pass(100);
    const from = wire.now;
    links.forEach(({ guest, hosted }, index) => {
      host.receive(dataPacket(hosted.link.localId, 0, [FRAME.ping]), guest.path, from + 10 * index);
    });
    // An ack waits 25 ms for company.
    expect(host.work(from + 10)).toBe(from + 25);
    expect(host.work(from + 10)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is to report a link that was reset or replaced, at the next work', () => {
    const wire = new DatagramWire();
    const reset = wire.connect();
    const { host } = wire.host;
    host.receive(resetPacket(dataPacket(reset.guest.link.localId, 0, [FRAME.ping])), reset.guest.path, wire.now);
    host.work(wire.now);
    expect(reset.hosted.heard.isClosed).toBe(true);
    const replaced = wire.connect();
    const echo = connectOf(wire, replaced.guest.path);
    host.receive(echo, replaced.guest.path, wire.now);
    host.work(wire.now);
    expect(replaced.hosted.heard.isClosed).toBe(true);
  });
});

describe('a link that was replaced', () => {
  it('takes nothing along that the new one is found by', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    hears(wire, connectOf(wire, guest.path), guest.path);
    expect([wire.host.host.size, wire.host.host.remembered]).toEqual([1, 4]);
    hears(wire, resetPacket(dataPacket(ID, 0, [FRAME.ping])), guest.path);
    expect(wire.host.links.map(({ heard }) => heard.isClosed)).toEqual([true, true]);
  });
});

it('remembers of a link that closed its id alone, for twice the life of a cookie', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  const { host } = wire.host;
  const opened = wire.now - DELAY_MS;
  expect(host.remembered).toBe(3);
  guest.guest.destroy(wire.now);
  wire.until(() => hosted.heard.isClosed);
  wire.pass(0);
  expect(host.remembered).toBe(1);
  host.timer(opened + 2 * COOKIE_LIFE_MS);
  expect(host.remembered).toBe(1);
  host.timer(opened + 2 * COOKIE_LIFE_MS + 1);
  expect(host.remembered).toBe(0);
});

it('gives no two links the same index', () => {
  const chances = [7, 100, 0, 7, 8, 200];
  const sent: Uint8Array[] = [];
  const links: DatagramLink[] = [];
  const host = new DatagramHost(
    {
      transmit: (packet, length) => sent.push(packet.slice(0, length)) === 0,
      random32: () => chances.shift() ?? 0,
      sign: () => new Uint8Array(32),
      admits: () => true,
      accept: (_, open) => links.push(open(new HeardEvents())),
      plain: () => {},
    },
    0,
  );
  for (const port of [1, 2]) {
    // The planned gaps in the numbers of the first link take a chance as well.
    host.receive(initialPacket(ID), { ...ELSEWHERE, port }, 0);
    host.receive(
      connectPacket({ ...ID, secret: port }, cookiePacket(ID, 0, new Uint8Array(16)), 9),
      { ...ELSEWHERE, port },
      0,
    );
  }
  expect(new Set(links.map(({ localId }) => localId.index)).size).toBe(2);
});

it('forgets links that closed, and in the end that they ever were', () => {
  const wire = new DatagramWire();
  for (let i = 0; i < 20; i += 1) {
    const { guest, hosted } = wire.connect();
    if (i % 2 === 0) guest.guest.destroy(wire.now);
    else hosted.link.destroy(wire.now);
    wire.host.work(wire.now);
    wire.pass(50);
    wire.guests.splice(0);
  }
  expect(wire.host.host.size).toBe(0);
  wire.pass(2 * COOKIE_LIFE_MS + 1);
  const last = wire.connect();
  expect([wire.host.host.size, wire.host.host.remembered]).toEqual([1, 3]);
  expect(last.hosted.heard.isClosed).toBe(false);
});

describe('a guest that is not let in', () => {
  /** A guest that tries for half a second, and what the host has of it. */
  function turnedAway() {
    const wire = new DatagramWire();
    wire.host.isLettingIn = false;
    const { path } = wire.dial();
    wire.pass(500);
    return { wire, path };
  }

  it('costs the host nothing, whatever it proves of its address', () => {
    const { wire, path } = turnedAway();
    const { host, links } = wire.host;
    expect([host.size, host.remembered, links.length]).toEqual([0, 0, 0]);
    expect(typesTo(wire, path.port)).toContain(PACKET_TYPE.cookie);
    expect(typesTo(wire, path.port)).not.toContain(PACKET_TYPE.accept);
  });

  it('is let in by the same connect once there is room again', () => {
    const { wire, path } = turnedAway();
    wire.host.isLettingIn = true;
    hears(wire, newest(wire, PACKET_TYPE.connect), path);
    expect([wire.host.links.length, wire.host.host.size]).toEqual([1, 1]);
  });
});
