import { describe, expect, it } from 'vitest';
import { rawFrame } from '../../../tests/support/frames.ts';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';

describe('joining', () => {
  it('connects, says hello, and is online with the welcome', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    expect([rig.connects, rig.session.connection]).toEqual([1, { state: 'connecting' }]);
    rig.open();
    expect(rig.says()).toEqual([
      { type: 'hello', v: 1, nick: 'Ada', device: expect.stringMatching(/^[0-9a-f]{32}$/), attempt: rig.now },
    ]);
    rig.welcome(0);
    expect(rig.session.connection).toEqual({ state: 'online' });
    expect([rig.session.room, rig.session.you]).toEqual([{ id: 'ab', name: 'Lab' }, 'm1']);
  });

  it('passes over the text for a plain guest that a host says to whoever was silent for a second', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.session.linkOpened(rig.now);
    rig.session.receive(new TextEncoder().encode('* Partyline: you are "guest 1".\nBob: hi\n'), rig.now);
    rig.prove();
    expect(rig.session.connection).toEqual({ state: 'connecting' });
    rig.welcome(0);
    expect(rig.session.connection).toEqual({ state: 'online' });
  });

  it('tells the host at once that it has heartbeats', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.open();
    rig.saysAll();
    rig.welcome(0);
    expect(rig.saysAll()).toEqual([{ type: 'ping', t: rig.now }]);
  });

  it('with a kept session asks to resume it from the newest kept event', () => {
    const rig = new GuestRig({ session: 's1', newest: 41 });
    rig.session.start(rig.now);
    rig.open();
    expect(rig.says()[0]).toMatchObject({ resume: { session: 's1', seq: 41 } });
    rig.welcome(42);
    rig.hears(rig.event(42));
    expect([rig.welcomes, rig.session.newest]).toEqual([[false], 42]);
  });

  it('whose session the room does not know says hello anew at once, without it, and starts the log again', () => {
    const rig = new GuestRig({ session: 'old', newest: 41 });
    rig.session.start(rig.now);
    rig.open();
    rig.says();
    rig.hears({ type: 'error', code: 'unknown_session', text: 'who?' });
    expect(rig.connects).toBe(2);
    rig.open();
    expect(rig.says()[0]).not.toHaveProperty('resume');
    rig.welcome(3);
    rig.hears(rig.event(1), rig.event(2), rig.event(3));
    expect([rig.welcomes, rig.session.newest]).toEqual([[true], 3]);
  });

  it('does not run in circles with a host that answers unknown_session to a plain hello', () => {
    const rig = new GuestRig({ session: 'old', newest: 41 });
    rig.session.start(rig.now);
    for (let tries = 0; tries < 3; tries += 1) {
      rig.open();
      rig.hears({ type: 'error', code: 'unknown_session', text: 'who?' });
    }
    expect([rig.connects, rig.session.connection.state]).toEqual([2, 'closed']);
  });

  it('ends with the reason when nothing answers', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.passSlowly(10_000);
    expect(rig.session.connection).toMatchObject({ state: 'closed', problem: { code: 'timed_out' } });
    expect(rig.isConnected).toBe(false);
  });

  it('ends as not_a_room when something else answers: a time-out, a web server, frames before the welcome', () => {
    const speeches = [
      new Uint8Array(0),
      new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n'),
      rawFrame({ type: 'pong', t: 1 }),
    ];
    for (const bytes of speeches) {
      const rig = new GuestRig();
      rig.session.start(rig.now);
      rig.open();
      rig.session.receive(bytes, rig.now);
      rig.passSlowly(10_000);
      expect(rig.session.connection).toMatchObject({ state: 'closed', problem: { code: 'not_a_room' } });
    }
  });

  it.each(['bad_version', 'bad_nick', 'room_full', 'too_many_links'])('ends with %s when the host says so', (code) => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.open();
    rig.hears({ type: 'error', code, text: 'no' });
    expect(rig.session.connection).toMatchObject({ state: 'closed', problem: { code } });
  });
});

describe('events', () => {
  it('of one chunk are handed on as one piece, with the frames as they travelled', () => {
    const rig = GuestRig.online(2);
    rig.hears(rig.event(1), { type: 'later' }, rig.event(2, { later: true }));
    expect(rig.segments).toHaveLength(1);
    expect(rig.segments[0]).toMatchObject({ first: 1, next: 3 });
    expect(rig.shown.map(({ seq, text }) => `${seq} ${text}`)).toEqual(['1 t1', '2 t2']);
  });

  it('may begin anywhere for a newcomer, for the log may be trimmed', () => {
    const rig = GuestRig.online(91);
    rig.hears(rig.event(90), rig.event(91));
    expect(rig.session.newest).toBe(91);
  });

  it('that are here already are passed over', () => {
    const rig = GuestRig.online(2);
    rig.hears(rig.event(1), rig.event(2));
    rig.hears(rig.event(1), rig.event(2), rig.event(3));
    expect(rig.shown.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('with a gap end the link: what came before counts, and the rest is asked for again', () => {
    const rig = GuestRig.online(2);
    rig.hears(rig.event(1), rig.event(2), rig.event(4));
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'bad_message' } });
    expect(rig.shown.map(({ seq }) => seq)).toEqual([1, 2]);
    rig.passSlowly(1_000);
    rig.open();
    expect(rig.says()[0]).toMatchObject({ resume: { session: 's1', seq: 2 } });
  });

  it('with a body end the link, for the log keeps frames without', () => {
    const rig = GuestRig.online(1);
    rig.session.receive(rawFrame({ ...rig.event(1), total_size: 4 }, Uint8Array.of(252, 255, 255, 255)), rig.now);
    expect(rig.session.connection.state).toBe('waiting');
    expect(rig.segments).toEqual([]);
  });

  it('are acknowledged at the next tick, all at once', () => {
    const rig = GuestRig.online();
    for (let seq = 1; seq <= 100; seq += 1) rig.hears(rig.event(seq));
    expect(rig.says()).toEqual([]);
    rig.pass(250);
    expect(rig.says()).toEqual([{ type: 'ack', seq: 100 }]);
    rig.pass(250);
    expect(rig.says()).toEqual([]);
  });

  it('tell who comes, goes and is renamed, from the welcome’s list on', () => {
    const rig = GuestRig.online(5, {
      members: [
        { id: 'm1', nick: 'Ada', host: true },
        { id: 'm2', nick: 'Bob', host: false },
      ],
    });
    rig.hears({ type: 'members', members: [{ id: 'm3', nick: 'Cy', host: false }] });
    rig.hears(
      rig.event(5, { kind: 'left', from: 'm3', text: 'in the list already' }),
      rig.event(6, { kind: 'left', from: 'm2' }),
      rig.event(7, { kind: 'joined', from: 'm4', nick: 'Di' }),
      rig.event(8, { kind: 'joined', from: 'm1', nick: 'Countess' }),
    );
    expect(rig.session.members).toEqual([
      { id: 'm3', nick: 'Cy', host: false },
      { id: 'm4', nick: 'Di', host: false },
      { id: 'm1', nick: 'Countess', host: true },
    ]);
    const [whole, more, then] = rig.memberChanges;
    expect(whole?.all?.map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect([more?.all, more?.came.map(({ id }) => id), more?.left]).toEqual([undefined, ['m3'], []]);
    expect([then?.came.map(({ nick }) => nick), then?.left]).toEqual([['Di', 'Countess'], ['m2']]);
    expect(rig.memberChanges).toHaveLength(3);
  });

  it('tell of a thousand who join by naming each of them once', () => {
    const rig = GuestRig.online(0, { members: [{ id: 'm0', nick: 'Ada', host: true }] });
    for (let seq = 1; seq <= 1_000; seq += 1) rig.hears(rig.event(seq, { kind: 'joined', from: `m${seq}` }));
    const entries = rig.memberChanges.flatMap(({ all = [], came, left }) => [...all, ...came, ...left]);
    expect(rig.session.members).toHaveLength(1_001);
    expect(entries).toHaveLength(1_001);
  });

  it('say of who came and went at once that it went', () => {
    const rig = GuestRig.online();
    rig.hears(
      rig.event(1, { kind: 'joined', from: 'm1' }),
      rig.event(2, { kind: 'left', from: 'm1' }),
      rig.event(3, { kind: 'left', from: 'm2' }),
      rig.event(4, { kind: 'joined', from: 'm2' }),
    );
    expect(rig.memberChanges.at(-1)).toMatchObject({ came: [{ id: 'm2' }], left: ['m1', 'm2'] });
  });
});

describe('a host that breaks the protocol', () => {
  it.each([
    ['garbage', Uint8Array.of(0, 0, 0, 0), 'bad_header_length'],
    ['an event without text', rawFrame({ type: 'event', seq: 1 }), 'bad_message'],
    [
      'a second welcome',
      rawFrame({ type: 'welcome', v: 1, room: { id: 'a', name: 'b' }, session: 's', you: 'm', members: [], seq: 0 }),
      'bad_message',
    ],
  ])('with %s is left, and tried again later', (_, bytes, code) => {
    const rig = GuestRig.online();
    rig.session.receive(bytes, rig.now);
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code } });
    expect(rig.isConnected).toBe(false);
  });

  it('with words that this version does not know is heard all the same', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'fireworks', colour: 'red' }, { type: 'pong', t: 1, later: 2 });
    expect(rig.session.connection.state).toBe('online');
  });

  it('with an error code that this version does not know is a lost link', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'error', code: 'from_the_future', text: 'no' });
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'link_lost' } });
  });
});
