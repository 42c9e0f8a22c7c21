import { describe, expect, it } from 'vitest';
import { directWords, secretOf } from '../../../tests/support/opaque-words.ts';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';
import { wordMac } from '../secure/word.ts';

const HASH = new Uint8Array(32).fill(7);
const SECRET = secretOf('correct horse');

/** A guest that said hello, and whose host has it wait. */
function atDoor(code: 'ask' | 'word', state: ConstructorParameters<typeof GuestRig>[0] = {}) {
  const rig = new GuestRig(state);
  rig.hash = HASH;
  rig.session.start(rig.now);
  rig.open();
  rig.hears({ type: 'waiting', code });
  rig.says();
  return rig;
}

const stateOf = ({ session }: GuestRig) => session.connection;
/** Says the passphrase, and answers as a host with its record would. @returns the session key that the host finds */
function triesWith(rig: GuestRig, word: string) {
  expect(rig.session.doorstep.tryWord(word)).toBeUndefined();
  const host = directWords(() => rig.now);
  let state = '';
  let key: string | undefined;
  const [start] = rig.says();
  host.begin(SECRET, String(start?.data), (begun) => {
    state = begun?.state ?? '';
    rig.hears({ type: 'word', step: 'reply', data: begun?.reply });
  });
  const finish = rig.says()[0];
  const keep = (found: string | undefined) => {
    key = found;
  };
  if (finish) host.finish(state, String(finish.data), keep);
  return { finish, key };
}

describe('a guest that has to knock', () => {
  it('waits for as long as its host does, with heartbeats, and is in once it is welcomed', () => {
    const rig = atDoor('ask');
    expect(stateOf(rig)).toEqual({ state: 'knocking', wait: { door: 'ask' } });
    for (let seconds = 0; seconds < 300; seconds += 10) {
      rig.pass(10_000);
      rig.hears({ type: 'pong', t: 0 });
    }
    expect(stateOf(rig).state).toBe('knocking');
    expect(rig.saysAll().filter(({ type }) => type === 'ping').length).toBeGreaterThanOrEqual(15);
    rig.welcome(0);
    expect(stateOf(rig).state).toBe('online');
  });

  it('knocks again by itself where its link breaks meanwhile', () => {
    const rig = atDoor('ask');
    rig.lose();
    expect(stateOf(rig).state).toBe('waiting');
    rig.pass(60_000);
    rig.open();
    rig.hears({ type: 'waiting', code: 'ask' });
    expect(stateOf(rig).state).toBe('knocking');
  });

  it('notices a host that is silent', () => {
    const rig = atDoor('ask');
    rig.pass(50_000);
    expect(stateOf(rig).state).toBe('waiting');
  });

  it.each(['turned_away', 'not_answered', 'banned', 'removed', 'room_locked', 'word_unsealed'])(
    'gives up at %s, also where it would try for ever',
    (code) => {
      const rig = atDoor('ask', { isPatient: true });
      rig.hears({ type: 'error', code, text: '' });
      expect(stateOf(rig)).toMatchObject({ state: 'closed', problem: { code } });
    },
  );

  it('takes leave of the door', () => {
    const rig = atDoor('ask');
    rig.session.leave(rig.now);
    expect(rig.says()).toEqual([{ type: 'bye' }]);
  });

  it('believes no host that has somebody wait who said no hello', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'waiting', code: 'ask' });
    expect(stateOf(rig).state).toBe('waiting');
  });
});

it('comes back where it was removed only when its person asks for that, and never where they left', () => {
  const rig = GuestRig.online();
  rig.hears({ type: 'error', code: 'removed', text: '' });
  rig.session.reconnectNow(rig.now);
  expect(stateOf(rig).state).toBe('closed');
  rig.session.reconnectNow(rig.now, true);
  expect(rig.isConnected).toBe(true);
  rig.session.leave(rig.now);
  rig.session.reconnectNow(rig.now, true);
  expect(stateOf(rig)).toEqual({ state: 'closed' });
});

describe('a guest that is asked for a passphrase', () => {
  it('shows that it knows it, and comes in once the host has shown the same', () => {
    const rig = atDoor('word');
    expect(stateOf(rig)).toEqual({ state: 'knocking', wait: { door: 'word', word: { isTried: false } } });
    const { finish, key } = triesWith(rig, 'correct horse');
    expect(finish?.mac).toBe(wordMac(rig.digests, key ?? '', 'guest', HASH));
    expect(stateOf(rig)).toMatchObject({ wait: { word: { isTried: true } } });
    rig.welcome(0, { word: wordMac(rig.digests, key ?? '', 'host', HASH) });
    expect(stateOf(rig).state).toBe('online');
  });

  it('believes no host that does not know it, whatever it welcomes with', () => {
    for (const word of [undefined, 'a'.repeat(64)]) {
      const rig = atDoor('word');
      triesWith(rig, 'correct horse');
      rig.welcome(0, word === undefined ? {} : { word });
      expect(stateOf(rig)).toMatchObject({ state: 'closed', problem: { code: 'false_host' } });
    }
  });

  it('says that it was wrong, sends nothing more of it, and may try again', () => {
    const rig = atDoor('word');
    expect(triesWith(rig, 'correct house').finish).toBeUndefined();
    expect(stateOf(rig)).toMatchObject({ wait: { word: { isTried: false, problem: { code: 'wrong_word' } } } });
    expect(triesWith(rig, 'correct horse').key).toBeDefined();
  });

  it('says when the next try is heard', () => {
    const rig = atDoor('word');
    rig.session.doorstep.tryWord('x');
    rig.hears({ type: 'word', step: 'wrong', code: 'too_many_tries', wait: 30_000 });
    const retryAt = rig.wallNow() + 30_000;
    expect(stateOf(rig)).toMatchObject({ wait: { word: { problem: { code: 'too_many_tries' }, retryAt } } });
  });

  it('tries one at a time, only where it is asked, and not in clear', () => {
    const rig = atDoor('word');
    rig.session.doorstep.tryWord('x');
    expect(rig.session.doorstep.tryWord('y')).toMatchObject({ code: 'nobody_asks' });
    expect(GuestRig.online().session.doorstep.tryWord('x')).toMatchObject({ code: 'nobody_asks' });
    const clear = atDoor('word');
    clear.hash = undefined;
    expect(clear.session.doorstep.tryWord('x')).toMatchObject({ code: 'word_unsealed' });
  });

  it('takes no answer to what it did not ask, and no second reply', () => {
    for (const [code, answers] of [
      ['bad_message', [{ type: 'word', step: 'reply', data: 'AAAA' }]],
      ['bad_message', [{ type: 'word', step: 'wrong', code: 'wrong_word', wait: 0 }]],
      ['not_a_room', [{ type: 'word', step: 'nothing' }]],
    ] as const) {
      const rig = atDoor('word');
      rig.hears(...answers);
      expect(stateOf(rig)).toMatchObject({ state: 'waiting', problem: { code } });
    }
  });

  it('forgets a try with the link that it went over', () => {
    const rig = atDoor('word');
    rig.session.doorstep.tryWord('x');
    rig.lose();
    rig.pass(60_000);
    rig.open();
    rig.hears({ type: 'waiting', code: 'word' });
    expect(stateOf(rig)).toMatchObject({ wait: { word: { isTried: false } } });
  });
});

describe('a member at the door', () => {
  it('sees who knocks and who is banned, as its host tells, and the door as the log has it', () => {
    const rig = GuestRig.online(0, { door: 'ask' });
    expect(rig.session.door.sight).toEqual({ door: 'ask', knocks: [], bans: [] });
    const knock = { id: 1, nick: 'Bob', address: '192.0.2.7', at: 5 };
    rig.hears({ type: 'knocks', knocks: [knock] }, { type: 'bans', bans: [{ id: 3, nick: 'Eve', at: 6, by: 'key' }] });
    expect(rig.session.door.sight.knocks).toEqual([knock]);
    expect(rig.session.door.sight.bans).toHaveLength(1);
    rig.hears({ type: 'event', seq: 1, at: 1, kind: 'door', id: 'd', from: 'm1', nick: 'Ada', text: 'locked' });
    expect(rig.session.door.sight.door).toBe('locked');
    rig.lose();
    rig.pass(60_000);
    rig.open();
    rig.welcome(1);
    expect(rig.session.door.sight).toEqual({ door: 'open', knocks: [], bans: [] });
  });

  it('hears what became of what it asked for', async () => {
    const rig = GuestRig.online();
    const asked = [1, 2].map((knock) => rig.session.door.manage({ do: 'admit', knock }));
    const [one, two] = rig.says().filter(({ type }) => type === 'manage');
    expect(one).toMatchObject({ do: 'admit', knock: 1 });
    rig.hears(
      { type: 'accepted', id: one?.id, seq: 4 },
      { type: 'refused', id: two?.id, code: 'not_allowed', text: '' },
    );
    expect(await asked[0]).toEqual({ ok: true, value: undefined });
    expect(await asked[1]).toMatchObject({ problem: { code: 'not_allowed' } });
  });

  it('hears that nothing came of it where its link breaks, and where there is none', async () => {
    const rig = GuestRig.online();
    const asked = rig.session.door.manage({ do: 'turn_away', knock: 1 });
    rig.lose();
    expect(await asked).toMatchObject({ problem: { code: 'link_lost' } });
    expect(await rig.session.door.manage({ do: 'turn_away', knock: 1 })).toMatchObject({
      problem: { code: 'not_connected' },
    });
  });

  it('sees who became a moderator, in its list of members', () => {
    const rig = GuestRig.online(0, { members: [{ id: 'm2', nick: 'Bob', host: false, role: 'moderator' }] });
    expect(rig.session.members).toMatchObject([{ role: 'moderator' }]);
    const role = (seq: number, text: string) => ({
      type: 'event',
      seq,
      at: 1,
      kind: 'role',
      id: `r${seq}`,
      from: 'm1',
      nick: 'Ada',
      text,
      about: { id: 'm2', nick: 'Bob' },
    });
    rig.hears(role(1, 'member'));
    expect(rig.session.members).toEqual([{ id: 'm2', nick: 'Bob', host: false }]);
    rig.hears(role(2, 'moderator'));
    expect(rig.session.members).toMatchObject([{ role: 'moderator' }]);
  });
});
