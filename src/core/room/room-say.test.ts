import { describe, expect, it } from 'vitest';
import { rawFrame } from '../../../tests/support/frames.ts';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string, text = 'hi') => ({ type: 'say', id, text });

describe('a say', () => {
  it('reaches everybody, its author too, after the disk has it', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join({ nick: 'Bob' });
    ada.hears();
    ada.sends(say('a1', 'good evening'));
    expect([ada.hears(), bob.hears(), rig.store.newest]).toEqual([[], [], 2]);
    rig.turn();
    const event = { type: 'event', seq: 3, at: rig.wall, kind: 'message', id: 'a1', from: 'm1', nick: 'Ada' };
    expect(ada.hears()).toEqual([
      { type: 'accepted', id: 'a1', seq: 3 },
      { ...event, text: 'good evening' },
    ]);
    expect(bob.hears()).toEqual([{ ...event, text: 'good evening' }]);
    expect(rig.store.events.at(-1)).toMatchObject({ seq: 3, text: 'good evening' });
  });

  it('keeps what it answers', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ ...say('a2'), reply_to: 'b1' });
    rig.turn();
    expect(ada.hears()[1]).toMatchObject({ id: 'a2', reply_to: 'b1' });
  });

  it('tells by its number which event it answers, and that one’s id for who knows ids alone', () => {
    const rig = new RoomRig();
    const [ada, bob] = [rig.join(), rig.join()];
    ada.sends(say('b1'));
    rig.turn();
    bob.sends({ ...say('b1'), reply_to: 3 });
    rig.turn();
    expect(ada.hears().at(-1)).toMatchObject({ id: 'b1', from: 'm2', reply_to: 'b1', reply_seq: 3 });
  });

  it('that names what it answers by id tells the number where only one event has it', () => {
    const rig = new RoomRig();
    const [ada, bob] = [rig.join(), rig.join()];
    ada.sends(say('only'), say('both'));
    bob.sends(say('both'));
    rig.turn();
    ada.sends({ ...say('a1'), reply_to: 'only' }, { ...say('a2'), reply_to: 'both' }, { ...say('a3'), reply_to: '99' });
    rig.turn();
    const answers = bob.hears().slice(-3);
    expect(answers.map(({ reply_to, reply_seq }) => [reply_to, reply_seq])).toEqual([
      ['only', 3],
      ['both', undefined],
      ['99', undefined],
    ]);
    ada.sends({ ...say('a1'), reply_to: 'only' });
    rig.turn();
    expect(ada.hears().at(-1)).toMatchObject({ type: 'accepted', id: 'a1' });
  });

  it('that answers an event which does not exist ends the link', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ ...say('a1'), reply_to: 3 });
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'error', code: 'bad_message' }]);
  });

  it('of many members in one turn is one transaction, in the order of arrival', () => {
    const rig = new RoomRig();
    const peers = ['Ada', 'Bob', 'Cy'].map((nick) => rig.join({ nick }));
    for (const peer of peers) peer.hears();
    for (const [index, peer] of peers.entries()) peer.sends(say(`x${index}`, `text ${index}`));
    rig.turn();
    for (const peer of peers) expect(peer.texts()).toEqual(['text 0', 'text 1', 'text 2']);
  });

  it('10,000 times in one chunk gets 10,000 numbers without a gap', () => {
    const rig = new RoomRig({ messageBurst: 10_000 });
    const ada = rig.join();
    ada.says(...Array.from({ length: 10_000 }, (_, n) => rawFrame(say(`a${n}`))));
    rig.turn();
    const heard = ada.hears();
    expect(heard.filter(({ type }) => type === 'accepted').map((header) => header['seq'])).toEqual(
      Array.from({ length: 10_000 }, (_, n) => n + 2),
    );
  });

  it('one byte per chunk, each in a turn of its own, is one message', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    for (const byte of rawFrame(say('a', 'drop by drop'))) {
      ada.says(Uint8Array.of(byte));
      rig.turn();
    }
    expect(ada.texts()).toEqual(['drop by drop']);
  });

  it('cut off at any byte leaves no trace', () => {
    const frame = rawFrame(say('a', 'torn'));
    for (let cut = 0; cut < frame.length; cut += 1) {
      const rig = new RoomRig();
      const ada = rig.join();
      ada.says(frame.subarray(0, cut));
      rig.room.closed(ada.link, rig.now);
      rig.turn();
      expect(rig.store.newest, `cut at byte ${cut}`).toBe(1);
    }
  });
});

describe('a doubled id', () => {
  it('is answered again and logged once', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    for (let times = 0; times < 3; times += 1) {
      ada.sends(say('a1'));
      rig.turn();
    }
    expect(ada.hears().filter(({ type }) => type === 'accepted')).toEqual(
      Array(3).fill({ type: 'accepted', id: 'a1', seq: 2 }),
    );
    expect(rig.store.newest).toBe(2);
  });

  it('within one turn is logged once', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends(say('a1', 'first'), say('a1', 'second'));
    rig.turn();
    expect(ada.hears()).toMatchObject([{ seq: 2 }, { seq: 2 }, { seq: 2, text: 'first' }]);
    expect(rig.store.newest).toBe(2);
  });

  it('is known after a restart, also from another link and session of the device', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends(say('a1'));
    rig.turn();
    rig.restart();
    const again = rig.join({}, { device: ada.device });
    again.sends(say('a1'));
    rig.turn();
    expect(again.hears()).toEqual([{ type: 'accepted', id: 'a1', seq: 2 }]);
    expect(rig.store.newest).toBe(2);
  });

  it('of two members is two messages', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join();
    ada.sends(say('same'));
    bob.sends(say('same'));
    rig.turn();
    expect(rig.store.newest).toBe(4);
  });

  it('costs nothing of the pace', () => {
    const rig = new RoomRig({ messagesPerSecond: 1, messageBurst: 1 });
    const ada = rig.join();
    ada.sends(say('a1'), say('a1'), say('a1'));
    rig.turn();
    expect(ada.hears().filter(({ type }) => type === 'refused')).toEqual([]);
  });
});

describe('a text', () => {
  it.each([
    ['of exactly the limit', 'x'.repeat(16_000)],
    ['of 16,000 Chinese characters, which fill 48,000 bytes', '好'.repeat(16_000)],
    ['with 100 combining marks on one letter', `z${'\u0301'.repeat(100)}`],
    ['with a right-to-left override', '\u202etxt.exe'],
    ['in Arabic and Hebrew', 'مرحبا שלום'],
    ['with line breaks and tabs', 'a\n\tb\r\nc'],
    ['with emoji made of several code points', '👩‍👩‍👧‍👦🏳️‍🌈'],
    ['that looks like JSON, or like a frame', '"}\\{"type":"bye"}'],
  ])('%s arrives as it was said', (_, text) => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends(say('a', text));
    rig.turn();
    expect(ada.texts()).toEqual([text]);
  });

  it.each([
    ['text_too_long', 'longer than the limit', 'x'.repeat(16_001)],
    ['text_invalid', 'with a lone high surrogate', 'a\ud800b'],
    ['text_invalid', 'with a lone low surrogate', '\udc00'],
    ['text_invalid', 'with NUL', 'a\u0000b'],
    ['text_invalid', 'with an escape that drives a terminal', '\u001b[2J'],
    ['text_empty', 'of nothing', ''],
    ['text_empty', 'of blanks', ' \n\t\u3000 '],
  ])('is refused by its id as %s when %s', (code, _, text) => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends(say('bad', text), say('good', 'fine'));
    rig.turn();
    expect(ada.hears()).toMatchObject([
      { type: 'refused', id: 'bad', code, text: expect.stringMatching(/\w/) },
      { type: 'accepted', id: 'good', seq: 2 },
      { text: 'fine' },
    ]);
    expect(ada.isClosed).toBe(false);
  });

  it('that the room allows to be longer than a header is refused, not thrown about', () => {
    const rig = new RoomRig({ messageLength: 1_000_000 });
    const ada = rig.join();
    ada.sends(say('fits', '好'.repeat(20_000)));
    rig.turn();
    expect(ada.texts()).toHaveLength(1);
    ada.sends(say('long', 'x'.repeat(40_000)));
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'refused', id: 'long', code: 'text_too_long' }]);
  });
});

describe('the others', () => {
  it('ping is answered with its own number', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ type: 'ping', t: 12.5 }, { type: 'ping', t: -1e300 });
    rig.turn();
    expect(ada.hears()).toEqual([
      { type: 'pong', t: 12.5 },
      { type: 'pong', t: -1e300 },
    ]);
  });

  it.each(['ack', 'read'])('%s of an event that exists is taken without a word', (type) => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ type, seq: 0 }, { type, seq: 1 }, { type: 'typing' });
    rig.turn();
    expect(ada.hears()).toEqual([]);
    expect(ada.isClosed).toBe(false);
  });

  it.each(['ack', 'read'])('%s of an event from the future ends the link', (type) => {
    const rig = new RoomRig();
    const ada = rig.join();
    ada.sends({ type, seq: 2 });
    rig.turn();
    expect(ada.hears()).toMatchObject([{ type: 'error', code: 'bad_message' }]);
    expect(ada.isClosed).toBe(true);
  });

  it('garbage ends its own link with the reason and disturbs nobody', () => {
    const rig = new RoomRig();
    const ada = rig.join();
    const bob = rig.join();
    ada.hears();
    ada.sends(say('a1', 'before'));
    ada.says(Uint8Array.of(0, 0, 0, 0));
    ada.sends(say('a2', 'after'));
    rig.turn();
    expect(ada.hears().map(({ code, type }) => code ?? type)).toEqual(['accepted', 'bad_header_length', 'event']);
    expect(ada.isClosed).toBe(true);
    expect(bob.texts()).toEqual(['before']);
    expect(rig.room.members(), 'it may come back').toHaveLength(2);
  });
});
