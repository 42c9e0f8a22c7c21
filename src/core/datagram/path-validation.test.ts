import { describe, expect, it } from 'vitest';
import { AMPLIFICATION, CHALLENGES_MOST } from './constants.ts';
import { writeU32 } from './little-endian.ts';
import { PathValidation } from './path-validation.ts';

const NEW = { address: '10.0.0.2', port: 40_000 };
const CHALLENGE = 29;
const NEVER = Number.POSITIVE_INFINITY;

function counting() {
  let next = 100;
  return () => {
    next += 1;
    return next;
  };
}

function answerOf(one: number, other: number): Uint8Array {
  const bytes = new Uint8Array(10);
  writeU32(bytes, 2, one);
  writeU32(bytes, 6, other);
  return bytes;
}

/** Challenges that leave in the time given, looked at each millisecond. */
function challenges(validation: PathValidation, from: number, to: number): number[] {
  const times: number[] = [];
  for (let now = from; now <= to; now += 1) if (validation.takeChallenge(CHALLENGE, now)) times.push(now);
  return times;
}

it('has nothing to send while nobody moved', () => {
  const validation = new PathValidation();
  expect(validation.deadline).toBe(NEVER);
  expect(validation.takeChallenge(CHALLENGE, 1_000)).toBe(false);
  expect(validation.isAnswer(answerOf(0, 0), 2)).toBe(false);
});

it('challenges a new address at once', () => {
  const validation = new PathValidation();
  validation.heard(NEW, 1_200, counting(), 50);
  expect(validation.deadline).toBe(50);
  expect(validation.path).toEqual(NEW);
  expect(validation.takeChallenge(CHALLENGE, 50)).toBe(true);
  expect(validation.deadline).toBeGreaterThan(50);
});

it('takes the eight bytes of the challenge for an answer, and no others', () => {
  const validation = new PathValidation();
  validation.heard(NEW, 1_200, counting(), 0);
  expect(validation.isAnswer(answerOf(101, 102), 2)).toBe(true);
  expect(validation.isAnswer(answerOf(101, 103), 2)).toBe(false);
  expect(validation.isAnswer(answerOf(100, 102), 2)).toBe(false);
  expect(validation.isAnswer(answerOf(102, 101), 2)).toBe(false);
});

it('asks again less and less often, and gives the address up', () => {
  const validation = new PathValidation();
  validation.heard(NEW, 12_000, counting(), 0);
  expect(challenges(validation, 0, 60_000)).toEqual([0, 300, 900, 2_100, 4_500]);
  expect([validation.path, validation.deadline]).toEqual([undefined, NEVER]);
});

it('takes no answer once it gave the address up', () => {
  const validation = new PathValidation();
  validation.heard(NEW, 12_000, counting(), 0);
  challenges(validation, 0, 60_000);
  expect(validation.isAnswer(answerOf(101, 102), 2)).toBe(false);
});

describe('amplification', () => {
  it.each([21, 29, 30, 58, 100])('sends at most three times the %i bytes that came', (bytes) => {
    const validation = new PathValidation();
    validation.heard(NEW, bytes, counting(), 0);
    const sent = CHALLENGE * challenges(validation, 0, 60_000).length;
    expect(sent).toBeLessThanOrEqual(AMPLIFICATION * bytes);
    expect(sent).toBe(CHALLENGE * Math.min(CHALLENGES_MOST, Math.floor((AMPLIFICATION * bytes) / CHALLENGE)));
  });

  it('sends nothing for a packet that is too small', () => {
    const validation = new PathValidation();
    validation.heard(NEW, 9, counting(), 0);
    expect(challenges(validation, 0, 60_000)).toEqual([]);
  });

  it('gives an address up that it may send nothing to, instead of waiting for ever', () => {
    const validation = new PathValidation();
    validation.heard(NEW, 21, counting(), 0);
    challenges(validation, 0, 60_000);
    expect([validation.path, validation.deadline]).toEqual([undefined, NEVER]);
  });

  it('sends more when more came', () => {
    const validation = new PathValidation();
    validation.heard(NEW, 9, counting(), 0);
    expect(validation.takeChallenge(CHALLENGE, 0)).toBe(false);
    validation.heard(NEW, 9, counting(), 1);
    expect(challenges(validation, 1, 1_000)).toHaveLength(1);
  });

  it('carries nothing over from one address to the next', () => {
    const validation = new PathValidation();
    validation.heard(NEW, 12_000, counting(), 0);
    validation.heard({ ...NEW, port: 1 }, 9, counting(), 1);
    expect(challenges(validation, 1, 60_000)).toEqual([]);
  });
});

it('tries the newest address with a challenge of its own', () => {
  const validation = new PathValidation();
  const random = counting();
  validation.heard(NEW, 1_200, random, 0);
  validation.heard({ ...NEW, port: 1 }, 1_200, random, 10);
  expect(validation.path).toEqual({ ...NEW, port: 1 });
  expect(validation.isAnswer(answerOf(101, 102), 2)).toBe(false);
  expect(validation.isAnswer(answerOf(103, 104), 2)).toBe(true);
});

it('keeps its challenge while more comes from the same address', () => {
  const validation = new PathValidation();
  const random = counting();
  validation.heard(NEW, 1_200, random, 0);
  validation.takeChallenge(CHALLENGE, 0);
  validation.heard({ ...NEW }, 1_200, random, 10);
  expect(validation.deadline).toBe(300);
  expect(validation.isAnswer(answerOf(101, 102), 2)).toBe(true);
});
