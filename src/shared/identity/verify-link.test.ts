import { expect, it } from 'vitest';
import { parseAddress } from '../address.ts';
import { formatVerifyLink, parseVerifyLink } from './verify-link.ts';

const KEY = 'a1'.repeat(32);

it('says a key and nothing else', () => {
  expect(parseVerifyLink(formatVerifyLink(KEY))).toBe(KEY);
  expect(parseVerifyLink(` PARTYLINE://VERIFY/${KEY.toUpperCase()}\n`)).toBe(KEY);
});

it.each([
  '',
  KEY,
  `partyline://verify/${KEY}0`,
  `partyline://verify/${KEY.slice(1)}`,
  `partyline://verify/${KEY}?x=1`,
  `partyline://verify/${KEY}/`,
  `partyline://other/${KEY}`,
  `https://verify/${KEY}`,
  `x partyline://verify/${KEY}`,
  `partyline://verify/${'g1'.repeat(32)}`,
])('reads no key from %j', (text) => {
  expect(parseVerifyLink(text)).toBeUndefined();
});

it('is no room’s address: a link that is clicked verifies nobody, and joins nothing', () => {
  expect(parseAddress(formatVerifyLink(KEY)).ok).toBe(false);
});
