import { describe, expect, it } from 'vitest';
import { secretOf, WordTry } from '../../../../tests/support/opaque-words.ts';
import { DoorRig, gist, identityOf } from '../../../../tests/support/rigs/door-rig.ts';
import type { RigPeer } from '../../../../tests/support/rigs/room-rig.ts';
import type { RoomLimits } from '../../../shared/limits.ts';

const SECRET = secretOf('correct horse');

function wordRoom(limits: Partial<RoomLimits> = {}) {
  const rig = new DoorRig(limits);
  rig.room.setWord(SECRET);
  rig.setDoor('word');
  return rig;
}

/** Tries a passphrase over a link that waits for one. @returns what came of it */
function tries(rig: DoorRig, peer: RigPeer, word: string, hash = peer.identity?.hash) {
  peer.hears();
  const attempt = new WordTry(word);
  peer.sends(attempt.start);
  rig.turn();
  const [reply] = peer.hears();
  if (reply?.step !== 'reply') return { answers: reply ? [reply] : [], expected: undefined };
  const next = attempt.finish(String(reply.data), hash as Uint8Array);
  if (next) peer.sends(next.header);
  rig.turn();
  return { answers: peer.hears(), expected: next?.expected };
}

describe('a room with a passphrase', () => {
  it('lets in who knows it, shows that it knows it too, and asks no member again', () => {
    const rig = wordRoom();
    const bob = rig.comes(1);
    expect(gist(bob.hears())).toEqual(['word']);
    const { answers, expected } = tries(rig, bob, 'correct horse');
    expect(answers[0]).toMatchObject({ type: 'welcome', word: expected });
    bob.sends({ type: 'bye' });
    rig.turn();
    rig.restart();
    expect(gist(rig.comes(1).hears())[0]).toBe('welcome');
  });

  it('gives who knows another one nothing, and lets them try again over the same link', () => {
    const rig = wordRoom();
    const bob = rig.comes(1);
    expect(tries(rig, bob, 'correct house')).toEqual({ answers: [], expected: undefined });
    expect(gist(tries(rig, bob, 'correct horse').answers)[0]).toBe('welcome');
  });

  it('lets nobody in over a link whose handshake is another: who passes messages on gains nothing', () => {
    const rig = wordRoom();
    const relay = rig.comes(1);
    const { answers } = tries(rig, relay, 'correct horse', identityOf(2, 99).hash);
    expect(answers).toMatchObject([{ step: 'wrong', code: 'wrong_word' }]);
  });

  it.each([
    ['locked', 'room_locked'],
    ['ask', 'ask'],
    ['open', 'welcome'],
  ])('goes by the door as it is when the passphrase is shown, not as it was: %s', (door, answer) => {
    const rig = wordRoom();
    const bob = rig.comes(1);
    rig.setDoor(door);
    expect(gist(tries(rig, bob, 'correct horse').answers)[0]).toBe(answer);
  });

  it('lets nobody in who is banned while the passphrase is awaited', () => {
    const rig = wordRoom();
    const bob = rig.comes(1);
    tries(rig, rig.comes(1), 'correct horse');
    rig.ask(rig.host, { do: 'ban', member: 'm3' });
    expect(gist(bob.hears())).toEqual(['word', 'banned']);
  });

  it('asks nobody in clear, who is told why', () => {
    const rig = wordRoom();
    const clear = rig.connect();
    clear.hello();
    rig.turn();
    expect(gist(clear.hears())).toEqual(['word_unsealed']);
  });

  it('keeps what was laid down over a restart', () => {
    const rig = wordRoom();
    rig.restart();
    expect(gist(tries(rig, rig.comes(1), 'correct horse').answers)[0]).toBe('welcome');
  });
});

describe('who guesses', () => {
  it('is slowed down by address', () => {
    const rig = wordRoom({ wordTriesPerAddress: 2, wordTriesPerAddressPerMinute: 1 });
    const guesses = (person: number) => {
      const peer = rig.comes(person, {}, { address: 'one' });
      return tries(rig, peer, 'wrong').answers[0];
    };
    expect([guesses(1), guesses(2)]).toEqual([undefined, undefined]);
    expect(guesses(3)).toMatchObject({ step: 'wrong', code: 'too_many_tries', wait: 60_000 });
    expect(guesses(4)).toMatchObject({ wait: 60_000 });
    rig.pass(60_000);
    expect(guesses(5)).toBeUndefined();
  });

  it('is slowed down by key, from however many addresses', () => {
    const rig = wordRoom({ wordTriesPerKey: 2 });
    const codes = [1, 2, 3].map(() => tries(rig, rig.comes(1), 'wrong').answers[0]?.code);
    expect(codes).toEqual([undefined, undefined, 'too_many_tries']);
    expect(tries(rig, rig.comes(2), 'wrong').answers).toEqual([]);
  });

  it('is slowed down together with all who guess', () => {
    const rig = wordRoom({ wordTries: 3, wordTriesPerMinute: 60 });
    const codes = [1, 2, 3, 4].map((person) => tries(rig, rig.comes(person), 'wrong').answers[0]?.code);
    expect(codes).toEqual([undefined, undefined, undefined, 'too_many_tries']);
  });

  it('pays for wrong ones alone: a crowd that knows it comes in', () => {
    const rig = wordRoom({ wordTries: 2, wordTriesPerMinute: 0.001, wordTriesPerAddress: 2 });
    for (let person = 1; person <= 20; person += 1) {
      const peer = rig.comes(person, {}, { address: 'school' });
      expect(gist(tries(rig, peer, 'correct horse').answers)[0]).toBe('welcome');
    }
  });

  it('may wait for so long and no longer', () => {
    const rig = wordRoom({ wordMs: 30_000 });
    const bob = rig.comes(1);
    rig.pass(30_000);
    expect(gist(bob.hears())).toEqual(['word', 'hello_timeout']);
  });
});

it('breaks off with who says the steps out of turn, or what is nothing of OPAQUE', () => {
  const bad: readonly (readonly object[])[] = [
    [{ type: 'word', step: 'finish', data: 'AAAA', mac: 'a'.repeat(64) }],
    [{ type: 'word', step: 'start', data: 'AAAA' }],
    [{ type: 'word', step: 'start', data: '' }],
    [{ type: 'word', step: 'start', data: 'a'.repeat(2_000) }],
    [{ type: 'word', step: 'start', data: 'no base64!' }],
    [{ type: 'word', step: 'reply', data: 'AAAA' }],
    [{ type: 'word' }],
    [new WordTry('x').start, { type: 'word', step: 'finish', data: 'AAAA', mac: 'short' }],
  ];
  for (const headers of bad) {
    const rig = wordRoom();
    const bob = rig.comes(1);
    bob.hears();
    for (const header of headers) bob.sends(header);
    rig.turn();
    expect(gist(bob.hears()).at(-1)).toBe('bad_message');
  }
});

it('says that a made-up last message is wrong', () => {
  const rig = wordRoom();
  const bob = rig.comes(1);
  bob.hears();
  bob.sends(new WordTry('x').start, { type: 'word', step: 'finish', data: 'AAAA', mac: 'a'.repeat(64) });
  rig.turn();
  expect(bob.hears()).toMatchObject([{ step: 'reply' }, { step: 'wrong', code: 'wrong_word' }]);
});
