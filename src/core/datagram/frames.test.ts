import { describe, expect, it } from 'vitest';
import { FRAME, FRAMES_AT } from './constants.ts';
import { type FrameHandler, readFrames } from './frames.ts';
import { readU32 } from './little-endian.ts';
import { LossRecovery } from './loss-recovery.ts';
import type { Taken } from './receive-stream.ts';

/** Writes down what the frames of a packet said. 100 packets were sent, one each millisecond. */
class Notes implements FrameHandler {
  readonly recovery: LossRecovery;
  readonly lines: string[] = [];
  readonly acked: number[] = [];
  takes: Taken = 'taken';

  constructor() {
    const listener = { arrived: (number: number) => void this.acked.push(number), lost: () => {} };
    this.recovery = new LossRecovery(1_200, () => 0, listener);
    for (let number = 0; number < 100; number += 1) this.recovery.sent(true, 100, number, 0, -1);
  }
  stream(offset: number, bytes: Uint8Array, ends: boolean): Taken {
    this.lines.push(`stream ${offset} ${[...bytes]}${ends ? ' end' : ''}`);
    return this.takes;
  }
  maxData(limit: number): void {
    this.lines.push(`max-data ${limit}`);
  }
  ephemeral(bytes: Uint8Array): void {
    this.lines.push(`ephemeral ${[...bytes]}`);
  }
  challenged(packet: Uint8Array, at: number): void {
    this.lines.push(`challenge ${readU32(packet, at)} ${readU32(packet, at + 4)}`);
  }
  challengeAnswered(packet: Uint8Array, at: number): void {
    this.lines.push(`response ${readU32(packet, at)} ${readU32(packet, at + 4)}`);
  }
  resetToken(packet: Uint8Array, at: number): void {
    this.lines.push(`reset token ${[...packet.subarray(at, at + 16)]}`);
  }
  closed(reason: number): void {
    this.lines.push(`close ${reason}`);
  }
}

function read(bytes: readonly number[], notes = new Notes()) {
  const packet = Uint8Array.of(...new Array(FRAMES_AT).fill(0), ...bytes);
  return { reading: readFrames(packet, notes, 120), notes };
}

const STREAM = [FRAME.stream, 1, 0, 0, 0, 0, 1, 3, 0, 7, 8, 9];
const STREAM_END = [FRAME.streamEnd, 2, 0, 0, 0, 0, 0, 1, 0, 5];
const MAX_DATA = [FRAME.maxData, 0, 0, 32, 0, 0, 0];
const EPHEMERAL = [FRAME.ephemeral, 2, 0, 65, 66];
const PING = [FRAME.ping];
const CHALLENGE = [FRAME.pathChallenge, 1, 0, 0, 0, 2, 0, 0, 0];
const RESPONSE = [FRAME.pathResponse, 3, 0, 0, 0, 4, 0, 0, 0];
const CLOSE = [FRAME.close, 2];
const RESET_TOKEN = [FRAME.resetToken, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
/** 99 to 97, 95, and 93 to 92; held back for 80 sixteenths of a millisecond. */
const ACK = [FRAME.ack, 99, 0, 0, 0, 80, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0];

const FRAMES = [
  { name: 'stream', bytes: STREAM, says: 'stream 1099511627777 7,8,9' },
  { name: 'stream end', bytes: STREAM_END, says: 'stream 2 5 end' },
  { name: 'max-data', bytes: MAX_DATA, says: 'max-data 2097152' },
  { name: 'ephemeral', bytes: EPHEMERAL, says: 'ephemeral 65,66' },
  { name: 'ping', bytes: PING, says: undefined },
  { name: 'path challenge', bytes: CHALLENGE, says: 'challenge 1 2' },
  { name: 'path response', bytes: RESPONSE, says: 'response 3 4' },
  { name: 'reset token', bytes: RESET_TOKEN, says: 'reset token 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16' },
] as const;

describe.each(FRAMES)('a $name frame', ({ bytes, says }) => {
  it('is read from its bytes and asks for an ack', () => {
    const { reading, notes } = read(bytes);
    expect(reading).toBe('asks');
    expect(notes.lines).toEqual(says === undefined ? [] : [says]);
  });

  it('is a violation wherever it is cut, and says nothing then', () => {
    for (let length = 1; length < bytes.length; length += 1) {
      const { reading, notes } = read(bytes.slice(0, length));
      expect(reading, `${length} bytes`).toBe('violation');
      expect(notes.lines).toEqual([]);
    }
  });

  it('leaves the next frame where it is', () => {
    expect(read([...bytes, ...MAX_DATA]).notes.lines.at(-1)).toBe('max-data 2097152');
  });
});

describe('an ack frame', () => {
  it('is read from its bytes, newest range first, and is silent', () => {
    const { reading, notes } = read(ACK);
    expect(reading).toBe('silent');
    expect(notes.acked).toEqual([97, 98, 99, 95, 92, 93]);
    // Sent at 99, come at 120, held back for 5 ms; the first sample is taken as it is.
    expect(notes.recovery.rtt.latest).toBe(21);
  });

  it('tells in sixteenths of a millisecond how long it was held back', () => {
    const notes = new Notes();
    notes.recovery.rtt.sample(10, 0);
    read(ACK, notes);
    // 21 ms since then, of which 5 do not count.
    expect(notes.recovery.rtt.smoothed).toBe(10 + (16 - 10) / 8);
  });

  it('is a violation wherever it is cut, and acks nothing then', () => {
    for (let length = 1; length < ACK.length; length += 1) {
      const { reading, notes } = read(ACK.slice(0, length));
      expect([reading, notes.acked], `${length} bytes`).toEqual(['violation', []]);
    }
  });

  it('is a violation when its first range begins below zero', () => {
    expect(read([FRAME.ack, 4, 0, 0, 0, 0, 0, 0, 5, 0]).reading).toBe('violation');
    expect(read([FRAME.ack, 4, 0, 0, 0, 0, 0, 0, 4, 0]).reading).toBe('silent');
  });

  it('is a violation when a gap or a further range leads below zero', () => {
    const twoRanges = (gap: number, range: number) => [FRAME.ack, 9, 0, 0, 0, 0, 0, 1, 0, 0, gap, 0, range, 0];
    expect(read(twoRanges(7, 0)).reading).toBe('silent');
    expect(read(twoRanges(8, 0)).reading).toBe('violation');
    expect(read(twoRanges(6, 2)).reading).toBe('violation');
    expect(read([FRAME.ack, 9, 0, 0, 0, 0, 0, 1, 0, 0, 255, 255, 255, 255]).reading).toBe('violation');
  });

  it('is a violation when it counts more ranges than the packet holds', () => {
    const bytes = [...ACK];
    bytes[7] = 3;
    expect(read(bytes).reading).toBe('violation');
    bytes[7] = 255;
    expect(read(bytes).reading).toBe('violation');
  });

  it('is a violation when it tells of a packet that was never sent', () => {
    expect(read([FRAME.ack, 99, 0, 0, 0, 0, 0, 0, 0, 0]).reading).toBe('silent');
    expect(read([FRAME.ack, 100, 0, 0, 0, 0, 0, 0, 0, 0]).reading).toBe('violation');
    expect(read([FRAME.ack, 255, 255, 255, 255, 0, 0, 0, 0, 0]).reading).toBe('violation');
  });
});

describe('a close frame', () => {
  it('ends the reading: nothing behind it counts, not even nonsense', () => {
    const { reading, notes } = read([...CLOSE, 0xee, 0xee]);
    expect([reading, notes.lines]).toEqual(['silent', ['close 2']]);
  });

  it('is a violation without its reason', () => {
    expect(read([FRAME.close]).reading).toBe('violation');
  });
});

describe('a packet of frames', () => {
  it('is read from the first to the last', () => {
    const { reading, notes } = read([...ACK, ...MAX_DATA, ...EPHEMERAL, ...PING, ...STREAM]);
    expect(reading).toBe('asks');
    expect(notes.lines).toEqual(['max-data 2097152', 'ephemeral 65,66', 'stream 1099511627777 7,8,9']);
    expect(notes.acked).toHaveLength(6);
  });

  it('is a violation with a type that nobody knows', () => {
    for (let type = 0; type < 256; type += 1) {
      if (Object.values(FRAME).some((known) => known === type)) continue;
      expect(read([type, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).reading, `type ${type}`).toBe('violation');
    }
  });

  it('is a violation when a count leads behind its end by a single byte', () => {
    expect(read([FRAME.stream, 0, 0, 0, 0, 0, 0, 4, 0, 7, 8, 9]).reading).toBe('violation');
    expect(read([FRAME.ephemeral, 3, 0, 65, 66]).reading).toBe('violation');
    expect(read([FRAME.stream, 0, 0, 0, 0, 0, 0, 255, 255, 7]).reading).toBe('violation');
  });

  it('may hold frames without bytes', () => {
    const { reading, notes } = read([FRAME.stream, 5, 0, 0, 0, 0, 0, 0, 0, FRAME.ephemeral, 0, 0]);
    expect([reading, notes.lines]).toEqual(['asks', ['stream 5 ', 'ephemeral ']]);
  });

  it.each(['dropped', 'violation'] as const)('is %s as a whole when its piece of the stream is', (taken) => {
    const notes = new Notes();
    notes.takes = taken;
    expect(read([...STREAM, ...MAX_DATA], notes).reading).toBe(taken);
    expect(notes.lines).toHaveLength(1);
  });

  it('never throws and never reads behind its end, whatever its bytes are', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    };
    for (let run = 0; run < 3_000; run += 1) {
      const bytes = Array.from({ length: 1 + (random() % 40) }, () => random() & 0xff);
      bytes[0] = 1 + (random() % 10);
      const { reading, notes } = read(bytes);
      expect(['asks', 'silent', 'dropped', 'violation']).toContain(reading);
      expect(notes.lines.join()).not.toMatch(/NaN|undefined/);
    }
  });
});
