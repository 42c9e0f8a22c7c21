import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawFrame } from '../../../tests/support/frames.ts';
import { PlainPeer } from '../../../tests/support/rigs/plain-rig.ts';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import { EventLines } from './event-lines.ts';
import { FIRST_BYTES_MS } from './plain-guest.ts';

const GREETING =
  '* Partyline: you are "guest 1" in "Lab". Each line that you write is said; /help tells more, exit or 拜拜 leaves.\n' +
  '* guest 1 joined\n';

/** A plain guest that spoke and read everything. */
function talker(rig: RoomRig, number = 1): PlainPeer {
  const peer = new PlainPeer(rig, number);
  peer.sends('hi\n');
  peer.heard();
  return peer;
}

describe('who is there', () => {
  it('a peer that says text is a plain guest, greeted and heard by the others', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const peer = new PlainPeer(rig, 1);
    peer.sends('hello\n');
    expect(peer.heard()).toBe(`${GREETING}guest 1: hello\n`);
    expect(ada.hears()).toMatchObject([
      { kind: 'joined', from: 'm2', nick: 'guest 1', plain: true },
      { kind: 'message', from: 'm2', nick: 'guest 1', text: 'hello' },
    ]);
    expect(rig.room.members()).toEqual([
      { id: 'm1', nick: 'Ada', host: false, clear: true },
      { id: 'm2', nick: 'guest 1', host: false, plain: true },
    ]);
  });

  it('a peer that says nothing for a second is one too', () => {
    const rig = new RoomRig();
    const peer = new PlainPeer(rig, 1);
    peer.waits(FIRST_BYTES_MS - 1);
    expect(rig.room.members()).toEqual([]);
    peer.waits(100);
    expect(peer.heard()).toBe(GREETING);
  });

  it('a peer that says nothing where too many do is one when it may, or when it says something', () => {
    const rig = new RoomRig();
    const [later, talker] = [new PlainPeer(rig, 1), new PlainPeer(rig, 2)];
    for (const peer of [later, talker]) peer.mayComeInSilently = false;
    for (const peer of [later, talker]) peer.waits(3 * FIRST_BYTES_MS);
    expect(rig.room.members()).toEqual([]);
    talker.sends('hi\n');
    expect(rig.room.members()).toMatchObject([{ nick: 'guest 2' }]);
    later.mayComeInSilently = true;
    later.waits(FIRST_BYTES_MS + 100);
    expect(rig.room.members()).toMatchObject([{ nick: 'guest 2' }, { nick: 'guest 1' }]);
  });

  it('a peer that says less than four bytes is one when the second is over', () => {
    const rig = new RoomRig();
    const peer = new PlainPeer(rig, 1);
    peer.sends('hi');
    peer.waits(FIRST_BYTES_MS + 100);
    expect(peer.heard()).toBe(`${GREETING}guest 1: hi\n`);
  });

  it('a peer that speaks frames is left alone, wherever its first bytes are cut', () => {
    const hello = rawFrame({ type: 'hello' });
    for (let cut = 0; cut < 6; cut += 1) {
      const peer = new PlainPeer(new RoomRig(), 1);
      peer.sends(hello.subarray(0, cut));
      peer.sends(hello.subarray(cut, 6));
      expect(peer.frames).toEqual(hello.subarray(0, Math.max(5, cut) === cut ? cut : 6));
      expect(peer.heard()).toBe('');
      expect(peer.guest.deadline).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('a peer whose frames come late is greeted in text, and then spoken to in frames', () => {
    const rig = new RoomRig();
    const peer = new PlainPeer(rig, 1);
    peer.waits(2 * FIRST_BYTES_MS);
    const hello = rawFrame({ type: 'hello' });
    peer.sends(hello);
    expect(peer.frames).toEqual(hello);
  });

  it('is not decided while bytes may wait that a busy program has not looked at', () => {
    const rig = new RoomRig();
    const peer = new PlainPeer(rig, 1);
    rig.now += 5_000;
    peer.guest.tick(rig.now);
    peer.sends(rawFrame({ type: 'hello' }));
    expect([peer.frames?.length, peer.heard()]).toEqual([20, '']);
  });

  it('is told so where the room lets in no plain guests', () => {
    const rig = new RoomRig();
    const peer = new PlainPeer(rig, 1, { isLetIn: false });
    peer.sends('hello\n');
    expect(peer.heard()).toBe('* Partyline: this room lets in the app only, no scripts and no netcat.\n');
    expect([peer.isClosed, rig.room.members()]).toEqual([true, []]);
  });

  it('hears nothing of what was before', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ type: 'say', id: '1', text: 'old news' });
    rig.turn();
    const peer = new PlainPeer(rig, 1);
    peer.sends('hello\n');
    expect(peer.heard()).toBe(`${GREETING}guest 1: hello\n`);
  });

  it.each(['\u{feff}', ''])('may write UTF-16, as programs on Windows do, with a mark and without: %j', (mark) => {
    const rig = new RoomRig();
    const ada = rig.join();
    for (const order of [1, 2]) {
      const peer = new PlainPeer(rig, order);
      const send = (text: string) => {
        const bytes = Buffer.from(text, 'utf16le');
        peer.sends(Uint8Array.from(order === 1 ? bytes : bytes.swap16()));
      };
      send(`${mark}hello\r\n`);
      send('你好 😀\r\n');
      expect(ada.texts()).toEqual(['hello', '你好 😀']);
    }
  });

  it('is one of so many only', () => {
    const rig = new RoomRig({ plainGuests: 2 });
    talker(rig, 1);
    const second = talker(rig, 2);
    const third = new PlainPeer(rig, 3);
    third.sends('hello\n');
    expect(third.heard()).toBe('* the room holds 2 plain guests (room_full)\n');
    second.sends('exit\n');
    const fourth = new PlainPeer(rig, 4);
    fourth.sends('hello\n');
    expect(fourth.heard()).toContain('guest 4: hello\n');
  });
});

describe('taking turns', () => {
  it('two scripts that send without line ends and receive in turns both get a line for each of theirs', () => {
    const rig = new RoomRig();
    const shared = new EventLines();
    const peers = [1, 2].map((number) => new PlainPeer(rig, number, { lines: shared }));
    for (let round = 0; round < 20; round += 1) {
      for (const peer of peers) {
        peer.sends(`line ${round}`);
        peer.waits(round === 0 ? FIRST_BYTES_MS : 0);
        expect(peer.heard()).toContain(`: line ${round}\n`);
      }
    }
  });

  it('whatever is sent, something comes back', () => {
    const chunk = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '\n',
        '\r\n',
        '/who',
        '/nick',
        '/nick guest 1',
        '/nick \u0007',
        '/help\n',
        'x'.repeat(70_000),
      ),
      fc.string({ minLength: 1 }),
      fc.uint8Array({ minLength: 1, maxLength: 9 }),
    );
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 8 }), (chunks) => {
        const rig = new RoomRig({ messageBurst: 2, messagesPerSecond: 1 });
        const peer = talker(rig);
        for (const one of chunks) {
          // `send` of nothing sends nothing, and a telnet's commands are no text.
          if (one.length === 0 || (typeof one !== 'string' && one.includes(0xff))) continue;
          peer.sends(one);
          peer.waits(3_000);
          expect(peer.heard()).not.toBe('');
          if (peer.isClosed) return;
        }
      }),
    );
  });

  it('a message is over when its sender was told something and speaks again', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const peer = new PlainPeer(rig, 1);
    peer.waits(FIRST_BYTES_MS + 100);
    peer.sends('first');
    ada.sends({ type: 'say', id: '1', text: 'hello' });
    rig.turn();
    peer.sends('second');
    peer.waits(FIRST_BYTES_MS);
    expect(peer.heard()).toBe(`${GREETING}Ada: hello\nguest 1: first\nguest 1: second\n`);
  });

  it('a buffer of zeros alone is answered as an empty line is', () => {
    for (const zeros of ['\0', '\0'.repeat(32)]) {
      const peer = talker(new RoomRig());
      peer.sends(zeros);
      expect(peer.heard()).toBe('* Nothing was said: that line is empty.\n');
    }
    const first = new PlainPeer(new RoomRig(), 1);
    first.sends('\0'.repeat(32));
    expect(first.heard()).toBe(`${GREETING}* Nothing was said: that line is empty.\n`);
  });

  it('an empty line is answered unless something else of the same chunk is', () => {
    const peer = talker(new RoomRig());
    peer.sends('\n');
    expect(peer.heard()).toBe('* Nothing was said: that line is empty.\n');
    peer.sends('\nhello\n\n');
    expect(peer.heard()).toBe('guest 1: hello\n');
  });

  it('what is not taken is answered with the reason', () => {
    const rig = new RoomRig({ messageBurst: 3, messagesPerSecond: 1, messageLength: 10 });
    const peer = talker(rig);
    peer.sends('12345678901\n');
    expect(peer.heard()).toBe('* Not said: a message has at most 10 characters, this one 11 (text_too_long).\n');
    peer.sends('x\ny\n');
    expect(peer.heard()).toBe('* Not said: at most 1 messages a second (too_fast).\nguest 1: x\n');
    peer.sends(Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x0a));
    expect(peer.heard()).toBe('* Not said: that is no text, neither UTF-8 nor GB18030.\n');
    rig.now += 10_000;
    rig.store.isFull = true;
    peer.sends('lost?\n');
    expect(peer.heard()).toBe('* Not said: the disk is full (disk_full).\n');
    peer.sends('/nick Bob\n/help\n');
    expect(peer.heard()).toMatch(
      /^\* Not said: the new nickname could not be written down \(store_failed\)\.\n\* Each/,
    );
    expect(rig.room.members()).toMatchObject([{ nick: 'guest 1' }]);
  });
});

describe('commands', () => {
  it('/nick gives another name, of which everybody hears', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const peer = talker(rig);
    ada.hears();
    peer.sends('/nick  小明 \nhello\n');
    expect(peer.heard()).toBe('* guest 1 is called 小明 now\n小明: hello\n');
    expect(ada.hears()).toMatchObject([{ kind: 'joined', from: 'm2', nick: '小明', plain: true }, { nick: '小明' }]);
    peer.sends('/nick 小明\n');
    expect(peer.heard()).toBe('* You are called 小明 already.\n');
    peer.sends(`/nick ${'x'.repeat(33)}\n`);
    expect(peer.heard()).toContain('* A nickname has 1 to 32 characters');
  });

  it('/nick in the first chunk is told as it was', () => {
    const peer = new PlainPeer(new RoomRig(), 1);
    peer.sends('hi\n/nick Bob\n');
    expect(peer.heard()).toContain('* guest 1 joined\nguest 1: hi\n* guest 1 is called Bob now\n');
  });

  it('names that look the same are told apart, in lines, in /who and in the greeting', () => {
    const rig = new RoomRig();
    const peer = talker(rig);
    const ada = rig.join({ nick: 'Ada' });
    const other = rig.join({ nick: 'Аda' });
    other.sends({ type: 'say', id: '1', text: 'hi' });
    rig.turn();
    ada.sends({ type: 'say', id: '1', text: 'hello' });
    rig.turn();
    expect(peer.heard()).toBe('* Ada joined\n* Аda (2) joined\nАda (2): hi\nAda: hello\n');
    peer.sends('/nick ADA\n/who\n');
    expect(peer.heard()).toBe('* guest 1 is called ADA (3) now\n* Here: ADA (3) (you), Ada, Аda (2)\n');
  });

  it('/nick takes no name that looks like a line of the room', () => {
    const peer = talker(new RoomRig());
    for (const nick of ['* Partyline', '＊ Ada joined', 'Ann: hi', '\u3164']) {
      peer.sends(`/nick ${nick}\n`);
      expect(peer.heard(), nick).toContain('* A nickname has 1 to 32 characters');
    }
  });

  it('/who names who is here, /help tells the commands, and neither is said', () => {
    const rig = new RoomRig();
    const ada = rig.join({}, { local: true });
    const peer = talker(rig);
    ada.hears();
    peer.sends('/who\n');
    expect(peer.heard()).toBe('* Here: Ada (host), guest 1 (you)\n');
    peer.sends('/help\r\n');
    expect(peer.heard()).toContain('/nick NAME');
    expect(ada.hears()).toEqual([]);
  });

  it('answers to commands stand behind what was said before them', () => {
    const peer = talker(new RoomRig());
    peer.sends('hello\n/who\n');
    expect(peer.heard()).toBe('guest 1: hello\n* Here: guest 1 (you)\n');
  });

  it('what only looks like a command is said', () => {
    const peer = talker(new RoomRig());
    peer.sends('/etc/passwd\nexit now\n');
    expect(peer.heard()).toBe('guest 1: /etc/passwd\nguest 1: exit now\n');
  });

  it('a flood of commands is not answered one by one', () => {
    const peer = talker(new RoomRig());
    peer.sends('/help\n'.repeat(10_000));
    expect(peer.heard().length).toBeLessThan(10_000);
    peer.reads = false;
    for (let n = 0; n < 1_000; n += 1) peer.sends('/help\n');
    expect(peer.queuedBytes()).toBeLessThan(70_000);
  });
});

describe('leaving', () => {
  it.each([
    ['exit', 'You left the room.\n'],
    ['EXIT', 'You left the room.\n'],
    ['拜拜', '您断开了连接.\n'],
  ])('%s is answered with a farewell behind what was said before, and the link closes', (word, farewell) => {
    const rig = new RoomRig();
    const ada = rig.join();
    const peer = talker(rig);
    ada.hears();
    peer.sends(`last words\n${word}\nnobody hears this\n`);
    expect(peer.heard()).toBe(`guest 1: last words\n${farewell}`);
    expect(peer.isClosed).toBe(true);
    expect(ada.hears()).toMatchObject([{ text: 'last words' }, { kind: 'left', nick: 'guest 1', text: '' }]);
    expect(rig.room.members()).toHaveLength(1);
  });

  it('exit of somebody who wrote Chinese is answered in Chinese', () => {
    const peer = talker(new RoomRig());
    peer.sends(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0x0a));
    peer.sends('exit\n');
    expect(peer.heard()).toBe('guest 1: 你好\n您断开了连接.\n');
  });

  it('by closing the sending side says what is left without a line end first', () => {
    const rig = new RoomRig();
    const peer = new PlainPeer(rig, 1);
    peer.sends('hi');
    peer.guest.ended(rig.now);
    peer.turn();
    expect(peer.heard()).toBe(`${GREETING}guest 1: hi\nYou left the room.\n`);
  });

  it('without a word is seen at once, for nobody can come back, and nothing of it is kept', () => {
    const rig = new RoomRig({ graceMs: 15_000 });
    const ada = rig.join();
    const peer = talker(rig);
    ada.hears();
    rig.room.closed(peer.link, rig.now);
    rig.pass(1);
    expect(ada.hears()).toMatchObject([{ kind: 'left', nick: 'guest 1', text: 'link_lost' }]);
    expect(rig.store.sessions.size).toBe(1);
  });

  it('hears that the host closed the room', () => {
    const rig = new RoomRig();
    const peer = talker(rig);
    rig.room.shutDown();
    rig.turn();
    expect(peer.heard()).toBe('* The host closed the room.\n');
  });
});

it('reads each event as one line that takes over no terminal', () => {
  const rig = new RoomRig();
  const peer = talker(rig);
  const ada = rig.join();
  ada.sends({ type: 'say', id: '1', text: 'one\r\ntwo\u2028three\u009b2Jfour\u202e\n' });
  rig.turn();
  expect(peer.heard()).toBe('* Ada joined\nAda: one ⏎ two ⏎ three\u{fffd}2Jfour\u{fffd}\n');
});

it('costs bounded memory when it reads nothing, and is dropped in its time', () => {
  const rig = new RoomRig({ linkQueueBytes: 10_000, linkStallMs: 5_000 });
  const ada = rig.join();
  const peer = talker(rig);
  peer.reads = false;
  for (let n = 0; n < 200; n += 1) {
    ada.sends({ type: 'say', id: `${n}`, text: `${n} ${'x'.repeat(500)}` });
    rig.turn();
  }
  expect(peer.queuedBytes()).toBeLessThan(12_000);
  for (let second = 0; second < 7; second += 1) rig.pass(1_000);
  expect(peer.isClosed).toBe(true);
  expect(peer.heard()).toContain('(too_slow)');
});
