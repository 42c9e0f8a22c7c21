import { describe, expect, it } from 'vitest';
import { COOKIE_AT, COOKIE_LIFE_MS, COOKIE_SIZE, COOKIE_TIME_AT } from './constants.ts';
import { Cookies } from './cookie.ts';
import { readU32 } from './little-endian.ts';
import { connectPacket, cookiePacket, initialPacket, packetType, readId } from './packet.ts';

const ID = { index: 5, secret: 6 };
const FROM = { address: '192.168.1.7', port: 50_000 };
const NOW = 1_000_000;

/** Each letter of the text moves all bytes: no hash for the world, but for a test. */
function signWith(key: number) {
  return (text: string) => {
    const bytes = new Uint8Array(32);
    let state = key;
    for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 0x0100_0193) >>> 0;
    for (let i = 0; i < bytes.length; i += 1) {
      state = Math.imul(state ^ i, 0x0100_0193) >>> 0;
      bytes[i] = state >>> 24;
    }
    return bytes;
  };
}

const cookies = new Cookies(signWith(1));
const answer = cookies.answer(initialPacket(ID), FROM, NOW);
const echo = connectPacket(ID, answer, 1);

it('answers with a packet for the guest that asked, and the time', () => {
  expect(packetType(answer)).toBe(0x12);
  expect(readId(answer)).toEqual(ID);
  expect(readU32(answer, COOKIE_TIME_AT)).toBe(NOW);
});

it('takes the cookie back from the same address, port and id', () => {
  expect(cookies.isGood(echo, FROM, NOW)).toBe(true);
  expect(cookies.isGood(echo, { ...FROM }, NOW + COOKIE_LIFE_MS)).toBe(true);
});

it('needs no memory: another instance with the same key takes it too', () => {
  expect(new Cookies(signWith(1)).isGood(echo, FROM, NOW)).toBe(true);
});

describe('takes no cookie', () => {
  it.each([
    ['another address', { ...FROM, address: '192.168.1.8' }],
    ['another port', { ...FROM, port: 50_001 }],
    ['an address and port that read the same when run together', { address: '192.168.1.75', port: 0 }],
  ])('from %s', (_, from) => {
    expect(cookies.isGood(echo, from, NOW)).toBe(false);
  });

  it.each([
    ['index', { ...ID, index: 7 }],
    ['secret', { ...ID, secret: 7 }],
  ])('under an id with another %s', (_, id) => {
    expect(cookies.isGood(connectPacket(id, answer, 1), FROM, NOW)).toBe(false);
  });

  it('that is old', () => {
    expect(cookies.isGood(echo, FROM, NOW + COOKIE_LIFE_MS + 1)).toBe(false);
    expect(cookies.isGood(echo, FROM, NOW + 3_600_000)).toBe(false);
  });

  it('from the future', () => {
    expect(cookies.isGood(echo, FROM, NOW - 1)).toBe(false);
  });

  it('whose time was moved, to make it last', () => {
    const moved = connectPacket(ID, cookiePacket(ID, NOW + 9_000, answer.subarray(COOKIE_AT)), 1);
    expect(cookies.isGood(moved, FROM, NOW + 9_000)).toBe(false);
  });

  it('with any one bit flipped', () => {
    for (let bit = 0; bit < 8 * COOKIE_SIZE; bit += 1) {
      const flipped = echo.slice();
      const at = COOKIE_AT + (bit >> 3);
      flipped[at] = (flipped[at] as number) ^ (1 << (bit & 7));
      expect(cookies.isGood(flipped, FROM, NOW), `bit ${bit}`).toBe(false);
    }
  });

  it('of another host, or of this one before it started again', () => {
    expect(new Cookies(signWith(2)).isGood(echo, FROM, NOW)).toBe(false);
  });
});

it('goes on when the milliseconds of its 32 bits begin again', () => {
  const late = 2 ** 32 - 10;
  const before = connectPacket(ID, cookies.answer(initialPacket(ID), FROM, late), 1);
  expect(cookies.isGood(before, FROM, 2 ** 32 + 100)).toBe(true);
  expect(cookies.isGood(before, FROM, 2 ** 32 + COOKIE_LIFE_MS)).toBe(false);
});

it('takes times that are no whole milliseconds', () => {
  const packet = connectPacket(ID, cookies.answer(initialPacket(ID), FROM, 1.75), 1);
  expect(cookies.isGood(packet, FROM, 1.9)).toBe(true);
});
