import { describe, expect, it } from 'vitest';
import { ackOf, streamAt } from '../../../tests/support/handmade-frames.ts';
import {
  DatagramWire,
  DELAY_MS,
  type Flight,
  HandmadeGuest,
  HOST_PATH,
} from '../../../tests/support/network/datagram-wire.ts';
import { undisturbed } from '../../../tests/support/rooms/undisturbed-member.ts';
import {
  FRAME,
  INITIAL_WINDOW_PACKETS,
  NUMBER_AHEAD_MOST,
  PACKET_SIZE,
  PACKET_TYPE,
  PROBES_MOST,
  RECEIVE_WINDOW,
} from './constants.ts';

const utf8 = new TextEncoder();

describe('bytes that mean nothing', () => {
  it('change nothing, at the host and at the guest', () => {
    const wire = new DatagramWire(5);
    const check = undisturbed(wire);
    wire.keepsSent = false;
    const before = wire.sentCount;
    for (let run = 0; run < 5_000; run += 1) {
      const bytes = Uint8Array.from({ length: wire.random32() % 100 }, () => wire.random32());
      if (run % 2 === 0) bytes.set([0xff, 0x50, 0x4c, 0x11 + (run % 6)].slice(0, bytes.length));
      wire.forge(bytes, { address: '10.0.0.2', port: 50_000 });
      wire.forge(bytes, HOST_PATH, { address: '10.0.0.2', port: 50_000 });
      if (run % 100 === 0) wire.pass(0);
    }
    wire.pass(100);
    expect(wire.sentCount - before).toBeLessThan(10);
    check();
  });

  it('change nothing as copies of real packets that were cut or had bits flipped', () => {
    const wire = new DatagramWire(6);
    const { guest, hosted } = wire.connect();
    wire.fate = ({ bytes, from, to }: Flight) => {
      if (wire.random32() % 4 === 0) return [];
      wire.forge(bytes.subarray(0, wire.random32() % bytes.length), from, to);
      const flipped = bytes.slice();
      const at = wire.random32() % flipped.length;
      flipped[at] = (flipped[at] as number) ^ (1 << (wire.random32() % 8));
      wire.forge(flipped, from, to);
      return [DELAY_MS];
    };
    const text = 'All of it arrives, and nothing else. '.repeat(200);
    guest.link.send(utf8.encode(text), wire.now);
    hosted.link.send(utf8.encode(text), wire.now);
    wire.host.deadline = wire.now;
    wire.until(() => hosted.heard.text().length >= text.length && guest.heard.text().length >= text.length);
    expect([hosted.heard.text(), guest.heard.text()]).toEqual([text, text]);
  });
});

it('a conversation that is replayed, to its end and from anywhere, changes nothing', () => {
  const wire = new DatagramWire();
  const check = undisturbed(wire);
  wire.pass(1_000);
  const said = wire.sent.slice();
  for (const from of [
    { address: '10.0.0.2', port: 50_000 },
    { address: '10.6.6.6', port: 66 },
  ]) {
    for (const { bytes, to } of said) if (to === HOST_PATH) wire.forge(bytes, from);
    wire.pass(500);
  }
  for (const { bytes, to } of said) if (to !== HOST_PATH) wire.forge(bytes, HOST_PATH, to);
  wire.pass(500);
  expect(wire.host.links).toHaveLength(1);
  // Whoever asks for a cookie gets one; nothing else goes there.
  expect(wire.sent.filter(({ to }) => to.port === 66).map(({ bytes }) => bytes[3])).toEqual([PACKET_TYPE.cookie]);
  check();
});

describe('a peer that breaks the rules is cut off, and nobody else', () => {
  it.each([
    ['an ack of a packet that was never sent', ackOf(0)],
    ['an ack of packets far ahead', ackOf(0xffff_fff0)],
    ['an ack that begins below zero', ackOf(0, 1)],
    ['an ack that is cut', [FRAME.ack, 0, 0, 0]],
    ['an unknown frame', [0x7f]],
    ['frame 0', [0]],
    ['a piece of the stream that is longer than the packet', [FRAME.stream, 0, 0, 0, 0, 0, 0, 9, 0, 1]],
    ['a piece of the stream behind the window', streamAt(RECEIVE_WINDOW, [1])],
    ['a piece of the stream at the end of all numbers', [FRAME.stream, 255, 255, 255, 255, 255, 255, 1, 0, 1]],
    ['two ends', [FRAME.streamEnd, 0, 0, 0, 0, 0, 0, 0, 0, FRAME.streamEnd, 1, 0, 0, 0, 0, 0, 0, 0]],
    ['bytes that are no block', streamAt(0, [9, 9, 9])],
    ['a packed block that does not unpack', streamAt(0, [1, 4, 0, 9, 0, 0x11, 0x61])],
  ])('%s', (_, frames) => {
    const wire = new DatagramWire();
    const check = undisturbed(wire);
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    rogue.says([...frames]);
    expect(rogue.hosted.heard.problems.map(({ code }) => code)).toEqual(['link_lost']);
    expect([wire.host.host.size, rogue.hosted.heard.chunks]).toEqual([1, []]);
    const last = wire.sent.findLast(({ to }) => to.port === rogue.path.port);
    expect([...(last?.bytes.subarray(20) ?? [])]).toEqual([FRAME.close, 1]);
    check();
  });
});

describe('packet numbers', () => {
  it('from far ahead are nobody’s: the link goes on as if they had not come', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    rogue.says(streamAt(0, [0, 1, 0, 65]), NUMBER_AHEAD_MOST);
    rogue.says(streamAt(0, [0, 1, 0, 65]), 0xffff_ffff);
    expect(rogue.hosted.heard.text()).toBe('');
    rogue.says(streamAt(0, [0, 1, 0, 66]), 0);
    expect(rogue.hosted.heard.text()).toBe('B');
  });

  it('with gaps between all of them cost no memory, and acks stay short', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    for (let number = 0; number < 4_000; number += 2) {
      rogue.says([FRAME.ping], number);
      if (number % 1_000 === 0) wire.pass(1);
    }
    for (const { bytes } of wire.sent) expect(bytes.length).toBeLessThan(200);
    expect(rogue.hosted.heard.isClosed).toBe(false);
  });
});

describe('a receiver that takes nothing', () => {
  it('and said so at once is sent no byte of the stream', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, 0);
    const waiting = rogue.hosted.link.send(utf8.encode('nobody takes this'), wire.now);
    expect(waiting).toBe(3 + 17);
    for (let now = 0; now < 100; now += 1) {
      rogue.says([FRAME.ping]);
      wire.pass(1_000);
    }
    const sent = wire.sent.filter(({ to }) => to.port === rogue.path.port).map(({ bytes }) => bytes.length);
    expect(Math.max(...sent)).toBeLessThan(64);
    expect([rogue.hosted.link.queuedBytes, rogue.hosted.heard.isClosed]).toEqual([waiting, false]);
  });

  it('and never raises its window is sent that and no more', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, 1_000);
    const { link } = rogue.hosted;
    const noise = new Uint8Array(5_000).map(() => wire.random32());
    link.send(noise, wire.now);
    for (let now = 0; now < 100; now += 1) {
      const { next } = link.recovery.packets;
      rogue.says([FRAME.ping, ...(next > 0 ? ackOf(next - 1) : [])]);
      wire.pass(100);
    }
    expect([link.queuedBytes, link.keptBytes]).toEqual([4_003, 4_003]);
  });

  it('lowers no limit that it gave', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, 1_000);
    rogue.says([FRAME.maxData, 0, 0, 0, 0, 0, 0]);
    expect(rogue.hosted.link.send(new Uint8Array(500), wire.now)).toBe(0);
  });

  it('and acks nothing is sent a first window and then a probe now and then', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    for (let i = 0; i < 20; i += 1)
      rogue.hosted.link.send(
        new Uint8Array(30_000).map(() => wire.random32()),
        wire.now,
      );
    const before = wire.sentCount;
    for (let now = 0; now < 600; now += 1) {
      rogue.says([FRAME.maxData, 0, 0, 32, 0, 0, 0]);
      wire.pass(100);
    }
    // An ack for each of what it sends, and a probe a second.
    expect(wire.sentCount - before).toBeLessThan(INITIAL_WINDOW_PACKETS + 600 + 80);
    expect(rogue.hosted.link.quality().datagrams?.bytesInFlight).toBeLessThan(80 * PACKET_SIZE);
  });

  it('and acks nothing for half a minute, though it speaks, is let go, and what was remembered for it with it', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    rogue.hosted.link.send(utf8.encode('never acked'), wire.now);
    for (let i = 0; i < 300; i += 1) {
      rogue.says([FRAME.ping]);
      wire.pass(100);
      if (i < 200) expect(rogue.hosted.heard.problems).toEqual([]);
    }
    wire.pass(10_000);
    expect(rogue.hosted.heard.problems).toMatchObject([{ code: 'silent' }]);
    expect([rogue.hosted.link.recovery.probes, wire.host.host.size]).toEqual([PROBES_MOST, 0]);
  });
});

describe('pieces that never become a stream', () => {
  it('are kept up to a bound', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    wire.keepsSent = false;
    for (let i = 0; i < 5_000; i += 1) rogue.says(streamAt(1 + 50 * i, Array(40).fill(7)));
    expect(rogue.hosted.link.keptBytes).toBeLessThanOrEqual(2 * RECEIVE_WINDOW);
    expect(rogue.hosted.heard.chunks).toEqual([]);
  });
});
