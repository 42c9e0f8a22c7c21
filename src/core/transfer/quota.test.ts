import { expect, it } from 'vitest';
import { Quota } from './quota.ts';

it('gives one address no more than its share, and all together no more than there is', () => {
  const quota = new Quota(10, 6);
  const [one, other] = [quota.of('10.0.0.1'), quota.of('10.0.0.2')];
  expect(one.take(6)).toBe(true);
  expect(one.take(1)).toBe(false);
  expect(other.take(5)).toBe(false);
  expect(other.take(4)).toBe(true);
  expect(quota.taken).toBe(10);
});

it('counts anew what was given back, over all links of an address', () => {
  const quota = new Quota(10, 6);
  const links = [quota.of('10.0.0.1'), quota.of('10.0.0.1')] as const;
  expect(links[0].take(5)).toBe(true);
  expect(links[1].take(5)).toBe(false);
  links[0].give(5);
  expect(links[1].take(5)).toBe(true);
  links[1].give(5);
  expect(quota.taken).toBe(0);
});

it('what one gives back is nobody else’s', () => {
  const quota = new Quota(10, 6);
  const [one, other] = [quota.of('10.0.0.1'), quota.of('10.0.0.2')];
  expect([one.take(6), other.take(4)]).toEqual([true, true]);
  one.give(2);
  expect(quota.taken).toBe(8);
  expect(one.take(3)).toBe(false);
  expect(other.take(3)).toBe(false);
  expect(other.take(2)).toBe(true);
  one.give(4);
  expect([one.take(6), one.take(4)]).toEqual([false, true]);
});
