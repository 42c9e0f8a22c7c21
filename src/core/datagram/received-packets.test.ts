import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACK_EVERY_WHEN_CALM, ACK_RANGES_MOST, CALM_PACKETS, FRAME, NUMBER_AHEAD_MOST } from './constants.ts';
import { readU16, readU32 } from './little-endian.ts';
import { ReceivedPackets } from './received-packets.ts';

const NEVER = Number.POSITIVE_INFINITY;

function having(...numbers: readonly number[]): ReceivedPackets {
  const received = new ReceivedPackets();
  for (const number of numbers) if (received.isNew(number)) received.add(number, true, 0);
  return received;
}

function ackOf(received: ReceivedPackets, now = 0): Uint8Array {
  const packet = new Uint8Array(1_200);
  return packet.slice(0, received.writeAck(packet, 0, now));
}

/** Ranges of an ack as its receiver reads them, newest first. */
function rangesOf(ack: Uint8Array): [last: number, first: number][] {
  let last = readU32(ack, 1);
  let first = last - readU16(ack, 8);
  const ranges: [number, number][] = [[last, first]];
  for (let i = 0; i < (ack[7] as number); i += 1) {
    last = first - readU16(ack, 10 + 4 * i) - 2;
    first = last - readU16(ack, 12 + 4 * i);
    ranges.push([last, first]);
  }
  return ranges;
}

/** Packets `from` to `to` in order, each acked as soon as it is due. @returns the numbers after which an ack was due */
function dueAfter(received: ReceivedPackets, from: number, to: number): number[] {
  const due: number[] = [];
  for (let number = from; number <= to; number += 1) {
    received.add(number, true, 0);
    if (!received.isDue(0)) continue;
    due.push(number);
    ackOf(received);
  }
  return due;
}

describe('an ack', () => {
  it('of one packet has these bytes', () => {
    expect([...ackOf(having(0))]).toEqual([FRAME.ack, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('of several ranges has these bytes, gaps one less than the numbers that lack', () => {
    // 9 to 7, 5, and 2 to 1.
    expect([...ackOf(having(1, 2, 5, 7, 8, 9))]).toEqual(
      [
        [FRAME.ack, 9, 0, 0, 0, 0, 0, 2, 2, 0],
        [0, 0, 0, 0],
        [1, 0, 1, 0],
      ].flat(),
    );
  });

  it('tells in sixteenths of a millisecond how long the newest packet waited', () => {
    const received = new ReceivedPackets();
    received.add(0, true, 100);
    received.add(1, true, 110);
    expect(readU16(ackOf(received, 112.5), 5)).toBe(40);
    expect(readU16(ackOf(received, 100), 5)).toBe(0);
    expect(readU16(ackOf(received, 1e9), 5)).toBe(0xffff);
  });

  it('tells how long the newest packet waited, though some before it lack', () => {
    const first = new ReceivedPackets();
    first.add(3, true, 1_000);
    expect(readU16(ackOf(first, 1_002), 5)).toBe(32);
    first.add(5, true, 3_000);
    expect(readU16(ackOf(first, 3_001), 5)).toBe(16);
    first.add(4, true, 4_000);
    expect(readU16(ackOf(first, 4_000), 5)).toBe(16_000);
  });

  it('is as long as was said', () => {
    for (const received of [having(0), having(0, 2), having(0, 2, 4, 5, 9)]) {
      expect(ackOf(received)).toHaveLength(received.ackLength);
    }
  });

  it('leaves out what is further away than its fields can say', () => {
    expect(rangesOf(ackOf(having(0, 70_000)))).toEqual([[70_000, 70_000]]);
    expect(rangesOf(ackOf(having(0, 60_000)))).toEqual([
      [60_000, 60_000],
      [0, 0],
    ]);
  });

  it('tells of gaps and ranges of up to 65,536 numbers behind one another', () => {
    const upTo = (numbers: readonly number[], from: number, to: number) => {
      const received = having(...numbers);
      for (let number = from; number <= to; number += 1) received.add(number, false, 0);
      return received;
    };
    expect(rangesOf(ackOf(having(0, 65_537)))).toHaveLength(2);
    expect(rangesOf(ackOf(having(0, 65_538)))).toHaveLength(1);
    // The newest range: another one behind it can be told of only where it can be told whole.
    expect(rangesOf(ackOf(upTo([0], 2, 65_537)))).toHaveLength(2);
    expect(rangesOf(ackOf(upTo([0], 2, 65_538)))).toHaveLength(1);
    // An older range.
    const older = upTo([], 0, 65_535);
    older.add(65_537, false, 0);
    expect(rangesOf(ackOf(older))).toEqual([
      [65_537, 65_537],
      [65_535, 0],
    ]);
    const tooLong = upTo([], 0, 65_536);
    tooLong.add(65_538, false, 0);
    expect(rangesOf(ackOf(tooLong))).toEqual([[65_538, 65_538]]);
  });

  it('never tells of a packet that did not come, however long its ranges are', () => {
    const received = new ReceivedPackets();
    for (let number = 0; number < 70_000; number += 1) if (number !== 3_000) received.add(number, false, 0);
    for (const [last, first] of rangesOf(ackOf(received))) {
      expect(first <= 3_000 && last >= 3_000, `${first} to ${last}`).toBe(false);
    }
  });

  it('tells of exactly what came, in whatever order it did', () => {
    const numbers = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(numbers, (order) => {
        const told = rangesOf(ackOf(having(...order))).flatMap(([last, first]) =>
          Array.from({ length: last - first + 1 }, (_, i) => last - i),
        );
        expect(told).toEqual([...order].sort((one, other) => other - one));
      }),
    );
  });
});

describe('a number', () => {
  it('is new once', () => {
    const received = having(0, 1, 4);
    expect([0, 1, 4].map((number) => received.isNew(number))).toEqual([false, false, false]);
    expect([2, 3, 5, 100].map((number) => received.isNew(number))).toEqual([true, true, true, true]);
  });

  it('is nobody’s when it is far ahead', () => {
    const received = having(10);
    expect(received.isNew(10 + NUMBER_AHEAD_MOST - 1)).toBe(true);
    expect(received.isNew(10 + NUMBER_AHEAD_MOST)).toBe(false);
    expect(received.isNew(0xffff_ffff)).toBe(false);
    expect(new ReceivedPackets().isNew(NUMBER_AHEAD_MOST)).toBe(false);
  });

  it('is the newest, or not', () => {
    const received = having(5);
    expect([4, 5, 6].map((number) => received.isLargest(number))).toEqual([false, false, true]);
    expect(new ReceivedPackets().largest).toBe(-1);
  });
});

describe('what is remembered', () => {
  it(`is ${ACK_RANGES_MOST} ranges at most, and what was older is not new`, () => {
    const received = new ReceivedPackets();
    for (let number = 0; number < 1_000; number += 2) received.add(number, true, 0);
    expect(rangesOf(ackOf(received))).toHaveLength(ACK_RANGES_MOST);
    expect(received.isNew(901)).toBe(false);
    expect(received.isNew(997)).toBe(true);
  });

  it(`is of all older numbers that lack, while there are ${ACK_RANGES_MOST} ranges`, () => {
    const received = having(...Array.from({ length: ACK_RANGES_MOST }, (_, index) => 2 * index + 1));
    expect(received.isNew(0)).toBe(true);
  });

  it('is not forgotten by an ack that told of less than the oldest of it', () => {
    const received = having(5, 7);
    received.forgetUpTo(3);
    expect([4, 6].map((number) => received.isNew(number))).toEqual([true, true]);
    expect(rangesOf(ackOf(received))).toHaveLength(2);
  });

  it('is forgotten once the peer got an ack that told of it (13.2.4), but for the newest range', () => {
    const received = having(0, 2, 4, 6);
    received.forgetUpTo(4);
    expect(rangesOf(ackOf(received))).toEqual([[6, 6]]);
    expect([1, 3, 4].map((number) => received.isNew(number))).toEqual([false, false, false]);
    expect(received.isNew(5)).toBe(true);
    received.forgetUpTo(6);
    expect(rangesOf(ackOf(received))).toEqual([[6, 6]]);
    received.add(7, true, 0);
    expect(rangesOf(ackOf(received))).toEqual([[7, 6]]);
  });

  it('keeps a range that goes on behind what the ack told of', () => {
    const received = having(0, 2, 3, 4, 6);
    received.forgetUpTo(3);
    expect(rangesOf(ackOf(received))).toEqual([
      [6, 6],
      [4, 2],
    ]);
  });

  it('does not come back by an ack that arrives late', () => {
    const received = having(0, 2, 4, 6);
    received.forgetUpTo(4);
    received.forgetUpTo(2);
    expect(received.isNew(1)).toBe(false);
    expect(received.isNew(5)).toBe(true);
  });

  it('is ragged with more than eight ranges', () => {
    expect(having(...Array.from({ length: 8 }, (_, i) => 2 * i)).isRagged).toBe(false);
    expect(having(...Array.from({ length: 9 }, (_, i) => 2 * i)).isRagged).toBe(true);
  });
});

describe('an ack is due (13.2)', () => {
  it('at every second packet that asks for one', () => {
    expect(dueAfter(new ReceivedPackets(), 0, 9)).toEqual([1, 3, 5, 7, 9]);
  });

  it(`at every tenth once ${CALM_PACKETS} came in a row`, () => {
    const due = dueAfter(new ReceivedPackets(), 0, CALM_PACKETS + 26);
    // Of the pair of which the second made it calm, ten more are awaited.
    expect(due.slice(-4)).toEqual([59, 61, 71, 81]);
    expect((due.at(-1) as number) - (due.at(-2) as number)).toBe(ACK_EVERY_WHEN_CALM);
  });

  it('when the first of several has waited for 25 ms', () => {
    const received = new ReceivedPackets();
    dueAfter(received, 0, 71);
    received.add(72, true, 100);
    received.add(73, true, 120);
    expect([received.deadline, received.isDue(124), received.isDue(125)]).toEqual([125, false, true]);
  });

  it('at once when the very first packets lack', () => {
    expect([having(0).isDue(0), having(3).isDue(0)]).toEqual([false, true]);
  });

  it('at once when a number lacks, and at every second again from then on', () => {
    const received = new ReceivedPackets();
    dueAfter(received, 0, 100);
    received.add(102, true, 0);
    expect(received.isDue(0)).toBe(true);
    expect(received.deadline).toBe(0);
    ackOf(received);
    expect(dueAfter(received, 103, 106)).toEqual([104, 106]);
  });

  it('at once when a packet comes that had been overtaken', () => {
    const received = having(0, 1, 3);
    ackOf(received);
    received.add(2, true, 0);
    expect(received.isDue(0)).toBe(true);
  });

  it('after 25 ms when only one came, counted from that one', () => {
    const received = new ReceivedPackets();
    received.add(0, true, 1_000);
    expect([received.isDue(1_024), received.isDue(1_025), received.deadline]).toEqual([false, true, 1_025]);
  });

  it('never for packets that only ack', () => {
    const received = new ReceivedPackets();
    for (const number of [0, 1, 2, 5, 9]) received.add(number, false, 0);
    expect([received.isOwed, received.isDue(1e9), received.deadline]).toEqual([false, false, NEVER]);
  });

  it('no more when one was sent', () => {
    const received = having(0, 1);
    expect([received.isOwed, received.isDue(0)]).toEqual([true, true]);
    ackOf(received);
    expect([received.isOwed, received.isDue(1e9), received.deadline]).toEqual([false, false, NEVER]);
  });
});
