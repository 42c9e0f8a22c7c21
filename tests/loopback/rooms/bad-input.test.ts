import { describe, expect, test } from 'vitest';
import { frame, pack, rawFrame } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { besideTalkers, turnedAway } from '../../support/rooms/beside-talkers.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MANY = { linksPerAddressPerSecond: 10_000, messageBurst: 100_000, messagesPerSecond: 100_000 };
const BODY_MAX = 1_048_576;
const DEVICE = 'ab'.repeat(16);
const hello = { type: 'hello', v: 1, nick: 'Bad', device: DEVICE };

type Breach = readonly [string, string, Uint8Array];

/** What may come first on a link. */
const BREACHES: readonly Breach[] = [
  ['a header length of 0', 'bad_header_length', pack(0)],
  ['a negative header length', 'bad_header_length', pack(-1)],
  ['the most negative header length', 'bad_header_length', pack(-2_147_483_648)],
  ['a header length one over the limit', 'bad_header_length', pack(65_536)],
  ['the greatest header length', 'bad_header_length', pack(2_147_483_647)],
  ['a header length in big-endian', 'bad_header_length', Buffer.from([0, 0, 0, 60])],
  ['a header that is no JSON', 'bad_header', rawFrame('{"type":')],
  ['a header that is no UTF-8', 'bad_header', rawFrame(Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
  ['a header with a byte order mark', 'bad_header', rawFrame('\u{feff}{"type":"ping","t":1}')],
  ['a header that is a list', 'bad_header', rawFrame('[{"type":"hello"}]')],
  ['a header that is null', 'bad_header', rawFrame('null')],
  ['a header that is a string', 'bad_header', rawFrame('"hello"')],
  ['a header without type', 'bad_header', frame({ v: 1 })],
  ['a type that is a number', 'bad_header', frame({ type: 1 })],
  ['a negative total_size', 'bad_body_length', frame({ type: 'ping', t: 1, total_size: -1 })],
  ['a fractional total_size', 'bad_body_length', frame({ type: 'ping', t: 1, total_size: 1.5 })],
  ['a total_size over the limit', 'bad_body_length', frame({ type: 'ping', t: 1, total_size: BODY_MAX + 1 })],
  ['a total_size that is text', 'bad_body_length', frame({ type: 'ping', t: 1, total_size: '5' })],
  ['a total_size that no number can hold', 'bad_body_length', rawFrame('{"type":"ping","total_size":1e400}')],
  ['say before hello', 'hello_expected', frame({ type: 'say', id: '1', text: 'hi' })],
  ['ack before hello', 'hello_expected', frame({ type: 'ack', seq: 0 })],
  ['bye before hello', 'hello_expected', frame({ type: 'bye' })],
  ['a hello of another version', 'bad_version', frame({ ...hello, v: 2 })],
  ['a hello without version', 'bad_version', frame({ ...hello, v: undefined })],
  ['a hello without device', 'bad_message', frame({ ...hello, device: undefined })],
  ['a device that is not hex', 'bad_message', frame({ ...hello, device: 'z'.repeat(32) })],
  ['a nick that is a number', 'bad_message', frame({ ...hello, nick: 7 })],
  ['an empty nick', 'bad_nick', frame({ ...hello, nick: '   ' })],
  ['a nick of 33 characters', 'bad_nick', frame({ ...hello, nick: 'x'.repeat(33) })],
  ['a nick with a right-to-left override', 'bad_nick', frame({ ...hello, nick: 'evil\u{202e}gnp.exe' })],
  ['a nick with an escape', 'bad_nick', frame({ ...hello, nick: 'a\u001b[31m' })],
  ['a nick with half a surrogate pair', 'bad_nick', rawFrame(JSON.stringify(hello).replace('Bad', '\\ud83d'))],
  ['a resume that is text', 'bad_message', frame({ ...hello, resume: 'please' })],
  ['a resume with a seq that is text', 'bad_message', frame({ ...hello, resume: { session: 'x', seq: '1' } })],
  ["a stranger's session", 'unknown_session', frame({ ...hello, resume: { session: '0'.repeat(32), seq: 0 } })],
];

/** What a member may send after its welcome, and lose its link by. */
const MEMBER_BREACHES: readonly Breach[] = [
  ['a second hello', 'hello_twice', frame(hello)],
  ['an ack from the future', 'bad_message', frame({ type: 'ack', seq: 1_000_000 })],
  ['a read from the future', 'bad_message', frame({ type: 'read', seq: 1_000_000 })],
  ['a negative ack', 'bad_message', frame({ type: 'ack', seq: -1 })],
  ['an ack of a half', 'bad_message', frame({ type: 'ack', seq: 0.5 })],
  ['a say without id', 'bad_message', frame({ type: 'say', text: 'hi' })],
  ['a say with an empty id', 'bad_message', frame({ type: 'say', id: '', text: 'hi' })],
  ['a say with an id of 65 characters', 'bad_message', frame({ type: 'say', id: 'x'.repeat(65), text: 'hi' })],
  ['a text that is a list', 'bad_message', frame({ type: 'say', id: '1', text: ['hi'] })],
  ['a ping without t', 'bad_message', frame({ type: 'ping' })],
  ['a ping whose t is infinite', 'bad_message', rawFrame('{"type":"ping","t":1e400}')],
  ['a header length of 0 after good frames', 'bad_header_length', Buffer.concat([frame({ type: 'typing' }), pack(0)])],
];

describe('the host names the breach, closes that link, and the others talk on', () => {
  test.each(BREACHES)('%s: %s', async (_, code, bytes) => {
    await besideTalkers(async (port) => {
      const bad = await RawClient.connect(port);
      bad.write(bytes);
      await turnedAway(bad, code);
    });
  });

  test.each(MEMBER_BREACHES)('%s from a member: %s', async (_, code, bytes) => {
    await besideTalkers(async (port) => {
      const bad = await RawClient.join(port, 'Bad');
      bad.write(bytes);
      await turnedAway(bad, code);
    });
  });
});

describe('a message that the room does not take is refused by its id, and the member stays', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['empty', 'text_empty', '""'],
    ['only spaces and line breaks', 'text_empty', '" \\n\\t "'],
    ['one character over the limit', 'text_too_long', JSON.stringify('x'.repeat(16_001))],
    ['a lone high surrogate', 'text_invalid', '"a\\ud83d"'],
    ['a lone low surrogate', 'text_invalid', '"\\ude00a"'],
    ['a NUL', 'text_invalid', '"a\\u0000b"'],
    ['an escape sequence', 'text_invalid', '"\\u001b[2J"'],
  ];
  test.each(texts)('%s: %s', async (_, code, json) => {
    await besideTalkers(async (port) => {
      const member = await RawClient.join(port, 'Writer');
      member.write(rawFrame(`{"type":"say","id":"bad","text":${json}}`));
      const refused = await member.next('refused');
      expect(refused).toMatchObject({ id: 'bad', code, text: expect.any(String) });
      await member.sayAccepted('good', 'still here');
      expect(member.texts()).toEqual(['still here']);
    });
  });

  const odd: readonly (readonly [string, string])[] = [
    ['100 combining marks', `Z${'\u0301'.repeat(100)}`],
    ['right-to-left overrides', '\u202egnp.exe\u202c'],
    ['as many characters as are allowed', 'é'.repeat(16_000)],
    ['the widest characters that JSON and UTF-8 have', '😀'.repeat(8_000)],
    ['line separators', 'a\u2028b\u2029c'],
    ['what looks like a frame', 'i\u007b"type":"bye"}'],
  ];
  test.each(odd)('takes %s as they are', async (_, text) => {
    const host = await openRoom();
    const one = await RawClient.join(host.listening.port, 'one');
    const other = await RawClient.join(host.listening.port, 'other');
    one.say('1', text);
    expect((await other.heard(text)).text).toBe(text);
  });

  test('more messages than the pace allows: too_fast', async () => {
    await besideTalkers(
      async (port) => {
        const member = await RawClient.join(port, 'Fast');
        for (let number = 1; number <= 20; number += 1) member.say(`${number}`, `message ${number}`);
        const refused = await member.next('refused');
        expect(refused.code).toBe('too_fast');
        expect(member.isClosed).toBe(false);
      },
      { limits: { messageBurst: 5, messagesPerSecond: 1 } },
    );
  });
});

describe('a frame cut anywhere', () => {
  const whole = Buffer.concat([
    frame(hello),
    frame({ type: 'say', id: '1', text: 'whole ✓ 😀' }),
    frame({ type: 'future', total_size: 5 }, Buffer.from('12345')),
    frame({ type: 'ping', t: 42 }),
  ]);

  test('in two chunks at every byte is understood', async () => {
    const host = await openRoom({ limits: MANY });
    const { port } = host.listening;
    for (let cut = 1; cut < whole.length; cut += 1) {
      const client = await RawClient.connect(port);
      const device = cut.toString(16).padStart(32, '0');
      const bytes = Buffer.from(whole.toString('latin1').replace(DEVICE, device), 'latin1');
      client.write(bytes.subarray(0, cut));
      // The second part leaves when the first is on its way, so that the host reads two chunks.
      await new Promise((resolve) => setImmediate(resolve));
      client.write(bytes.subarray(cut));
      expect((await client.next('pong')).t).toBe(42);
      expect(client.received.filter(({ type }) => type === 'accepted')).toHaveLength(1);
      client.send({ type: 'bye' });
      await client.closed;
    }
  });

  test('and never continued leaves no member behind', async () => {
    const host = await openRoom({ limits: { ...MANY, graceMs: 1 } });
    const { port } = host.listening;
    for (let cut = 1; cut < whole.length; cut += 1) {
      const client = await RawClient.connect(port);
      // Who is cut before the first frame can be told is a plain guest, and is spoken to in text.
      client.socket.removeAllListeners('data').resume();
      client.write(whole.subarray(0, cut));
      client.socket.end();
      await client.closed;
    }
    await until(() => host.members().length === 0, 'nobody is left');
  });

  test('in chunks of one byte is understood', async () => {
    await besideTalkers(async (port) => {
      const client = await RawClient.connect(port);
      for (const byte of whole) client.write(Uint8Array.of(byte));
      expect((await client.next('pong')).t).toBe(42);
      expect(client.texts()).toEqual(['whole ✓ 😀']);
    });
  });
});

describe('much at once', () => {
  test('10,000 frames in one chunk are all answered, in order', async () => {
    await besideTalkers(
      async (port) => {
        const client = await RawClient.join(port, 'Burst');
        const frames: Buffer[] = [];
        for (let number = 0; number < 10_000; number += 1) {
          frames.push(frame({ type: 'say', id: `${number}`, text: `n${number}` }));
        }
        client.write(Buffer.concat(frames));
        await client.find(({ type, id }) => type === 'accepted' && id === '9999', 'the last is accepted');
        await client.heard('n9999');
        expect(client.texts()).toEqual(frames.map((_, number) => `n${number}`));
        const accepted = client.received.filter(({ type }) => type === 'accepted').map(({ seq }) => Number(seq));
        expect(accepted).toEqual(accepted.map((_, index) => (accepted[0] as number) + index));
      },
      { limits: MANY },
    );
  });

  test('10,000 pings in one chunk are all answered', async () => {
    await besideTalkers(async (port) => {
      const client = await RawClient.join(port, 'Ping');
      client.write(Buffer.concat(Array.from({ length: 10_000 }, (_, t) => frame({ type: 'ping', t }))));
      await client.find(({ type, t }) => type === 'pong' && t === 9_999, 'the last pong');
      expect(client.received.filter(({ type }) => type === 'pong')).toHaveLength(10_000);
    });
  });

  test('a body of 1 MiB of an unknown type is passed over', async () => {
    await besideTalkers(async (port) => {
      const client = await RawClient.join(port, 'Body');
      client.send({ type: 'future', total_size: BODY_MAX }, new Uint8Array(BODY_MAX).fill(0x41));
      client.send({ type: 'ping', t: 5 });
      await client.next('pong');
    });
  });

  test('200 connections from one address in a second: some are turned away with too_many_links, none disturbs', async () => {
    await besideTalkers(
      async (port) => {
        const clients = await Promise.all(Array.from({ length: 200 }, () => RawClient.connect(port)));
        const answers = await Promise.all(
          clients.map((client, index) => {
            client.hello(`one of many ${index}`);
            return client.find(({ type }) => type === 'welcome' || type === 'error', 'an answer');
          }),
        );
        expect(answers.filter(({ type }) => type === 'welcome').length).toBeGreaterThanOrEqual(18);
        const turned = answers.filter(({ type }) => type === 'error');
        expect(turned.length).toBeGreaterThanOrEqual(1);
        expect(new Set(turned.map(({ code }) => code))).toEqual(new Set(['too_many_links']));
      },
      { limits: { linksPerAddressPerSecond: 20 } },
    );
  });

  test('more links than the room holds: too_many_links', async () => {
    await besideTalkers(
      async (port) => {
        await RawClient.connect(port);
        await turnedAway(await RawClient.connect(port), 'too_many_links');
      },
      { limits: { links: 3 } },
    );
  });

  test('more members than the room holds: room_full', async () => {
    await besideTalkers(
      async (port) => {
        const client = await RawClient.connect(port);
        client.hello('Third');
        await turnedAway(client, 'room_full');
      },
      { limits: { members: 2 } },
    );
  });
});

describe('a peer that keeps the host waiting', () => {
  test('and says nothing is let go: hello_timeout', async () => {
    await besideTalkers(async (port) => turnedAway(await RawClient.connect(port), 'hello_timeout'), {
      limits: { helloMs: 200 },
    });
  });

  test('and dribbles less than a hello is let go: hello_timeout', async () => {
    await besideTalkers(
      async (port) => {
        const client = await RawClient.connect(port);
        client.write(frame(hello).subarray(0, 20));
        await turnedAway(client, 'hello_timeout');
      },
      { limits: { helloMs: 200 } },
    );
  });

  test('for the body that its first frame promised is let go: hello_timeout', async () => {
    await besideTalkers(
      async (port) => {
        const client = await RawClient.connect(port);
        client.write(frame({ ...hello, total_size: BODY_MAX }, new Uint8Array(1_000)));
        await turnedAway(client, 'hello_timeout');
      },
      { limits: { helloMs: 200 } },
    );
  });

  test('for a body in the middle of the talk is let go when it was known to send heartbeats: silent', async () => {
    await besideTalkers(
      async (port) => {
        const client = await RawClient.join(port, 'Promise');
        client.send({ type: 'ping', t: 1 });
        await client.next('pong');
        client.send({ type: 'future', total_size: BODY_MAX }, new Uint8Array(1_000));
        await turnedAway(client, 'silent');
      },
      { limits: { silenceMs: 300 } },
    );
  });
});
