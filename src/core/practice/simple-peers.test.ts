import { describe, expect, it } from 'vitest';
import { HABIT_TRAITS, HABITS } from '../../shared/lab/habits.ts';
import type { LabEncoding, LineEnding } from '../../shared/lab/lab-config.ts';
import { EchoPeer } from './echo.ts';
import { GreetPeer } from './greet.ts';
import { createPeer } from './habits.ts';
import { HelloPeer } from './hello.ts';
import { LogPeer } from './log.ts';
import { PrefixPeer } from './prefix.ts';
import { answerBytes, TalkPeer } from './talk.ts';

const bytes = (...values: readonly (number | string)[]): Uint8Array =>
  Buffer.concat(values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.of(value))));
const sends = (...values: readonly (number | string)[]) => ({ kind: 'send', bytes: new Uint8Array(bytes(...values)) });
const END = { kind: 'end' };
/** Buffers compare as what they are, plain arrays as plain arrays. */
const plain = (actions: readonly { kind: string; bytes?: Uint8Array }[]) =>
  actions.map((action) => (action.bytes ? { ...action, bytes: new Uint8Array(action.bytes) } : action));

describe('echo', () => {
  it('returns the very bytes, also none and also binary', () => {
    const peer = new EchoPeer();
    expect(peer.opened()).toEqual([]);
    expect(plain(peer.received(bytes(0, 255, '你好\r\n')))).toEqual([sends(0, 255, '你好\r\n')]);
    expect(plain(peer.received(bytes()))).toEqual([sends()]);
    expect(peer.ended()).toEqual([END]);
  });
});

describe('prefix', () => {
  it('puts data: in front of each chunk and of an empty datagram', () => {
    const peer = new PrefixPeer();
    expect(plain(peer.received(bytes('hi')))).toEqual([sends('data:hi')]);
    expect(plain(peer.received(bytes()))).toEqual([sends('data:')]);
    expect(plain(peer.received(bytes(0xc4, 0xe3)))).toEqual([sends('data:', 0xc4, 0xe3)]);
  });
});

describe('hello', () => {
  it('answers everything alike, without a line end', () => {
    const peer = new HelloPeer();
    expect(plain(peer.received())).toEqual([sends('hello')]);
    expect(peer.ended()).toEqual([END]);
  });
});

describe('greet', () => {
  it('speaks first, answers the first message and closes', () => {
    const peer = new GreetPeer();
    expect(plain(peer.opened())).toEqual([sends('zaima')]);
    expect(plain(peer.received())).toEqual([sends('gun'), END]);
  });
});

describe('log', () => {
  it.each([
    ['exit', ['exit']],
    ['exit with a line end', ['exit\n']],
    ['exit as telnet ends lines', ['exit\r\n']],
    ['exit with the zero of C', ['exit\0']],
    ['exit in a zeroed buffer of C', [`exit${'\0'.repeat(28)}`]],
    ['exit with the zero of C behind another', ['hello\0exit\0']],
    ['exit with a zero, stuck to what came before', ['helloexit\0']],
    ['exit with a line end and a zero', ['exit\n\0']],
    ['exit among lines in one chunk', ['one\nexit\ntwo\n']],
    ['exit behind a line, in one chunk with it', ['one\nexit']],
    ['exit that stuck to what was sent before', ['helloexit']],
    ['a line exit in pieces', ['one\nex', 'it', '\n']],
    ['exit in a chunk of its own behind text without a line end', ['hello', 'exit']],
    ['exit letter by letter', ['e', 'x', 'i', 't', '\r\n']],
  ])('takes leave at %s', (_what, chunks) => {
    const peer = new LogPeer(true);
    const answers = chunks.map((chunk) => plain(peer.received(bytes(chunk))));
    expect(answers.flat()).toEqual([sends('您断开了连接.'), END]);
    expect(answers.at(-1)).not.toEqual([]);
  });

  it.each([
    ['other words', ['hello', 'exits', 'no exit here\n', 'EXIT']],
    ['the word at the end of a longer line', ['never ', 'exiting\n']],
    ['a sentence that ends with it', ['where is the exit', ' exit?']],
    ['the same key by key', [...'exiting\n']],
    ['a very long line that begins like it', [`exit${'x'.repeat(100_000)}`, '\n']],
    ['bytes that are no text', ['\u0000\u0001\ufffd']],
    ['nothing', ['']],
  ])('answers nothing to %s', (_what, chunks) => {
    const peer = new LogPeer(true);
    expect(chunks.flatMap((chunk) => peer.received(bytes(chunk)))).toEqual([]);
  });
});

it('takes no part of a datagram for an exit, for datagrams do not stick together', () => {
  expect(new LogPeer(false).received(bytes('helloexit'))).toEqual([]);
});

describe('talk', () => {
  const said = (text: string, encoding: LabEncoding = 'utf-8', ending: LineEnding = 'none') => {
    const result = answerBytes({ text, encoding, ending });
    return result.ok ? result.value : bytes(result.problem.code);
  };

  it('asks the person at each message and sends the answer as it is', () => {
    const peer = new TalkPeer();
    expect(peer.received(bytes('在吗'))).toEqual([{ kind: 'ask' }]);
    expect(plain(peer.answered(said('在')))).toEqual([sends('在')]);
    expect(peer.received(bytes(''))).toEqual([{ kind: 'ask' }]);
    expect(plain(peer.answered(said('')))).toEqual([sends('太忙')]);
    expect(plain(peer.answered(said('', 'gbk', 'lf')))).toEqual([sends(0xcc, 0xab, 0xc3, 0xa6, '\n')]);
    expect(plain(peer.answered(said('', 'latin1')))).toEqual([sends('太忙')]);
  });

  it.each([['拜拜'], ['拜拜\n'], ['see you\n拜拜\r\n']])('ends when the client says %j', (said) => {
    expect(new TalkPeer().received(bytes(said))).toEqual([END]);
  });

  it('ends when the client says it in GBK', () => {
    expect(new TalkPeer().received(bytes(0xb0, 0xdd, 0xb0, 0xdd))).toEqual([END]);
  });

  it('ends after the person said it, and the client hears it', () => {
    expect(plain(new TalkPeer().answered(said('拜拜')))).toEqual([sends('拜拜'), END]);
  });

  it('keeps a client that ended its side until it is answered, and no longer', () => {
    const peer = new TalkPeer();
    peer.received(bytes('one last thing'));
    expect(peer.ended()).toEqual([]);
    expect(plain(peer.answered(said('yes?')))).toEqual([sends('yes?'), END]);
    expect(new TalkPeer().ended()).toEqual([END]);
  });
});

describe('the table of habits', () => {
  it('has a peer for each habit and transport', () => {
    for (const habit of HABITS) {
      for (const transport of HABIT_TRAITS[habit].transports) {
        const peer = createPeer({ habit, transport, bind: '', port: 0 });
        expect(peer.opened().length > 0, habit).toBe(HABIT_TRAITS[habit].speaksFirst);
        expect(peer.shows).toBe(habit === 'sticky' ? 'reads' : 'chunks');
      }
    }
  });
});
