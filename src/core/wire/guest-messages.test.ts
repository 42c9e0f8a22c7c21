import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameHeader } from './frame.ts';
import { parseGuestMessage } from './guest-messages.ts';

const DEVICE = '0123456789abcdef0123456789abcdef';
const HELLO = { type: 'hello', v: 1, nick: 'Ada', device: DEVICE };

function codeOf(header: object) {
  const message = parseGuestMessage(header as FrameHeader);
  return message && ('error' in message ? message.error : `read as ${message.type}`);
}

describe('prove', () => {
  const PROVE = { type: 'prove', nonce: DEVICE };

  it('reads what is asked for, and asks for no more than the room’s name where nothing is', () => {
    for (const fields of [{}, { member: DEVICE }, { session: 'f'.repeat(16) }])
      expect(parseGuestMessage({ ...PROVE, ...fields })).toEqual({ ...PROVE, ...fields });
  });

  it.each([
    [{ nonce: undefined }],
    [{ nonce: DEVICE.slice(1) }],
    [{ nonce: DEVICE.toUpperCase() }],
    [{ member: 7 }],
    [{ member: null }],
    [{ member: 'x'.repeat(33) }],
    [{ session: ['f'] }],
    [{ session: 'x'.repeat(33) }],
  ])('refuses one with %j', (fields) => {
    expect(codeOf({ ...PROVE, ...fields })).toBe('bad_message');
  });
});

describe('hello', () => {
  it('reads a hello and cleans its nickname', () => {
    expect(parseGuestMessage({ ...HELLO, nick: '  Ada\t' })).toEqual(HELLO);
  });

  it('reads resume, and takes null for none', () => {
    const resume = { session: 'ff', seq: 3 };
    expect(parseGuestMessage({ ...HELLO, resume })).toEqual({ ...HELLO, resume });
    expect(parseGuestMessage({ ...HELLO, resume: null })).toEqual(HELLO);
    const proven = { ...resume, proof: DEVICE };
    expect(parseGuestMessage({ ...HELLO, resume: proven })).toEqual({ ...HELLO, resume: proven });
    expect(codeOf({ ...HELLO, resume: { ...resume, proof: 7 } })).toBe('bad_message');
  });

  it('reads where a guest can be called, and refuses what is no such place', () => {
    const call = { port: 5_000, index: 0, secret: 0xffff_ffff };
    expect(parseGuestMessage({ ...HELLO, call: { ...call, more: 1 } })).toEqual({ ...HELLO, call });
    const wrong = [null, 1, {}, { ...call, port: 0 }, { ...call, port: 65_536 }, { ...call, index: -1 }];
    for (const one of [...wrong, { ...call, secret: 2 ** 32 }, { ...call, port: '5000' }, { ...call, index: 0.5 }])
      expect(codeOf({ ...HELLO, call: one }), JSON.stringify(one)).toBe('bad_message');
  });

  it('reads an attempt that is a whole number, and refuses any other', () => {
    expect(parseGuestMessage({ ...HELLO, attempt: 4 })).toEqual({ ...HELLO, attempt: 4 });
    for (const attempt of [null, '4', -1, 0.5, 2 ** 53])
      expect(codeOf({ ...HELLO, attempt }), String(attempt)).toBe('bad_message');
  });

  it('reads what the guest can do, also by names that are not known here', () => {
    for (const can of [[], ['sing'], Array(32).fill('x'.repeat(32))])
      expect(parseGuestMessage({ ...HELLO, can })).toEqual({ ...HELLO, can });
  });

  it.each([[null], ['sing'], [[7]], [['x'.repeat(33)]], [['\ud800']], [Array(33).fill('x')]])(
    'refuses %j as what the guest can do',
    (can) => {
      expect(codeOf({ ...HELLO, can })).toBe('bad_message');
    },
  );

  it.each([0, 2, '1', undefined, null])('refuses version %j', (v) => {
    expect(codeOf({ ...HELLO, v })).toBe('bad_version');
  });

  it('judges the version first, for a newer hello may look quite different', () => {
    expect(codeOf({ type: 'hello', v: 2 })).toBe('bad_version');
  });

  it.each([[undefined], [''], [DEVICE.toUpperCase()], [DEVICE.slice(1)], [`${DEVICE}0`], [`${DEVICE}\n`], [7]])(
    'refuses the device %j',
    (device) => {
      expect(codeOf({ ...HELLO, device })).toBe('bad_message');
    },
  );

  it.each(['', '   ', 'a\u0000b', 'a\nb', '\u202eadA', 'a'.repeat(33), '\ud800'])('refuses the nickname %j', (nick) => {
    expect(codeOf({ ...HELLO, nick })).toBe('bad_nick');
  });

  it.each([[undefined], [7], [['Ada']]])('refuses a nickname that is %j as a malformed message', (nick) => {
    expect(codeOf({ ...HELLO, nick })).toBe('bad_message');
  });

  it.each([
    [true],
    ['ff'],
    [[]],
    [{}],
    [{ session: 'ff' }],
    [{ seq: 1 }],
    [{ session: 7, seq: 1 }],
    [{ session: 'ff', seq: -1 }],
    [{ session: 'ff', seq: 0.5 }],
    [{ session: 'ff', seq: '1' }],
    [{ session: 'ff', seq: 2 ** 53 }],
    [{ session: 'f'.repeat(65), seq: 1 }],
  ])('refuses a resume of %j', (resume) => {
    expect(codeOf({ ...HELLO, resume })).toBe('bad_message');
  });
});

describe('say', () => {
  it('reads a say, with and without reply_to', () => {
    expect(parseGuestMessage({ type: 'say', id: 'a', text: 'hi' })).toEqual({ type: 'say', id: 'a', text: 'hi' });
    for (const answer of [
      { type: 'say', id: 'b', text: 'yes', reply_to: 'a' },
      { type: 'say', id: 'b', text: 'yes', reply_to: 7 },
    ]) {
      expect(parseGuestMessage(answer)).toEqual(answer);
    }
    const answer = { type: 'say', id: 'b', text: 'yes', reply_to: 'a' };
    expect(parseGuestMessage(answer)).toEqual(answer);
  });

  it('leaves the judgement of the text to the room, which refuses it by its id', () => {
    expect(codeOf({ type: 'say', id: 'a', text: '\ud800' })).toBe('read as say');
    expect(codeOf({ type: 'say', id: 'a', text: '' })).toBe('read as say');
  });

  it.each([[undefined], [''], [7], ['x'.repeat(65)], ['\udc00']])('refuses the id %j', (id) => {
    expect(codeOf({ type: 'say', id, text: 'hi' })).toBe('bad_message');
  });

  it.each([[undefined], [null], [7], [['hi']]])('refuses the text %j', (text) => {
    expect(codeOf({ type: 'say', id: 'a', text })).toBe('bad_message');
  });

  it.each([[null], [0], [-1], [1.5], ['x'.repeat(65)]])('refuses reply_to %j', (reply_to) => {
    expect(codeOf({ type: 'say', id: 'a', text: 'hi', reply_to })).toBe('bad_message');
  });
});

describe('the others', () => {
  it.each(['ack', 'read'])('reads %s with a whole number and nothing else', (type) => {
    expect(parseGuestMessage({ type, seq: 3 })).toEqual({ type, seq: 3 });
    for (const seq of [undefined, null, -1, 0.5, '3', 2 ** 53])
      expect(codeOf({ type, seq }), String(seq)).toBe('bad_message');
  });

  it('reads ping with a finite number and nothing else', () => {
    expect(parseGuestMessage({ type: 'ping', t: 1.5 })).toEqual({ type: 'ping', t: 1.5 });
    // JSON.parse('1e400') is Infinity, which would come back as no JSON at all.
    for (const t of [undefined, null, '1', JSON.parse('1e400')])
      expect(codeOf({ type: 'ping', t }), String(t)).toBe('bad_message');
  });

  it.each(['typing', 'bye'])('reads %s and ignores unknown fields', (type) => {
    expect(parseGuestMessage({ type, later: true })).toEqual({ type });
  });

  it.each(['welcome', 'event', 'sing', '', 'HELLO', 'constructor', '__proto__'])(
    'ignores the unknown type %j',
    (type) => {
      expect(parseGuestMessage({ type })).toBeUndefined();
    },
  );

  it('never throws, whatever the fields hold', () => {
    const type = fc.constantFrom('hello', 'say', 'ack', 'read', 'ping', 'typing', 'bye', 'x');
    const field = fc.constantFrom('v', 'nick', 'device', 'resume', 'attempt', 'id', 'text', 'reply_to', 'seq', 't');
    fc.assert(
      fc.property(type, fc.dictionary(field, fc.jsonValue()), (name, fields) => {
        parseGuestMessage({ ...fields, type: name });
      }),
    );
  });
});
