import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRoomLink } from './room-link.ts';

const KEY = '0123456789abcdef0123456789abcdef';

describe('a link that the system hands over', () => {
  it.each([
    ['partyline://192.168.1.20:9000', '192.168.1.20:9000'],
    ['partyline://lab', 'lab:8888'],
    ['PARTYLINE://Lab.Example/', 'lab.example:8888'],
    ['partyline://[::1]:9000/', '[::1]:9000'],
    ['partyline://[fe80::1%25eth0]', '[fe80::1%eth0]:8888'],
    ['partyline://xn--4ca', 'xn--4ca:8888'],
    [`partyline://10.0.0.1:9000?key=${KEY}`, `partyline://10.0.0.1:9000?key=${KEY}`],
    [`partyline://[::1]/?key=${KEY}`, `partyline://[::1]:8888?key=${KEY}`],
  ])('%s leads to %s', (url, address) => {
    expect(readRoomLink(url)).toBe(address);
  });

  it.each([
    '',
    'lab',
    'partyline:lab',
    'partyline://',
    'partyline:///lab',
    'http://lab',
    ' partyline://lab',
    'partyline://lab ',
    'partyline://lab\n',
    'partyline://lab\u0000',
    'partyline://lab\u200b',
    'partyline://lab/room',
    'partyline://lab//',
    'partyline://lab/..',
    'partyline://lab#x',
    'partyline://lab?',
    'partyline://lab?join=1',
    `partyline://lab?key=${KEY}&join=1`,
    `partyline://lab?key=${KEY.toUpperCase()}`,
    `partyline://lab?key=${KEY.slice(1)}`,
    `partyline://lab?KEY=${KEY}`,
    `partyline://lab?key=${KEY}#x`,
    'partyline://ada@lab',
    'partyline://ada:secret@lab',
    'partyline://lab:0',
    'partyline://lab:08888',
    'partyline://lab:65536',
    'partyline://lab:8888:8888',
    'partyline://lab:８８８８',
    'partyline://läb',
    'partyline://例子',
    'partyline://l%61b',
    'partyline://1.2.3',
    'partyline://01.2.3.4',
    'partyline://256.1.1.1',
    'partyline://::1',
    'partyline://[::1',
    'partyline://[lab]',
    'partyline://[::1%eth0]',
    'partyline://-lab',
    'partyline://lab --host',
    'partyline://lab"&calc',
    'partyline://verify/abc',
    `partyline://${'a'.repeat(254)}`,
  ])('%j leads nowhere', (url) => {
    expect(readRoomLink(url)).toBeUndefined();
  });

  it('leads to an address of plain letters that reads as itself again, or nowhere, whatever it is', () => {
    const pieces = [
      'partyline://',
      'lab',
      '[::1]',
      ':',
      '8888',
      '/',
      '?key=',
      KEY,
      '%25',
      '@',
      '\\',
      '\r\n',
      '..',
      '１',
      'ß',
    ];
    const stitched = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })), {
      maxLength: 8,
    });
    const whole = fc.tuple(fc.constant('partyline://'), stitched).map(([scheme, rest]) => scheme + rest.join(''));
    fc.assert(
      fc.property(fc.oneof(whole, fc.string({ unit: 'binary' }), fc.webUrl()), (url) => {
        const read = readRoomLink(url);
        if (read === undefined) return true;
        const again = read.startsWith('partyline://') ? read : `partyline://${read.replace('%', '%25')}`;
        return /^[a-z0-9_.:[\]%/?=-]+$/i.test(read) && readRoomLink(again) === read;
      }),
      { numRuns: 2_000 },
    );
  });
});
