import { expect, test } from 'vitest';
import { localAddresses, reachableAddresses } from './local-addresses.ts';

test('lists loopback last and link-local addresses not at all', () => {
  const all = localAddresses();
  expect(all.some(({ internal }) => internal)).toBe(true);
  expect(all.filter(({ address }) => /^fe[89ab]/i.test(address))).toEqual([]);
  const firstInternal = all.findIndex(({ internal }) => internal);
  expect(all.slice(firstInternal).every(({ internal }) => internal)).toBe(true);
});

test('a room on one address is reached there', () => {
  expect(reachableAddresses('192.0.2.7')).toEqual(['192.0.2.7']);
});

test('a room on all IPv4 addresses is reached at no IPv6 address', () => {
  const addresses = reachableAddresses('0.0.0.0');
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => address.includes(':'))).toEqual([]);
});

test('a room on all addresses is always reached somewhere', () => {
  expect(reachableAddresses('::').length).toBeGreaterThan(0);
});
