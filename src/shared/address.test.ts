import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, inviteLink, parseAddress, parsePort } from './address.ts';

describe('an address', () => {
  it.each([
    ['localhost', 'localhost', 8888],
    ['192.168.1.20', '192.168.1.20', 8888],
    ['192.168.1.20:9000', '192.168.1.20', 9000],
    ['  lab-3.example.org:1 ', 'lab-3.example.org', 1],
    ['my_pc', 'my_pc', 8888],
    ['::1', '::1', 8888],
    ['[::1]', '::1', 8888],
    ['[fe80::1%eth0]:65535', 'fe80::1%eth0', 65_535],
    ['2001:db8::7', '2001:db8::7', 8888],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1', 8888],
    ['partyline://10.0.0.1:9000', '10.0.0.1', 9000],
    ['PARTYLINE://lab/', 'lab', 8888],
    ['partyline://[::1]:9000/', '::1', 9000],
  ])('%j is %s, port %i', (typed, host, port) => {
    expect(parseAddress(typed)).toEqual({ ok: true, value: { host, port } });
  });

  it.each([
    '',
    '   ',
    'partyline://',
    'two words',
    'a/b',
    '[lab]',
    '[::1',
    '::1]',
    ':8888',
    '-lab',
    'lab-',
    'a..b',
    'ä',
    'x'.repeat(254),
    'gggg::1',
  ])('is refused as %j', (typed) => {
    expect(parseAddress(typed)).toMatchObject({ ok: false, problem: { code: 'bad_address' } });
  });

  it.each(['lab:', 'lab:0', 'lab:65536', 'lab:-1', 'lab:8e3', 'lab:99999999', '[::1]:x', 'lab:８８'])(
    'with a bad port is refused as %j',
    (typed) => {
      expect(parseAddress(typed)).toMatchObject({ ok: false, problem: { code: 'bad_port' } });
    },
  );

  it('is no web address', () => {
    expect(parseAddress('http://lab').ok).toBe(false);
    expect(parseAddress('https://lab:443/room').ok).toBe(false);
  });

  it('is named in the refusal, but never at any length', () => {
    const refused = parseAddress(`${'no way '.repeat(1_000)}`);
    expect(refused.ok ? '' : refused.problem.text.length).toBeLessThan(200);
  });

  it('comes back from what was written of it, as itself and as an invitation', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        const address = { host: name, port };
        expect(parseAddress(formatAddress(address))).toEqual({ ok: true, value: address });
        expect(parseAddress(inviteLink(address))).toEqual({ ok: true, value: address });
      }),
    );
  });

  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.string(), (typed) => void parseAddress(typed)));
  });
});

describe('a port', () => {
  it('is a decimal number from 1, or from 0 where a free one may be picked', () => {
    expect(['1', '08888', '65535', '0'].map((text) => parsePort(text))).toEqual([1, 8888, 65_535, undefined]);
    expect(parsePort('0', 0)).toBe(0);
    for (const text of ['', ' 1', '1 ', '+1', '1.0', '0x10', '65536', '123456'])
      expect(parsePort(text), text).toBeUndefined();
  });
});
