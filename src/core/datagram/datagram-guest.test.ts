import { describe, expect, it } from 'vitest';
import {
  DatagramWire,
  DELAY_MS,
  dataPacket,
  type Flight,
  HOST_PATH,
} from '../../../tests/support/network/datagram-wire.ts';
import { FRAME, HANDSHAKE_TRIES_MS, INITIAL_SIZE, PACKET_TYPE } from './constants.ts';
import { DatagramGuest } from './datagram-guest.ts';
import { acceptPacket, connectPacket, cookiePacket, initialPacket, movedPacket, readId } from './packet.ts';

const ALL_TRIES = HANDSHAKE_TRIES_MS.reduce((sum, wait) => sum + wait, 0);

const typeOf = ({ bytes }: Flight) => bytes[3];

/** Types of the datagrams sent so far, in order. */
function types(wire: DatagramWire): (number | undefined)[] {
  return wire.sent.map(typeOf);
}

/** Loses the datagrams of one type, all of them or the first few. */
function losing(type: number, most = Number.POSITIVE_INFINITY) {
  let lost = 0;
  return (flight: Flight) => {
    if (typeOf(flight) !== type || lost >= most) return [DELAY_MS];
    lost += 1;
    return [];
  };
}

/** A guest with nobody on the other end: what it sends is kept. */
function alone() {
  const sent: Uint8Array[] = [];
  const problems: string[] = [];
  const nothing = () => {};
  let next = 100;
  const ports = {
    transmit: (packet: Uint8Array, length: number) => sent.push(packet.slice(0, length)) === 0,
    random32: () => {
      next += 1;
      return next;
    },
  };
  let openings = 0;
  const events = {
    opened: () => {
      openings += 1;
    },
    received: nothing,
    ephemeral: nothing,
    drained: nothing,
    ended: nothing,
    closed: ({ code }: { code: string }) => void problems.push(code),
  };
  const guest = new DatagramGuest(HOST_PATH, ports, events, 0);
  return { guest, sent, problems, openings: () => openings };
}

const GUEST_ID = { index: 101, secret: 102 };
const HOST_ID = { index: 7, secret: 8 };
const cookie = cookiePacket(GUEST_ID, 55, new Uint8Array(16).fill(9));
const accept = acceptPacket(GUEST_ID, HOST_ID, 1_048_576);

describe('the handshake', () => {
  it('takes two round trips: asks, echoes the cookie, is open', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    const { initial, connect, cookie: answer, accept: open } = PACKET_TYPE;
    expect(types(wire)).toEqual([initial, answer, connect, open]);
    expect(wire.now).toBe(4 * DELAY_MS);
    expect(guest.heard.openings).toBe(1);
    expect(hosted.link.path).toEqual(guest.path);
  });

  it('gives the link its first sample of a round trip, unless a packet was sent twice', () => {
    expect(new DatagramWire().connect().guest.link.quality().roundTripMs).toBe(2 * DELAY_MS);
    const wire = new DatagramWire();
    wire.fate = losing(PACKET_TYPE.connect, 1);
    expect(wire.connect().guest.link.quality().roundTripMs).toBeUndefined();
  });

  it.each([
    ['initial', PACKET_TYPE.initial],
    ['cookie', PACKET_TYPE.cookie],
    ['connect', PACKET_TYPE.connect],
    ['accept', PACKET_TYPE.accept],
  ])('comes through when some packets of type %s are lost, and opens one link', (_, type) => {
    const wire = new DatagramWire();
    wire.fate = losing(type, 4);
    const { guest } = wire.connect();
    expect([guest.heard.openings, wire.host.links.length, wire.host.host.size]).toEqual([1, 1, 1]);
  });

  it('opens one link when every packet comes twice and late', () => {
    const wire = new DatagramWire(3);
    wire.fate = () => [wire.random32() % 150, 200 + (wire.random32() % 2_000)];
    const { guest } = wire.connect();
    wire.pass(10_000);
    expect([guest.heard.openings, wire.host.links.length, wire.host.host.size]).toEqual([1, 1, 1]);
  });

  it('sends nothing longer than its first packet', () => {
    const wire = new DatagramWire();
    wire.connect();
    for (const { bytes } of wire.sent) expect(bytes.length).toBeLessThanOrEqual(INITIAL_SIZE);
  });
});

describe('when nothing comes back', () => {
  it('it tries a few times, at longer and longer intervals, and says that UDP is blocked', () => {
    const wire = new DatagramWire();
    wire.fate = () => [];
    const { heard } = wire.dial();
    wire.pass(ALL_TRIES - 1);
    expect([wire.sent.length, heard.problems]).toEqual([HANDSHAKE_TRIES_MS.length, []]);
    wire.pass(1);
    expect(heard.problems.map(({ code }) => code)).toEqual(['udp_blocked']);
    wire.pass(60_000);
    expect([wire.sent.length, heard.problems.length]).toEqual([HANDSHAKE_TRIES_MS.length, 1]);
  });

  it('behind the cookie, it says that the host fell silent', () => {
    const wire = new DatagramWire();
    wire.fate = losing(PACKET_TYPE.accept);
    const { heard } = wire.dial();
    wire.pass(60_000);
    expect(heard.problems.map(({ code }) => code)).toEqual(['timed_out']);
  });

  it('but the word that nobody listens there, it says so at once', () => {
    const { guest, problems } = alone();
    guest.tick(0);
    guest.refused(0);
    expect(guest.deadline).toBe(0);
    guest.tick(1);
    expect(problems).toEqual(['refused']);
    expect(guest.deadline).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a guest that waits for a cookie', () => {
  it.each([
    ['of another link', cookiePacket({ ...GUEST_ID, secret: 1 }, 1, new Uint8Array(16))],
    ['that was damaged', Uint8Array.from(cookie, (byte, at) => (at === 30 ? byte ^ 1 : byte))],
    ['that was cut', cookie.subarray(0, 30)],
    ['that is none but an accept', accept],
    ['that is text', new TextEncoder().encode('hello')],
    ['that is empty', new Uint8Array(0)],
  ])('takes none %s', (_, packet) => {
    const { guest, sent, openings } = alone();
    guest.tick(0);
    guest.receive(packet, 1);
    guest.tick(1);
    expect([sent.length, openings()]).toEqual([1, 0]);
  });

  it('takes the first, and no second one', () => {
    const { guest, sent } = alone();
    guest.tick(0);
    guest.receive(cookie, 1);
    guest.receive(cookiePacket(GUEST_ID, 56, new Uint8Array(16).fill(1)), 2);
    guest.tick(2);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.subarray(16, 36)).toEqual(cookie.subarray(16, 36));
  });
});

describe('a guest that waits to be accepted', () => {
  function waiting() {
    const rig = alone();
    rig.guest.tick(0);
    rig.guest.receive(cookie, 1);
    return rig;
  }

  it('is open with the first accept, and with no other', () => {
    const { guest, openings } = waiting();
    guest.receive(accept, 2);
    guest.receive(acceptPacket(GUEST_ID, { index: 1, secret: 1 }, 5), 3);
    expect(openings()).toBe(1);
    guest.link?.send(Uint8Array.of(1), 3);
    expect(guest.link?.isClosed).toBe(false);
  });

  it.each([
    ['for another link', acceptPacket({ ...GUEST_ID, index: 1 }, HOST_ID, 1)],
    ['that was damaged', Uint8Array.from(accept, (byte, at) => (at === 20 ? byte ^ 1 : byte))],
    ['that was cut', accept.subarray(0, 24)],
  ])('takes no accept %s', (_, packet) => {
    const { guest, openings } = waiting();
    guest.receive(packet, 2);
    expect(openings()).toBe(0);
  });

  it.each([
    ['data', dataPacket(GUEST_ID, 0, [FRAME.ping])],
    ['an initial', initialPacket(GUEST_ID)],
    ['a connect', connectPacket(GUEST_ID, cookie, 5)],
    ['word of a host that moved', movedPacket(GUEST_ID)],
  ])('takes %s of its link for no accept', (_, packet) => {
    const { guest, sent, openings } = waiting();
    guest.receive(packet, 2);
    guest.tick(2);
    expect([openings(), sent.length]).toEqual([0, 2]);
  });

  it('speaks to the host by the id that it was told', () => {
    const { guest, sent } = waiting();
    guest.receive(accept, 2);
    guest.link?.send(Uint8Array.of(1), 3);
    expect(readId(sent.at(-1) as Uint8Array)).toEqual(HOST_ID);
  });

  it('sends no more than the window that it was told', () => {
    const { guest, sent } = waiting();
    guest.receive(acceptPacket(GUEST_ID, HOST_ID, 100), 2);
    const before = sent.length;
    expect(guest.link?.send(new Uint8Array(150), 3)).toBe(3 + 50);
    expect(sent.slice(before).map(({ length }) => length)).toEqual([20 + 9 + 100]);
  });
});

describe('a guest that gives up', () => {
  it('before it is open reports so once, and sends no more', () => {
    const { guest, sent, problems } = alone();
    guest.tick(0);
    guest.destroy(1);
    guest.destroy(2);
    guest.tick(2);
    guest.receive(cookie, 3);
    guest.tick(10_000);
    expect([problems, sent.length]).toEqual([['link_lost'], 1]);
  });

  it('when it is open tells the host', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.guest.destroy(wire.now);
    wire.pass(DELAY_MS);
    expect(hosted.heard.problems.map(({ code }) => code)).toEqual(['link_lost']);
    expect(guest.heard.problems).toHaveLength(1);
  });
});

it('loses its link at once when the port was found closed', () => {
  const wire = new DatagramWire();
  const { guest } = wire.connect();
  guest.guest.refused(wire.now);
  wire.pass(0);
  expect(guest.heard.problems.map(({ code }) => code)).toEqual(['link_lost']);
});
