import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../../../tests/support/garbage.ts';
import { ackOf } from '../../../tests/support/handmade-frames.ts';
import { DatagramWire, DELAY_MS, dataPacket, HandmadeGuest } from '../../../tests/support/network/datagram-wire.ts';
import { undisturbed } from '../../../tests/support/rooms/undisturbed-member.ts';
import {
  AMPLIFICATION,
  FRAME,
  FRAMES_AT,
  HELD_IN_ALL,
  RECEIVE_WINDOW,
  SKIP_BETWEEN,
  STREAM_HEAD,
} from './constants.ts';
import { writeU16, writeU32 } from './little-endian.ts';
import { beginData, initialPacket, putChecksum } from './packet.ts';

// What only great numbers show. Each test takes so long that mutants are not tried with them (scripts/mutants.ts).

const utf8 = new TextEncoder();
const ELSEWHERE = { address: '10.0.0.66', port: 6_666 };

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

it('a receiver that takes nothing and comes from another address each time costs neither memory nor more than three times its bytes', () => {
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

describe('a hundred thousand handshakes a second from forged addresses', () => {
  it('leave nothing in the host’s memory, and members talk on', () => {
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

it('no cookie is made beyond ten thousand a second for addresses that proved nothing', () => {
  const wire = new DatagramWire();
  for (let i = 0; i < 30_000; i += 1) wire.host.receive(initialPacket({ index: 1, secret: 2 }), ELSEWHERE, 0);
  expect(wire.sent).toHaveLength(10_000);
  for (let i = 0; i < 30_000; i += 1) wire.host.receive(initialPacket({ index: 1, secret: 2 }), ELSEWHERE, 500);
  expect(wire.sent).toHaveLength(15_000);
});

describe('what comes too early over many links', () => {
  const LINKS = 80;
  const EARLY = 1_150;
  const PIECES = 900;

  /** Sends pieces of a stream whose first never comes, nearly a window of them. */
  function sendEarly(wire: DatagramWire, { guest, hosted }: ReturnType<DatagramWire['connect']>): void {
    for (let number = 1; number < PIECES; number += 1) {
      const packet = new Uint8Array(FRAMES_AT + STREAM_HEAD + EARLY);
      beginData(packet, hosted.link.localId, number);
      packet[FRAMES_AT] = FRAME.stream;
      writeU32(packet, FRAMES_AT + 1, number * EARLY);
      writeU16(packet, FRAMES_AT + STREAM_HEAD - 2, EARLY);
      putChecksum(packet, packet.length);
      wire.host.receive(packet, guest.path, wire.now);
    }
  }

  it('is kept up to a bound for all of them, of each link something, and of those that are over nothing', () => {
    const wire = new DatagramWire();
    const links = Array.from({ length: LINKS }, (_, index) =>
      wire.connect({ address: '10.0.9.9', port: 1_000 + index }),
    );
    for (const link of links) sendEarly(wire, link);
    const kept = () => links.map(({ hosted }) => hosted.link.keptBytes);
    const inAll = () => kept().reduce((sum, bytes) => sum + bytes, 0);
    expect(kept()[0]).toBe((PIECES - 1) * EARLY);
    expect(Math.min(...kept())).toBeGreaterThan(60_000);
    expect(inAll()).toBeLessThan(HELD_IN_ALL + LINKS * 65_536);
    expect(inAll()).toBeLessThan(LINKS * (PIECES - 1) * EARLY);
    for (const { hosted } of links) hosted.link.destroy(wire.now);
    expect(inAll()).toBe(0);
    const late = wire.connect({ address: '10.0.9.10', port: 1_000 });
    sendEarly(wire, late);
    expect(late.hosted.link.keptBytes).toBe((PIECES - 1) * EARLY);
  });
});

function pingOf(rogue: HandmadeGuest, number: number): Uint8Array {
  return dataPacket(rogue.hostId, number, [FRAME.ping]);
}
