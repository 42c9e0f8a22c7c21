import { describe, expect, it } from 'vitest';
import { CommandPeer } from './command.ts';
import type { PeerAction } from './practice-peer.ts';
import { splitWords } from './split-words.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const finished = (output: string) => ({ program: 'date', output: bytes(output), hash: 'ab12' });
const readable = (actions: readonly PeerAction[]) =>
  actions.map((action) =>
    action.kind === 'send'
      ? Buffer.from(action.bytes).toString('latin1')
      : action.kind === 'run'
        ? action.words.join('|')
        : action.kind,
  );

describe('command', () => {
  it('runs a line, and frames the output with its length, name, size and hash', () => {
    const peer = new CommandPeer('length');
    expect(readable(peer.received(bytes('date -u\n'), 0))).toEqual(['date|-u']);
    const header = '{"filename":"date","total_size":5,"hash":"ab12"}';
    expect(readable(peer.finished(finished('Sat.\n')))).toEqual([
      `${String.fromCharCode(header.length)}\0\0\0${header}Sat.\n`,
    ]);
  });

  it('takes a command without a line end when nothing follows for a while, also one in pieces', () => {
    const peer = new CommandPeer('length');
    expect(peer.received(bytes('da'), 0)).toEqual([]);
    expect(peer.received(bytes('te'), 60)).toEqual([]);
    expect(peer.wakeAt).toBe(160);
    expect(peer.woken(100)).toEqual([]);
    expect(readable(peer.woken(160))).toEqual(['date']);
    expect(peer.wakeAt).toBeUndefined();
  });

  it('reads words in GBK as well', () => {
    const peer = new CommandPeer('length');
    const line = Uint8Array.of(...bytes('cat '), 0xc4, 0xe3, 0xba, 0xc3, ...bytes('.txt\n'));
    expect(peer.received(line, 0)).toEqual([{ kind: 'run', words: ['cat', '你好.txt'] }]);
  });

  it('takes the zeros of C for the end of a command', () => {
    const peer = new CommandPeer('length');
    expect(peer.received(bytes('ls -l\0'), 0)).toEqual([{ kind: 'run', words: ['ls', '-l'] }]);
    expect(peer.wakeAt).toBeUndefined();
    const padded = new CommandPeer('length');
    expect(padded.received(bytes(`ls${'\0'.repeat(30)}`), 0)).toEqual([{ kind: 'run', words: ['ls'] }]);
  });

  it('understands recv_ready with the zero of C', () => {
    const peer = new CommandPeer('ready');
    peer.received(bytes('ls\0'), 0);
    peer.finished({ program: 'ls', output: bytes('x'), hash: '' });
    expect(peer.received(bytes('recv_ready\0'), 0)).toHaveLength(1);
  });

  it('runs several lines one after the other and skips empty ones', () => {
    const peer = new CommandPeer('length');
    expect(readable(peer.received(bytes('\n  \r\none\r\ntwo\n'), 0))).toEqual(['one']);
    expect(peer.received(bytes('three\n'), 1)).toEqual([]);
    expect(readable(peer.finished(finished('')))[1]).toBe('two');
    expect(readable(peer.finished(finished('')))[1]).toBe('three');
    expect(peer.finished(finished(''))).toHaveLength(1);
  });

  it('finishes what a client asked that ended its side, then closes', () => {
    const peer = new CommandPeer('length');
    expect(peer.received(bytes('date'), 0)).toEqual([]);
    expect(readable(peer.ended())).toEqual(['date']);
    expect(readable(peer.finished(finished('x'))).at(-1)).toBe('end');
    expect(readable(new CommandPeer('length').ended())).toEqual(['end']);
  });

  it('in the older way says the size, waits for recv_ready, and sends all bytes', () => {
    const peer = new CommandPeer('ready');
    peer.received(bytes('date\n'), 0);
    expect(readable(peer.finished(finished('Saturday')))).toEqual(['8']);
    expect(readable(peer.received(bytes('recv_ready'), 1))).toEqual(['Saturday']);
    expect(readable(peer.received(bytes('date\n'), 2))).toEqual(['date']);
  });

  it('understands recv_ready in pieces, with a line end, behind rubbish, and before the next command', () => {
    const peer = new CommandPeer('ready');
    peer.received(bytes('date\n'), 0);
    peer.finished(finished('one'));
    expect(peer.received(bytes('\n?recv_r'), 1)).toEqual([]);
    expect(readable(peer.received(bytes('eady\nnext\n'), 2))).toEqual(['one', 'next']);
    expect(readable(peer.finished(finished('')))).toEqual(['0']);
    expect(peer.received(bytes('recv_ready\n'), 3)).toEqual([]);
    expect(readable(peer.received(bytes('last\n'), 4))).toEqual(['last']);
  });

  it('closes on a client that can never be ready', () => {
    const running = new CommandPeer('ready');
    running.received(bytes('date\n'), 0);
    running.ended();
    expect(readable(running.finished(finished('x')))).toEqual(['1', 'end']);
    const announced = new CommandPeer('ready');
    announced.received(bytes('date\n'), 0);
    announced.finished(finished('x'));
    expect(readable(announced.ended())).toEqual(['end']);
  });
});

describe('the words of a command line', () => {
  it.each([
    ['ls -l', ['ls', '-l']],
    ['  a\tb  ', ['a', 'b']],
    [`echo "two words" 'and "more"' x"y"z`, ['echo', 'two words', 'and "more"', 'xyz']],
    [`echo "" ''`, ['echo', '', '']],
    ['echo $HOME *.txt | cat; rm', ['echo', '$HOME', '*.txt', '|', 'cat;', 'rm']],
    ['echo "never closed', ['echo', 'never closed']],
    ['回声 你好', ['回声', '你好']],
    ['', []],
  ])('of %j are %j', (line, words) => {
    expect(splitWords(bytes(line))).toEqual(words);
  });
});
