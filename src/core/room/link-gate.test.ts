import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { LinkGate } from './link-gate.ts';

it('lets an address open links again as time passes, and other addresses all the while', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, linksPerAddressPerSecond: 2 });
  expect([1, 2, 3].map(() => gate.admit('a', 0, 0)?.error)).toEqual([undefined, undefined, 'too_many_links']);
  expect(gate.admit('b', 0, 0)).toBeUndefined();
  expect(gate.admit('a', 0, 500)).toBeUndefined();
});

it('turns everybody away while all links are taken', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, links: 7 });
  expect(gate.admit('a', 7, 0)?.error).toBe('too_many_links');
  expect(gate.admit('a', 6, 0)).toBeUndefined();
});

it('is as strict after it forgot the addresses that were quiet', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, linksPerAddressPerSecond: 1 });
  gate.admit('a', 0, 0);
  gate.forget(500);
  expect(gate.admit('a', 0, 500)?.error).toBe('too_many_links');
  gate.forget(2_000);
  expect(gate.admit('a', 0, 2_000)).toBeUndefined();
  expect(gate.admit('a', 0, 2_000)?.error).toBe('too_many_links');
});
