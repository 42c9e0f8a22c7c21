import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { HandshakePace } from './handshake-pace.ts';

const LIMITS = {
  handshakesPerSecond: 10,
  handshakes: 4,
  handshakesPerAddressPerSecond: 5,
  handshakesPerAddress: 2,
};

/** When each of so many handshakes that are asked for at the same time may begin. */
function beginning(pace: HandshakePace, address: string, count: number, now: number, patienceMs?: number) {
  return Array.from({ length: count }, () => pace.begin(address, now, patienceMs));
}

it('lets so many begin at once, of one address and of all', () => {
  const pace = new HandshakePace(LIMITS, 0);
  expect(beginning(pace, 'a', 3, 0)).toEqual([0, 0, undefined]);
  expect(beginning(pace, 'b', 3, 0)).toEqual([0, 0, undefined]);
  expect(beginning(pace, 'c', 1, 0)).toEqual([undefined]);
});

it('puts those that may wait into order, and turns away what would wait for too long', () => {
  const pace = new HandshakePace(LIMITS, 0);
  expect(beginning(pace, 'a', 6, 0, 600)).toEqual([0, 0, 200, 400, 600, undefined]);
  expect(pace.begin('a', 400, 600)).toBe(400);
});

it('leaves half of its pace to others while one address floods', () => {
  const pace = new HandshakePace(DEFAULT_LIMITS, 0);
  let flooded = 0;
  let others = 0;
  for (let ms = 0; ms < 10_000; ms += 1) {
    for (let time = 0; time < 20; time += 1) if (pace.begin('flood', ms) === 0) flooded += 1;
    if (ms % 10 === 0 && pace.begin(`member ${ms % 1_000}`, ms) === 0) others += 1;
  }
  expect(flooded).toBeLessThanOrEqual(2_101);
  expect(others).toBe(1_000);
});

it('lets a thousand of one address in within five seconds', () => {
  const pace = new HandshakePace(DEFAULT_LIMITS, 0);
  const waits = beginning(pace, 'school', 1_000, 0, 10_000);
  expect(Math.max(...waits.map((wait) => wait ?? Number.POSITIVE_INFINITY))).toBeLessThan(5_000);
});

it('costs no more than was paid for, whatever was asked in vain', () => {
  const pace = new HandshakePace(LIMITS, 0);
  beginning(pace, 'a', 1_000, 0);
  expect(pace.begin('a', 200)).toBe(0);
});

it('remembers so many addresses and no more, and forgets those that were quiet', () => {
  const pace = new HandshakePace({ ...LIMITS, handshakesPerSecond: 1e9, handshakes: 1e9 }, 0);
  for (let index = 0; index < 10_000; index += 1) pace.begin(`address ${index}`, 0);
  expect(pace.remembered).toBe(4_096);
  expect(pace.begin('yet another', 0)).toBeUndefined();
  expect(pace.begin('yet another', 1_000)).toBe(0);
  expect(pace.remembered).toBe(1);
});
