import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress, parseBind, parsePort } from './address.ts';

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
    ['::ffff:10.0.0.1', '10.0.0.1', 8888],
    ['[::ffff:c0a8:0114]:9000', '192.168.1.20', 9000],
    ['[fe80::1%25eth0]', 'fe80::1%eth0', 8888],
    ['192.168.1.20：9000', '192.168.1.20', 9000],
    ['192。168。1。20', '192.168.1.20', 8888],
    ['１９２．１６８．１．２０：８８８８', '192.168.1.20', 8888],
    ['192｡168｡1｡20', '192.168.1.20', 8888],
    ['［::1］：9000', '::1', 9000],
    ['\u{feff}\u200e192.168.1.20\u200b ', '192.168.1.20', 8888],
    ['\u3000lab\u3000', 'lab', 8888],
    ['1.2.3.4.', '1.2.3.4', 8888],
    ['bücher.example', 'xn--bcher-kva.example', 8888],
    ['例子。测试：9000', 'xn--fsqu00a.xn--0zwm56d', 9000],
    ['partyline://ä/', 'xn--4ca', 8888],
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
    'ä b',
    'ä/b',
    'ä@b',
    '1::2::3',
    '::1%',
    '12345::',
    '1:2:3',
    'x'.repeat(254),
    'gggg::1',
  ])('is refused as %j', (typed) => {
    expect(parseAddress(typed)).toMatchObject({ ok: false, problem: { code: 'bad_address' } });
  });

  it.each(['lab:', 'lab:0', 'lab:65536', 'lab:-1', 'lab:8e3', 'lab:99999999', '[::1]:x'])(
    'with a bad port is refused as %j',
    (typed) => {
      expect(parseAddress(typed)).toMatchObject({ ok: false, problem: { code: 'bad_port' } });
    },
  );

  it.each([
    '192.168.010.020',
    '192.168.1.256',
    '192.168.1',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0300.0250.1.1',
    '1.2.3.4.5',
    'lab.1',
    '192.168.1.08:9000',
    '１９２.168.010.020',
  ])('that some programs read otherwise than people is refused as %j', (typed) => {
    expect(parseAddress(typed)).toMatchObject({ ok: false, problem: { code: 'bad_ip' } });
    expect(parseBind(typed.replace(':9000', ''))).toMatchObject({ ok: false, problem: { code: 'bad_ip' } });
  });

  it('is no web address', () => {
    expect(parseAddress('http://lab').ok).toBe(false);
    expect(parseAddress('https://lab:443/room').ok).toBe(false);
  });

  it('is named in the refusal, but never at any length', () => {
    const refused = parseAddress(`${'no way '.repeat(1_000)}`);
    expect(refused.ok ? '' : refused.problem.text.length).toBeLessThan(200);
  });

  it('comes back from what was written of it, as itself and as an invitation', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().filter((ip) => !/ffff:[^:]+(:[^:]+)?$/i.test(ip)),
    );
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        const address = { host: name, port };
        expect(parseAddress(formatAddress(address))).toEqual({ ok: true, value: address });
        expect(parseAddress(`partyline://${formatAddress(address)}`)).toEqual({ ok: true, value: address });
      }),
    );
  });

  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.string(), (typed) => void parseAddress(typed)));
  });
});

describe('an address to listen on', () => {
  it.each([
    ['', ''],
    [' * ', ''],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['::1', '::1'],
    ['[fe80::1%eth0]', 'fe80::1%eth0'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['１２７。０。０。１', '127.0.0.1'],
    ['localhost', 'localhost'],
  ])('%j is %j', (typed, host) => {
    expect(parseBind(typed)).toEqual({ ok: true, value: host });
  });

  it.each(['[::1]:8888', '127.0.0.1:8888', 'two words', '[lab'])('is refused as %j', (typed) => {
    expect(parseBind(typed).ok).toBe(false);
  });
});

describe('a port', () => {
  it('is a decimal number from 1, or from 0 where a free one may be picked', () => {
    expect(['1', '08888', '65535', '0'].map((text) => parsePort(text))).toEqual([1, 8888, 65_535, undefined]);
    expect(parsePort('８８８８')).toBe(8888);
    expect(parsePort('0', 0)).toBe(0);
    for (const text of ['', ' 1', '1 ', '+1', '1.0', '0x10', '65536', '123456'])
      expect(parsePort(text), text).toBeUndefined();
  });
});
