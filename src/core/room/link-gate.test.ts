import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { LinkGate } from './link-gate.ts';

/** A link from an address wants in. */
function admit(gate: LinkGate, address: string, openLinks: number, now: number): string | undefined {
  const pace = gate.enter(address, now);
  const refusal = gate.admit(pace, openLinks, now);
  gate.leave(pace);
  return refusal?.error;
}

it('lets an address open links again as time passes, and other addresses all the while', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, linksPerAddressPerSecond: 2 });
  expect([1, 2, 3].map(() => admit(gate, 'a', 0, 0))).toEqual([undefined, undefined, 'too_many_links']);
  expect(admit(gate, 'b', 0, 0)).toBeUndefined();
  expect(admit(gate, 'a', 0, 500)).toBeUndefined();
});

it('turns everybody away while all links are taken', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, links: 7 });
  expect(admit(gate, 'a', 7, 0)).toBe('too_many_links');
  expect(admit(gate, 'a', 6, 0)).toBeUndefined();
});

it('is as strict after it forgot the addresses that were quiet', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, linksPerAddressPerSecond: 1 });
  admit(gate, 'a', 0, 0);
  gate.forget(500);
  expect(admit(gate, 'a', 0, 500)).toBe('too_many_links');
  gate.forget(2_000);
  expect(admit(gate, 'a', 0, 2_000)).toBeUndefined();
  expect(admit(gate, 'a', 0, 2_000)).toBe('too_many_links');
});

it('forgets no address that has a link open or has used up something, and else each', () => {
  const gate = new LinkGate(DEFAULT_LIMITS);
  const pace = gate.enter('a', 0);
  gate.forget(1_000_000);
  expect(gate.enter('a', 1_000_000)).toBe(pace);
  gate.leave(pace);
  gate.leave(pace);
  pace.overhead.spend(10_000_000, 1_000_000);
  gate.forget(1_001_000);
  expect(gate.enter('a', 1_001_000)).toBe(pace);
  gate.leave(pace);
  gate.forget(9_000_000);
  expect(gate.enter('a', 9_000_000)).not.toBe(pace);
});

it('counts the links of a /64 as those of one address, and what its members say apart', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, linksPerAddressPerSecond: 2 });
  const addresses = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'];
  expect(addresses.map((address) => admit(gate, address, 0, 0))).toEqual([
    undefined,
    undefined,
    'too_many_links',
    undefined,
  ]);
  const [one, other] = ['2001:db8::1', '2001:db8::2'].map((address) => gate.enter(address, 0));
  expect(one?.origin).toBe(other?.origin);
  expect(one?.knocks).not.toBe(other?.knocks);
});

it('forgets addresses of a /64 in which somebody stays, and not what they used up together', () => {
  const gate = new LinkGate({ ...DEFAULT_LIMITS, linksPerAddressPerSecond: 1 });
  gate.enter('2001:db8::1', 0);
  const passing = gate.enter('2001:db8::2', 0);
  gate.leave(passing);
  gate.forget(60_000);
  const again = gate.enter('2001:db8::2', 60_000);
  expect(again).not.toBe(passing);
  expect(again.origin).toBe(passing.origin);
});
