import { expect, it } from 'vitest';
import { originOf } from './origin.ts';

it('counts all addresses of a /64 as one, and those of another apart', () => {
  const one = originOf('2001:db8:1:2::5');
  expect(originOf('2001:db8:1:2:ffff:1:2:3')).toBe(one);
  expect(originOf('2001:db8:1:3::5')).not.toBe(one);
});

it('counts each address of IPv4 for itself, however a socket writes it', () => {
  expect(originOf('192.0.2.7')).toBe('192.0.2.7');
  expect(originOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(originOf('::ffff:192.0.2.8')).not.toBe(originOf('::ffff:192.0.2.7'));
});

it('counts the same link-local network apart on each interface', () => {
  expect(originOf('fe80::1%eth0')).toBe(originOf('fe80::2%eth0'));
  expect(originOf('fe80::1%eth0')).not.toBe(originOf('fe80::1%wlan0'));
});

it('takes what is no IP address as it is', () => {
  expect(originOf('in memory')).toBe('in memory');
  expect(originOf('not:an:address')).toBe('not:an:address');
});
