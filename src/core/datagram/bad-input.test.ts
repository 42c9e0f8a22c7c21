import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  DatagramWire,
  DELAY_MS,
  dataPacket,
  type Flight,
  HandmadeGuest,
  HOST_PATH,
} from '../../../tests/support/datagram-wire.ts';
import {
  AMPLIFICATION,
  FRAME,
  INITIAL_WINDOW_PACKETS,
  NUMBER_AHEAD_MOST,
  PACKET_SIZE,
  PACKET_TYPE,
  RECEIVE_WINDOW,
  SKIP_BETWEEN,
} from './constants.ts';
import { initialPacket } from './packet.ts';

const utf8 = new TextEncoder();
const u16 = (value: number) => [value & 0xff, value >>> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const ackOf = (largest: number, range = 0) => [FRAME.ack, ...u32(largest), 0, 0, 0, ...u16(range)];
const streamAt = (offset: number, bytes: readonly number[]) =>
  [FRAME.stream, ...u32(offset), 0, 0, ...u16(bytes.length), ...bytes] as const;

/** A member who talks with the host, whatever else comes in; call the result to see that all of it arrived. */
function undisturbed(wire: DatagramWire): () => void {
  const { guest, hosted } = wire.connect({ address: '10.0.0.2', port: 50_000 });
  guest.link.send(utf8.encode('up 1 '), wire.now);
  hosted.link.send(utf8.encode('down 1 '), wire.now);
  return () => {
    guest.link.send(utf8.encode('up 2'), wire.now);
    hosted.link.send(utf8.encode('down 2'), wire.now);
    wire.pass(1_000);
    expect([hosted.heard.text(), guest.heard.text()]).toEqual(['up 1 up 2', 'down 1 down 2']);
    expect([hosted.heard.problems, guest.heard.problems]).toEqual([[], []]);
    expect([hosted.link.path, wire.host.links.length >= 1]).toEqual([guest.path, true]);
  };
}

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

describe('acks for packets that did not come', () => {
  it('end the link at the next number that was left out, before two thousand packets are out', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, 0xffff_ffff);
    const { link, heard } = rogue.hosted;
    const before = wire.sentCount;
    for (let i = 0; i < 200; i += 1)
      link.send(
        new Uint8Array(40_000).map(() => wire.random32()),
        wire.now,
      );
    for (let now = 0; now < 2_000 && !heard.isClosed; now += 1) {
      rogue.says(ackOf(link.recovery.packets.next - 1, Math.min(0xffff, link.recovery.packets.next - 1)));
      wire.host.deadline = wire.now;
      wire.pass(1);
    }
    expect(heard.problems.map(({ code }) => code)).toEqual(['link_lost']);
    expect(wire.sentCount - before).toBeLessThan(2 * SKIP_BETWEEN[1]);
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
    expect(wire.host.host.size).toBe(0);
  });

  it('and comes from another address each time costs neither memory nor more than three times its bytes', () => {
    const wire = new DatagramWire();
    const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
    const { link } = rogue.hosted;
    wire.keepsSent = false;
    link.send(utf8.encode('never acked'), wire.now);
    let heard = 0;
    let answered = 0;
    wire.fate = ({ bytes, to }) => {
      if (to.port !== rogue.path.port) answered += bytes.length;
      return [];
    };
    for (let i = 0; i < 80_000; i += 1) {
      wire.host.receive(pingOf(rogue, i), { address: '10.9.9.9', port: 1_000 + (i % 60_000) }, wire.now);
      heard += 21;
      if (i % 10 === 0) wire.host.host.work(wire.now);
      else link.tick(wire.now);
    }
    expect(answered).toBeLessThanOrEqual(AMPLIFICATION * heard);
    expect(link.recovery.packets.next - link.recovery.packets.base).toBeLessThanOrEqual(65_536);
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

describe('a hundred thousand handshakes a second from forged addresses', () => {
  it('leave nothing in the host’s memory, and members talk on', () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const wire = new DatagramWire();
    const check = undisturbed(wire);
    wire.pass(100);
    wire.keepsSent = false;
    wire.fate = ({ to }) => (to.address.startsWith('198.') ? [] : [DELAY_MS]);
    const { host } = wire.host;
    const flood = (seconds: number) => {
      const initial = initialPacket({ index: 1, secret: 2 });
      for (let ms = 0; ms < 1_000 * seconds; ms += 10) {
        for (let i = 0; i < 1_000; i += 1) {
          const from = { address: `198.51.${i & 255}.${(ms >> 3) & 255}`, port: 1 + ((ms * 131 + i) % 65_535) };
          host.receive(initial, from, wire.now);
        }
        wire.pass(10);
      }
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const remembered = host.remembered;
    const before = flood(1);
    const after = flood(3);
    expect(host.remembered).toBe(remembered);
    expect(after - before).toBeLessThan(1_000_000);
    check();
  });
});

function pingOf(rogue: HandmadeGuest, number: number): Uint8Array {
  return dataPacket(rogue.hostId, number, [FRAME.ping]);
}
