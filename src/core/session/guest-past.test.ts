import { describe, expect, it } from 'vitest';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';

/** A guest that takes the newest page first, welcomed to a room of ten events of which the last two come. */
function newcomer(fields: object = { first: 9 }): GuestRig {
  const rig = new GuestRig({ gaps: [] });
  rig.session.start(rig.now);
  rig.open();
  rig.welcome(10, fields);
  return rig;
}

function say(rig: GuestRig, id: string): void {
  rig.session.say(id, `text of ${id}`, rig.now);
}

function asked(rig: GuestRig): unknown[] {
  return rig.says().filter(({ type }) => type === 'past');
}

/** Ids of the messages that went out since the last look. */
function said(rig: GuestRig): unknown[] {
  return rig
    .says()
    .filter(({ type }) => type === 'say')
    .map(({ id }) => id);
}

describe('a guest that takes the newest page first', () => {
  it('says so in its hello; one that wants all in order does not', () => {
    const rig = new GuestRig({ gaps: [] });
    rig.session.start(rig.now);
    rig.open();
    expect(rig.says()).toMatchObject([{ type: 'hello', can: ['past'] }]);
    const inOrder = new GuestRig();
    inOrder.session.start(inOrder.now);
    inOrder.open();
    expect(inOrder.says()[0]).not.toHaveProperty('can');
  });

  it('shows the page, then asks for what was before it, a page at a time', () => {
    const rig = newcomer();
    expect(rig.gaps).toEqual([{ first: 1, next: 9 }]);
    expect(asked(rig), 'the page itself comes first').toEqual([]);
    rig.hears(rig.event(9), rig.event(10));
    expect(rig.shown.map(({ seq }) => seq)).toEqual([9, 10]);
    expect(asked(rig)).toEqual([{ type: 'past', before: 9 }]);
    rig.hears({ type: 'past', first: 6, next: 9 }, rig.event(6), rig.event(7));
    expect(rig.pages).toEqual([]);
    rig.hears(rig.event(8), rig.event(11));
    expect(rig.pages.map(({ segment: { first, next } }) => [first, next])).toEqual([[6, 9]]);
    expect(
      rig.shown.map(({ seq }) => seq),
      'what is said meanwhile',
    ).toEqual([9, 10, 11]);
    expect(asked(rig)).toEqual([{ type: 'past', before: 6 }]);
    rig.hears({ type: 'past', first: 6, next: 6 });
    expect(asked(rig), 'the log begins there').toEqual([]);
    expect(rig.session.newest).toBe(11);
  });

  it('asks again over the next link, and never for what it has', () => {
    const rig = newcomer();
    rig.hears(rig.event(9), rig.event(10));
    rig.hears({ type: 'past', first: 7, next: 9 }, rig.event(7), rig.event(8));
    rig.says();
    rig.lose();
    rig.pass(60_000);
    rig.open();
    rig.welcome(10);
    expect(asked(rig)).toEqual([{ type: 'past', before: 7 }]);
  });

  it('takes a page that passes over what it missed while it was away', () => {
    const rig = new GuestRig({ gaps: [{ first: 1, next: 3 }], newest: 4, session: 's1' });
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(10, { first: 9 });
    rig.hears(rig.event(9), rig.event(10));
    expect(rig.gaps).toEqual([{ first: 5, next: 9 }]);
    expect(asked(rig)).toEqual([{ type: 'past', before: 9 }]);
    rig.hears({ type: 'past', first: 3, next: 9 }, ...[3, 4, 5, 6, 7, 8].map((seq) => rig.event(seq)));
    expect(
      rig.pages[0]?.events.map(({ seq }) => seq),
      'nothing twice',
    ).toEqual([5, 6, 7, 8]);
    expect(asked(rig)).toEqual([{ type: 'past', before: 3 }]);
  });

  it('gives up a link that tells of a page nobody asked for, of one behind the log, or skips events', () => {
    for (const wrong of [[{ type: 'past', first: 1, next: 9 }], [{ type: 'past', first: 3, next: 8 }]]) {
      const rig = newcomer();
      rig.hears(rig.event(9), rig.event(10));
      rig.hears(...wrong, { type: 'event', ...rig.event(2) });
      expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'bad_message' } });
    }
    expect(newcomer({ first: 12 }).session.connection).not.toMatchObject({ state: 'online' });
  });
});

describe('the outbox of a guest that comes', () => {
  it('says what no host has heard at once, also while the log is on its way', () => {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(1_000);
    say(rig, 'a');
    expect(said(rig)).toEqual(['a']);
  });

  it('says nothing again that the log may have, before all that was missed is here', () => {
    const rig = newcomer({});
    for (let seq = 1; seq <= 10; seq += 1) rig.hears(rig.event(seq));
    say(rig, 'a');
    say(rig, 'b');
    rig.says();
    rig.lose();
    say(rig, 'c');
    rig.pass(60_000);
    rig.open();
    rig.welcome(20, { first: 20 });
    rig.hears(rig.event(20));
    expect(rig.says().map(({ type }) => type)).toEqual(['hello', 'past']);
    const missed = [11, 12, 13, 14, 15, 16, 17, 18, 19].map((seq) =>
      rig.event(seq, seq === 15 ? { from: 'm1', id: 'a' } : {}),
    );
    rig.hears({ type: 'past', first: 11, next: 20 }, ...missed);
    expect(said(rig), 'what is in the log is not said again').toEqual(['b', 'c']);
  });

  it('takes what was kept from another run for something that the host may have heard', () => {
    const outbox = [{ id: 'a', text: 'a', at: 1, state: 'waiting' as const }];
    const rig = new GuestRig({ outbox, session: 's1', newest: 3 });
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(5);
    expect(said(rig)).toEqual([]);
    rig.hears(rig.event(4), rig.event(5));
    expect(said(rig)).toEqual(['a']);
  });
});
