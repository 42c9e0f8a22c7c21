import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf, formatIp, parseIp } from './ip-address.ts';

const value = (text: string) => parseIp(text)?.value;

describe('reading an address', () => {
  it('takes IPv4 as four octets', () => {
    expect(parseIp('192.168.1.20')).toEqual({ family: 'IPv4', value: 0xc0a80114n });
    expect(value('255.255.255.255')).toBe(0xffffffffn);
    expect(value('0.0.0.0')).toBe(0n);
  });

  it('takes IPv6 in every way of RFC 4291', () => {
    expect(value('2001:db8::8:800:200c:417a')).toBe(0x20010db8000000000008_0800200c417an);
    expect(value('::')).toBe(0n);
    expect(value('::1')).toBe(1n);
    expect(value('1::')).toBe(1n << 112n);
    expect(value('::ffff:129.144.52.38')).toBe(0xffff81903426n);
    expect(value('FE80::FC:ff:fe00:1%eth0')).toBe(value('fe80:0:0:0:fc:ff:fe00:1'));
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.-4',
    '1.2.3.4 ',
    'localhost',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '::1.2.3',
    '1.2.3.4::',
  ])('refuses %j', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});

describe('writing an address', () => {
  it('shortens the longest run of zeros, the first of several, and never a single group (RFC 5952)', () => {
    const written = (text: string) => formatIp(parseIp(text)!);
    expect(written('2001:0db8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
    expect(written('2001:db8:0:1:1:1:1:1')).toBe('2001:db8:0:1:1:1:1:1');
    expect(written('0:0:0:0:0:0:0:0')).toBe('::');
    expect(written('fd00:0:0:1::')).toBe('fd00:0:0:1::');
    expect(written('ABCD::1')).toBe('abcd::1');
  });

  it('is read back as what it was, in both families', () => {
    const ips = fc.oneof(
      fc.bigInt(0n, (1n << 32n) - 1n).map((v) => ({ family: 'IPv4' as const, value: v })),
      fc.bigInt(0n, (1n << 128n) - 1n).map((v) => ({ family: 'IPv6' as const, value: v })),
      // Many zero groups, which random numbers hardly have.
      fc
        .array(fc.constantFrom<bigint[]>(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
        .map((groups) => ({ family: 'IPv6' as const, value: groups.reduce((sum, group) => (sum << 16n) | group) })),
    );
    fc.assert(
      fc.property(ips, (ip) => {
        expect(parseIp(formatIp(ip))).toEqual(ip);
      }),
    );
  });

  it('writes all bits, most significant first', () => {
    expect(bitsOf(parseIp('10.0.0.1')!)).toBe('00001010000000000000000000000001');
    expect(bitsOf(parseIp('::1')!)).toBe(`${'0'.repeat(127)}1`);
  });
});
