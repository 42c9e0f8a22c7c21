import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf, formatIp, type IpAddress, parseIp } from '../../shared/ip-address.ts';
import { broadcastOf, contains, maskOf, networkOf, prefixOf, subnet } from './subnet.ts';

const ip = (text: string) => parseIp(text) as IpAddress;
const anyIp = fc.oneof(
  fc.bigInt(0n, (1n << 32n) - 1n).map((value): IpAddress => ({ family: 'IPv4', value })),
  fc.bigInt(0n, (1n << 128n) - 1n).map((value): IpAddress => ({ family: 'IPv6', value })),
);
const ipAndPrefix = anyIp.chain((address) =>
  fc.record({ address: fc.constant(address), prefix: fc.integer({ min: 0, max: bitsOf(address).length }) }),
);

describe('a subnet', () => {
  it('has the network, the mask and the broadcast address that the books have', () => {
    expect(formatIp(maskOf(ip('10.1.2.3'), 20))).toBe('255.255.240.0');
    expect(formatIp(networkOf(ip('10.1.27.3'), 20))).toBe('10.1.16.0');
    expect(formatIp(broadcastOf(ip('10.1.27.3'), 20)!)).toBe('10.1.31.255');
    expect(formatIp(networkOf(ip('fd00:1:2:3:4::9'), 64))).toBe('fd00:1:2:3::');
    expect(formatIp(maskOf(ip('::'), 64))).toBe('ffff:ffff:ffff:ffff::');
  });

  it('has no broadcast address with IPv6, nor with one or two addresses', () => {
    expect(broadcastOf(ip('fd00::1'), 64)).toBeUndefined();
    expect(broadcastOf(ip('10.0.0.1'), 31)).toBeUndefined();
    expect(broadcastOf(ip('10.0.0.1'), 32)).toBeUndefined();
    expect(formatIp(broadcastOf(ip('10.0.0.1'), 30)!)).toBe('10.0.0.3');
    expect(formatIp(broadcastOf(ip('10.0.0.1'), 0)!)).toBe('255.255.255.255');
  });

  it('agrees with a model that keeps the first characters of the bits', () => {
    fc.assert(
      fc.property(ipAndPrefix, ({ address, prefix }) => {
        const bits = bitsOf(address);
        expect(bitsOf(maskOf(address, prefix))).toBe('1'.repeat(prefix).padEnd(bits.length, '0'));
        expect(bitsOf(networkOf(address, prefix))).toBe(bits.slice(0, prefix).padEnd(bits.length, '0'));
        const broadcast = broadcastOf(address, prefix);
        if (broadcast) expect(bitsOf(broadcast)).toBe(bits.slice(0, prefix).padEnd(bits.length, '1'));
      }),
    );
  });

  it('contains exactly what begins with its bits', () => {
    fc.assert(
      fc.property(ipAndPrefix, anyIp, ({ address, prefix }, other) => {
        const network = { network: networkOf(address, prefix), prefix };
        const begins = bitsOf(other).startsWith(bitsOf(address).slice(0, prefix));
        expect(contains(network, other)).toBe(other.family === address.family && begins);
      }),
    );
  });

  it('tells a mask from what is none', () => {
    expect(prefixOf(ip('255.255.240.0'))).toBe(20);
    expect(prefixOf(ip('0.0.0.0'))).toBe(0);
    expect(prefixOf(ip('255.255.255.255'))).toBe(32);
    expect(prefixOf(ip('255.0.255.0'))).toBeUndefined();
    expect(prefixOf(ip('0.0.0.255'))).toBeUndefined();
    fc.assert(fc.property(ipAndPrefix, ({ address, prefix }) => prefixOf(maskOf(address, prefix)) === prefix));
  });

  it('is written with its prefix', () => {
    expect(subnet('10.9.8.7/8')).toEqual({ network: ip('10.0.0.0'), prefix: 8 });
    expect(() => subnet('ten/8')).toThrow('no network');
  });
});
