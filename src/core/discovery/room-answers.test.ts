import { describe, expect, it } from 'vitest';
import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import { ASK_SIZE } from '../datagram/constants.ts';
import type { Path } from '../datagram/path.ts';
import type { RoomAdvert } from './room-advert.ts';
import { RoomAnswers } from './room-answers.ts';
import { readRoomPacket } from './room-packet.ts';

const ADVERT: RoomAdvert = {
  id: '0123456789abcdef0123456789abcdef',
  name: 'Studio',
  host: 'Ada',
  members: 3,
  lock: 'open',
  plain: true,
  port: 8888,
};
const ANN: Path = { address: '10.0.0.7', port: 40_000 };

function rig(random: () => number = () => 0.5) {
  const sent: { readonly packet: Uint8Array; readonly to: Path }[] = [];
  const answers = new RoomAnswers(
    { advert: () => ADVERT, transmit: (packet, to) => sent.push({ packet, to }), random },
    0,
  );
  return { answers, sent };
}

function question(index: number) {
  return { index, secret: 1 };
}

describe('a room that is asked', () => {
  it('answers at once who asked it alone, by the 8 bytes of the question', () => {
    const { answers, sent } = rig();
    answers.asked(question(7), ANN, false, 0);
    expect(sent.map(({ to }) => to)).toEqual([ANN]);
    expect(readRoomPacket(sent[0]!.packet)).toEqual({ question: question(7), advert: { ...ADVERT, gone: false } });
    expect(answers.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('answers a broadcast after a random part of 250 ms, whichever adapters it came over once', () => {
    const { answers, sent } = rig(() => 0.999);
    answers.asked(question(7), ANN, true, 0);
    answers.asked(question(7), ANN, true, 1);
    answers.tick(249);
    expect(sent).toHaveLength(0);
    expect(answers.deadline).toBeLessThan(250);
    answers.tick(250);
    answers.tick(500);
    expect(sent).toHaveLength(1);
  });

  it('never says more than it was asked with, nor anything to port 0', () => {
    const { answers, sent } = rig();
    answers.asked(question(7), { ...ANN, port: 0 }, false, 0);
    expect(sent).toHaveLength(0);
    answers.asked(question(7), ANN, false, 0);
    expect(sent[0]!.packet.length).toBeLessThanOrEqual(ASK_SIZE);
  });

  it('answers one address so much and no more, and another one all the same', () => {
    const { answers, sent } = rig();
    for (let index = 1; index <= 1_000; index += 1) answers.asked(question(index), ANN, false, 0);
    expect(sent).toHaveLength(DISCOVERY_LIMITS.answersPerAddress);
    answers.asked(question(1), { address: '10.0.0.8', port: 1 }, false, 0);
    expect(sent).toHaveLength(DISCOVERY_LIMITS.answersPerAddress + 1);
    answers.asked(question(1), ANN, false, 1_000);
    expect(sent).toHaveLength(DISCOVERY_LIMITS.answersPerAddress + 2);
  });

  it('keeps little of ten thousand forged addresses, and answers no more than its pace', () => {
    const { answers, sent } = rig();
    for (let i = 0; i < 10_000; i += 1) {
      const from = { address: `10.0.${i >> 8}.${i & 255}`, port: 9 };
      answers.asked(question(1), from, i % 2 === 0, i / 10);
      expect(answers.remembered).toBeLessThanOrEqual(DISCOVERY_LIMITS.askersKept + DISCOVERY_LIMITS.answersWaiting);
    }
    answers.tick(2_000);
    expect(sent.length).toBeLessThanOrEqual(2 * DISCOVERY_LIMITS.answersPerSecond);
    for (let i = 0; i < 2_000; i += 1)
      answers.asked(question(1), { address: `10.1.${i >> 8}.${i & 255}`, port: 9 }, false, 60_000);
    expect(answers.remembered).toBeLessThanOrEqual(DISCOVERY_LIMITS.askersKept);
  });
});
