import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameHeader } from './frame.ts';
import { parseHostMessage } from './host-messages.ts';

const EVENT = { type: 'event', seq: 1, at: 5, kind: 'message', id: 'a', from: 'm1', nick: 'Ada', text: 'hi' };
const WELCOME = {
  type: 'welcome',
  v: 1,
  room: { id: 'ab', name: 'Lab' },
  session: 's',
  you: 'm1',
  members: [{ id: 'm1', nick: 'Ada', host: false }],
  seq: 4,
};

function codeOf(header: object) {
  const message = parseHostMessage(header as FrameHeader);
  return message && ('error' in message ? message.error : `read as ${message.type}`);
}

describe('event', () => {
  it('reads an event, with and without reply_to', () => {
    expect(parseHostMessage(EVENT)).toEqual(EVENT);
    expect(parseHostMessage({ ...EVENT, reply_to: 'z' })).toEqual({ ...EVENT, reply_to: 'z' });
    expect(parseHostMessage({ ...EVENT, reply_seq: 4 })).toEqual({ ...EVENT, reply_seq: 4 });
    expect(parseHostMessage({ ...EVENT, reply_seq: 'x' })).toEqual(EVENT);
  });

  it('passes kinds on that a newer host invents, and drops fields that it does not know', () => {
    expect(parseHostMessage({ ...EVENT, kind: 'waved', later: 1 })).toEqual({ ...EVENT, kind: 'waved' });
  });

  it.each([
    ['seq', [0, -1, 0.5, '1', undefined, 2 ** 53]],
    ['at', ['now', null, undefined, JSON.parse('1e400')]],
    ['kind', [1, undefined, 'k'.repeat(65)]],
    ['id', [1, undefined, 'x'.repeat(65), '\ud800']],
    ['from', [1, undefined]],
    ['nick', [1, undefined, '\udc00']],
    ['text', [1, undefined, null, '\ud800']],
  ])('refuses an event whose %s has a wrong type', (field, values) => {
    for (const value of values) expect(codeOf({ ...EVENT, [field]: value }), String(value)).toBe('bad_message');
  });
});

describe('welcome', () => {
  it('reads what the host can do, and goes without a list that is none', () => {
    expect(parseHostMessage({ ...WELCOME, can: ['sing'] })).toEqual({ ...WELCOME, can: ['sing'] });
    for (const can of [null, 'sing', [7], Array(33).fill('x')])
      expect(parseHostMessage({ ...WELCOME, can })).toEqual(WELCOME);
  });

  it('reads a proof, and takes one that can be none for missing', () => {
    const proof = { type: 'proof', room: { id: 'ab', name: 'Lab' }, nonce: 'cd' };
    const mac = 'ef'.repeat(32);
    expect(parseHostMessage({ ...proof, mac })).toEqual({ ...proof, mac });
    for (const wrong of [undefined, null, 7, mac.slice(1), mac.toUpperCase()])
      expect(parseHostMessage({ ...proof, mac: wrong })).toEqual(proof);
    for (const broken of [{ room: undefined }, { room: { id: 7, name: 'Lab' } }, { nonce: 7 }])
      expect(codeOf({ ...proof, ...broken })).toBe('bad_message');
  });

  it('reads the key of a welcome, and goes without one that is none', () => {
    const key = 'ef'.repeat(32);
    expect(parseHostMessage({ ...WELCOME, key })).toEqual({ ...WELCOME, key });
    for (const wrong of [null, 7, 'ef', key.toUpperCase()])
      expect(parseHostMessage({ ...WELCOME, key: wrong })).toEqual(WELCOME);
  });

  it('reads a welcome, with and without a pace', () => {
    expect(parseHostMessage(WELCOME)).toEqual(WELCOME);
    const paced = { ...WELCOME, pace: { per_second: 50, burst: 500 } };
    expect(parseHostMessage(paced)).toEqual(paced);
  });

  it.each([[null], [7], [{}], [{ per_second: 0, burst: 5 }], [{ per_second: 5, burst: 0 }], [{ per_second: 5 }]])(
    'goes without the pace %j, which nobody could keep',
    (pace) => {
      expect(parseHostMessage({ ...WELCOME, pace })).toEqual(WELCOME);
    },
  );

  it('takes a member for a guest unless host is exactly true', () => {
    const members = [
      { id: 'm1', nick: 'Ada', host: 'yes' },
      { id: 'm2', nick: 'Bob', host: true },
      { id: 'm3', nick: 'Cy' },
    ];
    expect(parseHostMessage({ ...WELCOME, members })).toMatchObject({
      members: [{ host: false }, { host: true }, { host: false }],
    });
  });

  it('takes a member, or who joined, for a plain guest only where plain is exactly true', () => {
    const members = [true, false, 1].map((plain, n) => ({ id: `m${n}`, nick: 'x', plain }));
    expect(parseHostMessage({ ...WELCOME, members })).toMatchObject({ members: [{ plain: true }, {}, {}] });
    const event = { type: 'event', seq: 1, at: 1, kind: 'joined', id: 'i', from: 'm1', nick: 'x', text: '' };
    expect(parseHostMessage({ ...event, plain: true })).toEqual({ ...event, plain: true });
    expect(parseHostMessage({ ...event, plain: 1 })).toEqual(event);
  });

  it('takes the file of an event that is whole, with or without an answer', () => {
    const event = { type: 'event', seq: 1, at: 1, kind: 'file', id: 'i', from: 'm1', nick: 'x', text: 'a.txt' };
    const file = { name: 'a.txt', size: 3, hash: 'a'.repeat(64), pieces: 'b'.repeat(64), type: 'text/plain' };
    expect(parseHostMessage({ ...event, file })).toEqual({ ...event, file });
    expect(parseHostMessage({ ...event, reply_to: 'r', file })).toEqual({ ...event, reply_to: 'r', file });
    expect(parseHostMessage({ ...event, file: { ...file, hash: 'short' } })).toEqual(event);
  });

  it('refuses another version by its own code', () => {
    expect(codeOf({ ...WELCOME, v: 2 })).toBe('bad_version');
    expect(codeOf({ ...WELCOME, v: undefined })).toBe('bad_version');
  });

  it.each([
    ['room', [undefined, null, 'Lab', {}, { id: 1, name: 'x' }, { id: 'x' }]],
    ['session', [undefined, 7, 's'.repeat(65)]],
    ['you', [undefined, 7]],
    ['members', [undefined, {}, [null], [{}], [{ id: 'm1' }], [{ id: 1, nick: 'x' }], ['m1']]],
    ['seq', [undefined, -1, 0.5, '1']],
  ])('refuses a welcome whose %s has a wrong type', (field, values) => {
    for (const value of values)
      expect(codeOf({ ...WELCOME, [field]: value }), JSON.stringify(value)).toBe('bad_message');
  });
});

describe('the others', () => {
  it.each([
    [{ type: 'accepted', id: 'a', seq: 1 }],
    [{ type: 'refused', id: 'a', code: 'too_fast', text: 'slow down' }],
    [{ type: 'error', code: 'silent', text: 'gone' }],
    [{ type: 'pong', t: 4 }],
    [{ type: 'members', members: [{ id: 'm1', nick: 'Ada', host: true }] }],
    [{ type: 'bye' }],
    [{ type: 'bye', code: 'host_stopped' }],
  ])('reads %j and drops what it does not know', (message) => {
    expect(parseHostMessage({ ...message, later: { deep: true } })).toEqual(message);
  });

  it.each([
    [{ type: 'accepted', id: 'a' }],
    [{ type: 'accepted', id: 1, seq: 1 }],
    [{ type: 'refused', id: 'a', code: 'too_fast' }],
    [{ type: 'refused', code: 'too_fast', text: '' }],
    [{ type: 'error', text: 'gone' }],
    [{ type: 'error', code: 5, text: 'gone' }],
    [{ type: 'pong' }],
    [{ type: 'members' }],
    [{ type: 'members', members: [7] }],
  ])('refuses %j', (message) => {
    expect(codeOf(message)).toBe('bad_message');
  });

  it('ignores unknown types, and those that only a guest says', () => {
    for (const type of ['say', 'hello', 'ack', 'read_by', '', 'toString'])
      expect(codeOf({ type }), type).toBeUndefined();
  });

  it('never throws, whatever the fields hold', () => {
    const type = fc.constantFrom('event', 'accepted', 'refused', 'error', 'pong', 'welcome', 'members', 'bye', 'x');
    const field = fc.constantFrom(
      'v',
      'room',
      'session',
      'you',
      'members',
      'seq',
      'pace',
      'id',
      'code',
      'text',
      't',
      'at',
    );
    fc.assert(
      fc.property(type, fc.dictionary(field, fc.jsonValue()), (name, fields) => {
        parseHostMessage({ ...fields, type: name });
      }),
    );
  });
});

it('reads a welcome whose version is a list in lists in lists, which has no text, as one of another version', () => {
  let deep: unknown = [];
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
  expect(codeOf({ ...WELCOME, v: deep })).toBe('bad_version');
});
