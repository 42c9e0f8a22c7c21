import { expect, it } from 'vitest';
import { CARGO, FATE, SentPackets } from './sent-packets.ts';

it('gives back what each packet was, through all its growth', () => {
  const packets = new SentPackets();
  for (let number = 0; number < 1_000; number += 1) {
    packets.add(FATE.inFlight, 100 + number, 0.5 * number, number % 2 === 0 ? CARGO.end : 0, number - 1);
    packets.carries(2 ** 40 + number, number);
  }
  for (const number of [0, 63, 64, 511, 999]) {
    expect([packets.fate(number), packets.size(number), packets.sentAt(number)]).toEqual([
      1,
      100 + number,
      0.5 * number,
    ]);
    expect([packets.offset(number), packets.length(number)]).toEqual([2 ** 40 + number, number]);
    expect([packets.cargo(number), packets.ackOf(number)]).toEqual([number % 2 === 0 ? CARGO.end : 0, number - 1]);
  }
});

it('forgets the oldest that are settled, and stops at the first that is under way', () => {
  const packets = new SentPackets();
  for (let number = 0; number < 5; number += 1) packets.add(FATE.inFlight, 1, 0, 0, -1);
  packets.settle(0, FATE.acked);
  packets.settle(1, FATE.lost);
  packets.settle(3, FATE.acked);
  packets.advance(3);
  expect(packets.base).toBe(2);
  packets.settle(2, FATE.acked);
  packets.advance(3);
  expect(packets.base).toBe(4);
});

it('passes over packets that nothing is awaited for', () => {
  const packets = new SentPackets();
  for (let number = 0; number < 3; number += 1) packets.add(FATE.none, 1, 0, 0, -1);
  packets.advance(-1);
  expect(packets.base).toBe(3);
});

it('remembers a number that was left out until something newer was acked', () => {
  const packets = new SentPackets();
  packets.add(FATE.skipped, 0, 0, 0, -1);
  packets.add(FATE.none, 1, 0, 0, -1);
  packets.advance(0);
  expect(packets.base).toBe(0);
  packets.advance(1);
  expect(packets.base).toBe(2);
});

it('is full before 65,536 fates are open', () => {
  const packets = new SentPackets();
  let count = 0;
  for (; !packets.isFull; count += 1) packets.add(FATE.inFlight, 1, 0, 0, -1);
  expect(count).toBe(65_535);
  packets.settle(0, FATE.acked);
  packets.advance(1);
  expect(packets.isFull).toBe(false);
});

it('tells new packets from old ones in the same place of its ring', () => {
  const packets = new SentPackets();
  for (let number = 0; number < 500; number += 1) {
    packets.add(FATE.inFlight, number, number, 0, -1);
    expect([packets.offset(number), packets.length(number)]).toEqual([0, 0]);
    packets.carries(7, 7);
    packets.settle(number, FATE.acked);
    packets.advance(number);
  }
  expect(packets.base).toBe(500);
});

it('needs no more room for a long conversation than for what is under way at a time', () => {
  const packets = new SentPackets();
  const before = process.memoryUsage().arrayBuffers;
  for (let number = 0; number < 20_000; number += 1) {
    packets.add(FATE.inFlight, 1, 0, 0, -1);
    packets.settle(number, FATE.acked);
    packets.advance(number);
  }
  // An entry for each of them would be a megabyte.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000);
});
