import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { frame } from '../../support/programs/plain-frames.ts';
import { findNetcat, findPython } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { besideTalkers } from '../../support/rooms/beside-talkers.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until, within } from '../../support/until.ts';

releaseEverything();

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'docs', 'examples');

/** A room and a member of the usual kind who listens. */
async function roomWithListener(options: Parameters<typeof openRoom>[0] = {}): Promise<{
  host: RoomHost;
  port: number;
  ann: RawClient;
}> {
  const host = await openRoom(options);
  const { port } = host.listening;
  return { host, port, ann: await RawClient.join(port, 'Ann') };
}

const numbered = (name: string) => Array.from({ length: 20 }, (_, number) => `${name} ${number}`);

describe.runIf(findPython())('a script in Python', () => {
  /** One of docs/examples, as it is but for the port, which the room has to itself here. */
  function example(name: string, port: number): PeerProcess {
    const script = join(temporaryFolder(), name);
    writeFileSync(script, readFileSync(join(EXAMPLES, name), 'utf8').replace('8888', String(port)));
    return PeerProcess.python(script);
  }

  test('of the documents talks over TCP, and the other one over UDP', async () => {
    const { host, port, ann } = await roomWithListener();
    const tcp = example('plain.py', port);
    await ann.heard('Hello from six lines of Python!');
    await tcp.prints(': Hello from six lines of Python!\n');
    const udp = example('plain_udp.py', port);
    expect([await udp.ends(), udp.errors]).toEqual([0, '']);
    await ann.heard('UDP');
    await host.close();
    expect([await tcp.ends(), tcp.errors]).toEqual([0, '']);
  });

  test('two of twenty lines that send and receive in turns talk through the room and never hang', async () => {
    const { host, port, ann } = await roomWithListener();
    const scripts = ['ping', '乒乓'].map((name) => PeerProcess.python('turns.py', port, name));
    for (const script of scripts) expect([await script.ends(), script.errors]).toEqual([0, '']);
    for (const [index, name] of ['ping', '乒乓'].entries()) {
      // Two that were sent before the host read the first are one message: a stream knows no boundaries.
      const said = () => ann.texts().filter((text) => text.startsWith(name));
      await until(() => said().join('') === numbered(name).join(''), `all of ${name} is heard`);
      expect(scripts[index]?.output).toMatch(/^\* Partyline: you are "guest \d+" in "Test room"\./);
      for (const text of said()) expect(scripts[index]?.output).toContain(`: ${text}\n`);
      expect(scripts[index]?.output.endsWith('您断开了连接.\n')).toBe(true);
    }
    await until(() => host.members().length === 1, 'both left');
  });

  test('that knows nothing but sendto and recvfrom talks over UDP, in GBK', async () => {
    const { host, port, ann } = await roomWithListener();
    const scripts = ['uno', '二'].map((name) => PeerProcess.python('turns_udp.py', port, name));
    for (const script of scripts) expect([await script.ends(), script.errors]).toEqual([0, '']);
    await ann.heard('uno 19');
    await ann.heard('二 19');
    for (const name of ['uno', '二']) {
      expect(ann.texts().filter((text) => text.startsWith(name))).toEqual(numbered(name));
    }
    expect(scripts.map(({ output }) => output.split('\n').at(-2))).toEqual(['You left the room.', '您断开了连接.']);
    await until(() => host.members().length === 1, 'both left');
  });

  test('that waits for the other side to speak first is greeted', async () => {
    const { port, ann } = await roomWithListener();
    const script = PeerProcess.python('listen_first.py', port);
    expect([await script.ends(), script.errors]).toEqual([0, '']);
    expect(script.output).toMatch(/^\* Partyline: .*\n\* guest \d+ joined\nguest \d+: 你好\n$/);
    await ann.heard('你好');
    await ann.find(({ kind }) => kind === 'left', 'it is gone');
  });

  test('talks with another over UDP, with a guest over UDP and one over TCP, all in one order', async () => {
    const { port, ann } = await roomWithListener();
    const tcp = PeerProcess.python('turns.py', port, 'tcp');
    const udp = PeerProcess.python('turns_udp.py', port, 'udp');
    for (let number = 0; number < 20; number += 1) await ann.sayAccepted(`${number}`, `ann ${number}`);
    for (const script of [tcp, udp]) expect([await script.ends(), script.errors]).toEqual([0, '']);
    const order = ann.events().map(({ seq }) => seq);
    expect(order).toEqual(order.map((_, index) => index + 1));
  });
});

describe.runIf(findNetcat())('netcat', () => {
  test('sits in the room as somebody at a terminal would', async () => {
    const { port, ann } = await roomWithListener();
    const netcat = PeerProcess.netcat('127.0.0.1', port);
    await netcat.prints('* Partyline: you are "guest ');
    netcat.write('hello from nc\n');
    await ann.heard('hello from nc');
    await ann.sayAccepted('1', 'Hello netcat, 你好 😀');
    await netcat.prints('Ann: Hello netcat, 你好 😀\n');
    netcat.write('/nick 小明\n/who\n/help\n');
    await netcat.prints('is called 小明 now\n* Here: Ann, 小明 (you)\n* Each line is a message');
    await ann.find(({ kind, nick }) => kind === 'joined' && nick === '小明', 'the new name');
    netcat.write('exit\n');
    // It wrote Chinese, if only a name.
    await netcat.prints('您断开了连接.\n');
    netcat.end();
    expect(await netcat.ends()).toBe(0);
    await ann.find(({ kind, nick, text }) => kind === 'left' && nick === '小明' && text === '', 'it left');
  });

  test('says what is piped into it, and reads its answers', async () => {
    const { port, ann } = await roomWithListener();
    const netcat = PeerProcess.netcat('127.0.0.1', port);
    netcat.write('one\r\ntwo\nexit\n');
    netcat.end();
    expect([await netcat.ends(), netcat.errors]).toEqual([0, '']);
    await ann.find(({ kind }) => kind === 'left', 'it left');
    expect(ann.texts()).toEqual(['one', 'two']);
    expect(netcat.output).toMatch(/: one\nguest \d+: two\nYou left the room.\n$/);
  });

  test('is slowed down when a file is poured in, and nothing of it is lost', async () => {
    const { port, ann } = await roomWithListener({ limits: { messagesPerSecond: 200, messageBurst: 50 } });
    const lines = Array.from({ length: 400 }, (_, number) => `line ${number}`);
    const netcat = PeerProcess.netcat('127.0.0.1', port);
    netcat.write(`${lines.join('\n')}\nexit\n`);
    netcat.end();
    expect([await netcat.ends(), netcat.errors]).toEqual([0, '']);
    await ann.find(({ kind }) => kind === 'left', 'it left');
    expect(netcat.output).not.toContain('* Not said');
    expect(ann.texts()).toEqual(lines);
    expect(netcat.output).toMatch(/: line 399\nYou left the room\.\n$/);
  });

  test('talks over UDP', async () => {
    const { port, ann } = await roomWithListener();
    const netcat = PeerProcess.netcat('-u', '127.0.0.1', port);
    netcat.write('hello over UDP\n');
    await ann.heard('hello over UDP');
    await netcat.prints(': hello over UDP\n');
    await ann.sayAccepted('1', 'heard you');
    await netcat.prints('Ann: heard you\n');
    netcat.write('拜拜\n');
    await netcat.prints('您断开了连接.\n');
  });

  test('is told so where plain guests are not let in, over TCP and UDP', async () => {
    const host = await openRoom({ plain: false });
    const { port } = host.listening;
    const netcat = PeerProcess.netcat('127.0.0.1', port);
    await netcat.prints('* Partyline: this room lets in the app only, no scripts and no netcat.\n');
    netcat.end();
    expect(await netcat.ends()).toBe(0);
    const overUdp = PeerProcess.netcat('-u', '127.0.0.1', port);
    overUdp.write('hello\n');
    await overUdp.prints('lets in the app only');
    expect(host.members()).toEqual([]);
  });
});

describe('whoever speaks text', () => {
  test('is in the member list as a plain guest, also for who comes later', async () => {
    const { host, port, ann } = await roomWithListener();
    const plain = await TextClient.connect(port);
    plain.write('hello\n');
    const joined = await ann.find(({ kind, nick }) => kind === 'joined' && nick !== 'Ann', 'it joined');
    expect(joined.plain).toBe(true);
    const late = await RawClient.join(port, 'Late');
    const { members } = await late.next('welcome');
    expect(members).toMatchObject([{ nick: 'Ann' }, { plain: true }, { nick: 'Late' }]);
    expect(host.members().map((member) => member.plain)).toEqual([undefined, true, undefined]);
  });

  test('is heard in Chinese, whatever the encoding', async () => {
    const { port, ann } = await roomWithListener();
    const plain = await TextClient.connect(port);
    plain.write(Buffer.from('c4e3bac30d0a', 'hex'));
    plain.write(Buffer.from('你好啊\n'));
    await ann.heard('你好');
    await ann.heard('你好啊');
  });

  const odd: readonly (readonly [string, Uint8Array, string])[] = [
    ['a telnet that negotiates', Buffer.from('fffb18fffd036869 0d0a'.replace(' ', ''), 'hex'), 'hi'],
    ['keys and backspaces', Buffer.from('hex\b\u007fi\u001b[A\r\n'), 'hi'],
    ['an SSH greeting', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'), 'SSH-2.0-OpenSSH_9.6'],
    ['a RESP command', Buffer.from('*1\r\n$4\r\nPING\r\n'), 'PING'],
    ['what looks like JSON', Buffer.from('{"type":"hello"}\n'), '{"type":"hello"}'],
  ];
  test.each(odd)('with %s is understood', async (_, bytes, text) => {
    const { port, ann } = await roomWithListener();
    const plain = await TextClient.connect(port);
    plain.write(bytes);
    await ann.heard(text);
    await plain.hears(`: ${text}\n`);
  });

  test('in chunks of one byte is understood', async () => {
    const { port, ann } = await roomWithListener();
    const plain = await TextClient.connect(port);
    for (const byte of Buffer.from('drop by drop ✓\n')) plain.write(Uint8Array.of(byte));
    await ann.heard('drop by drop ✓');
  });

  test('and ends its sending side is heard to the last word, and reads its answers', async () => {
    const { port, ann } = await roomWithListener();
    const plain = await TextClient.connect(port);
    plain.write('one\ntwo without an end');
    plain.end();
    await within(plain.closed, 'the connection ends');
    expect(plain.text).toMatch(/: one\nguest \d+: two without an end\nYou left the room.\n$/);
    expect((await ann.find(({ kind }) => kind === 'left', 'it left')).text).toBe('');
    expect(ann.texts()).toEqual(['one', 'two without an end']);
  });

  test('with lines that are too long, or no text, hears why, and the others talk on', async () => {
    await besideTalkers(async (port) => {
      const plain = await TextClient.connect(port);
      plain.write(Buffer.concat([Buffer.alloc(1_000_000, 'x'), Buffer.from('\nshort\n')]));
      await plain.hears('* Not said: a line has at most 65536 bytes (text_too_long).');
      await plain.hears(': short\n');
      plain.write(Buffer.from('636166e90a', 'hex'));
      await plain.hears('* Not said: that is no text, neither UTF-8 nor GB18030.');
    });
  });

  test('without ever reading costs the host little, and is let go', async () => {
    await besideTalkers(
      async (port, host) => {
        const plain = await RawClient.connect(port);
        plain.socket.pause();
        plain.write(Buffer.from('hello\n'));
        const talker = await RawClient.join(port, 'Talker');
        await until(() => host.members().some((member) => member.plain === true), 'it joined');
        // More than the kernel's buffers hold, in pieces that the talker itself can follow.
        for (let number = 0; number < 3_000; number += 1) {
          talker.say(`${number}`, `${number} ${'x'.repeat(5_000)}`);
          if (number % 20 === 19) await talker.heard(`${number} ${'x'.repeat(5_000)}`);
        }
        await until(() => host.members().every((member) => member.plain !== true), 'it is let go');
      },
      { limits: { messageBurst: 1e6, messagesPerSecond: 1e6, linkStallMs: 1_000, linkQueueBytes: 100_000 } },
    );
  });

  test('and vanishes is seen to leave', async () => {
    const { port, ann } = await roomWithListener();
    const plain = await RawClient.connect(port);
    plain.write(Buffer.from('hello\n'));
    await ann.heard('hello');
    plain.socket.resetAndDestroy();
    const left = await ann.find(({ kind }) => kind === 'left', 'it left');
    expect(left.text).toBe('link_lost');
  });

  test('over UDP hears in part what others say, and all once it has shown that it hears', async () => {
    const { port, ann } = await roomWithListener();
    const plain = await TextClient.bind(port);
    plain.write('hi');
    await plain.hears(': hi\n');
    for (let number = 0; number < 20; number += 1) await ann.sayAccepted(`${number}`, `first ${number}`);
    await plain.hears('* Lines are left out; /hear ');
    expect(plain.text).not.toContain('first 19');
    plain.write(/\/hear [0-9a-f]{8}/.exec(plain.text)?.[0] ?? '');
    await plain.hears('* You hear all from now on.\n');
    for (let number = 0; number < 30; number += 1) await ann.sayAccepted(`then ${number}`, `then ${number}`);
    await plain.hears('Ann: then 29\n');
    expect(plain.text.match(/Ann: then \d+\n/g)).toHaveLength(30);
    expect(ann.texts().some((text) => text.includes('/hear'))).toBe(false);
  });

  test('over UDP and falls silent is seen to leave', async () => {
    const { port, ann } = await roomWithListener({ limits: { plainDatagramSilenceMs: 200 } });
    const plain = await TextClient.bind(port);
    plain.write('hello');
    await ann.heard('hello');
    await plain.hears('* You were silent for long');
    await ann.find(({ kind }) => kind === 'left', 'it left');
  });

  test('hears that the room closes', async () => {
    const host = await openRoom();
    const plain = await TextClient.connect(host.listening.port);
    plain.write('hello\n');
    await plain.hears(': hello\n');
    await host.close();
    await within(plain.closed, 'the connection ends');
    expect(plain.text).toContain('* The host closed the room.\n');
  });

  test('as a browser does gets an answer that a browser shows, and says nothing', async () => {
    const { port, ann } = await roomWithListener();
    const browser = await TextClient.connect(port);
    browser.write('POST / HTTP/1.1\r\nHost: lab\r\nContent-Length: 3\r\n\r\nyo\n');
    await within(browser.closed, 'it is let go');
    expect(browser.text).toMatch(/^HTTP\/1\.1 400 /);
    await ann.sayAccepted('1', 'still here');
    expect(ann.texts()).toEqual(['still here']);
  });
});

test('an empty datagram is no message, and is answered', async () => {
  const { port, ann } = await roomWithListener();
  const plain = await TextClient.bind(port);
  plain.write('');
  await plain.hears('that datagram is empty');
  plain.write('hello');
  await plain.hears(': hello\n');
  plain.write('');
  await plain.hears('* Nothing was said');
  await ann.sayAccepted('1', 'after');
  expect(ann.texts()).toEqual(['hello', 'after']);
});

test('a guest whose hello comes late is greeted in text and served in frames all the same', async () => {
  const { host, port, ann } = await roomWithListener();
  const late = await TextClient.connect(port);
  await late.hears(' joined\n');
  late.write(frame({ type: 'hello', v: 1, nick: 'Late', device: 'ab'.repeat(16) }));
  await late.hears('{"type":"welcome"');
  await ann.find(({ kind, plain }) => kind === 'left' || (kind === 'joined' && plain !== true), 'it is another now');
  await until(() => host.members().length === 2, 'the plain guest is gone');
  expect(host.members().map(({ nick, plain }) => [nick, plain])).toEqual([
    ['Ann', undefined],
    ['Late', undefined],
  ]);
});
