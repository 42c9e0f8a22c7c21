import { describe, expect, it } from 'vitest';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';

const PACE = { pace: { per_second: 10, burst: 5 } };

function say(rig: GuestRig, ...ids: string[]): void {
  for (const id of ids) rig.session.say(id, `text of ${id}`, rig.now);
}

function said(rig: GuestRig): unknown[] {
  return rig
    .says()
    .filter(({ type }) => type === 'say')
    .map((header) => header['id']);
}

describe('the outbox', () => {
  it('sends at once while online, keeps the message on disk until it is accepted and its event is here, and drops it then', () => {
    const rig = GuestRig.online();
    say(rig, 'a');
    expect(rig.says()).toEqual([{ type: 'say', id: 'a', text: 'text of a' }]);
    expect([...rig.outbox.keys()]).toEqual(['a']);
    rig.hears({ type: 'accepted', id: 'a', seq: 1 });
    expect([...rig.outbox.keys()], 'it could not be said again if the log lost it').toEqual(['a']);
    rig.hears(rig.event(1, { from: 'm1', id: 'a' }));
    expect([rig.outbox.size, rig.session.outbox]).toEqual([0, []]);
    say(rig, 'b');
    rig.hears(rig.event(2), { type: 'accepted', id: 'b', seq: 2 });
    expect(rig.session.outbox, 'it was said before').toEqual([]);
  });

  it('says again in the old order what was not accepted when the link broke', () => {
    const rig = GuestRig.online();
    say(rig, 'a', 'b');
    rig.lose();
    say(rig, 'c');
    rig.says();
    rig.session.reconnectNow(rig.now);
    rig.open();
    rig.welcome(0);
    expect(said(rig)).toEqual(['a', 'b', 'c']);
  });

  it('waits until all that it missed is here, and does not repeat what it finds there', () => {
    const rig = GuestRig.online(0);
    say(rig, 'a', 'b');
    rig.lose();
    rig.session.reconnectNow(rig.now);
    rig.open();
    rig.says();
    rig.welcome(3);
    expect(said(rig)).toEqual([]);
    rig.hears(rig.event(1), rig.event(2, { from: 'm1', id: 'a' }));
    expect(said(rig)).toEqual([]);
    rig.hears(rig.event(3, { from: 'm2', id: 'b' }));
    expect(said(rig), 'somebody else’s b is not ours').toEqual(['b']);
  });

  it('of an earlier run goes out with the first link, failed ones aside', () => {
    const problem = { code: 'text_too_long', text: 'too long' } as const;
    const rig = new GuestRig({
      session: 's1',
      outbox: [
        { id: 'a', text: 'x', at: 1, state: 'waiting' },
        { id: 'b', text: 'y', at: 2, state: 'failed', problem },
        { id: 'c', text: 'z', at: 3, state: 'waiting' },
      ],
    });
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(0);
    expect(said(rig)).toEqual(['a', 'c']);
  });

  it('of another room than expected takes the place of the one that was here', () => {
    const rig = new GuestRig({
      session: 's0',
      outbox: [{ id: 'old', text: 'for the other room', at: 1, state: 'waiting' }],
    });
    rig.keptElsewhere = [{ id: 'new', text: 'for this room', at: 1, state: 'waiting' }];
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(0);
    expect(said(rig)).toEqual(['new']);
  });

  it('has at most 256 messages under way', () => {
    const rig = GuestRig.online();
    say(rig, ...Array.from({ length: 300 }, (_, n) => `a${n}`));
    expect(said(rig)).toHaveLength(256);
    rig.hears(...[1, 2].map((seq) => rig.event(seq, { from: 'm1', id: `a${seq - 1}` })));
    expect(said(rig)).toEqual(['a256', 'a257']);
  });

  it('keeps below the pace that the room announced, in order', () => {
    const rig = GuestRig.online(0, PACE);
    say(rig, ...Array.from({ length: 10 }, (_, n) => `a${n}`));
    const first = said(rig);
    expect(first, 'nine tenths of the burst').toEqual(['a0', 'a1', 'a2', 'a3']);
    const order: unknown[] = [];
    let heard = first;
    for (let tick = 0; tick < 8; tick += 1) {
      for (const id of heard) rig.hears({ type: 'accepted', id, seq: 1 });
      rig.pass(100);
      heard = said(rig);
      order.push(...heard);
    }
    expect(order).toEqual(['a4', 'a5', 'a6', 'a7', 'a8', 'a9']);
  });

  it('says again by itself what came too fast', () => {
    const rig = GuestRig.online(0, PACE);
    say(rig, 'a', 'b', 'c', 'd');
    said(rig);
    rig.hears({ type: 'refused', id: 'b', code: 'too_fast', text: 'slow down' });
    expect(rig.session.outbox.map(({ state }) => state)).toEqual(Array(4).fill('waiting'));
    rig.pass(200);
    expect(said(rig)).toEqual(['b']);
  });

  it('keeps what was refused for any other reason, until it is said again or thrown away', () => {
    const rig = GuestRig.online();
    say(rig, 'a', 'b');
    rig.says();
    for (const id of ['a', 'b']) rig.hears({ type: 'refused', id, code: 'disk_full', text: 'full' });
    expect(rig.outbox.get('a')).toMatchObject({ state: 'failed', problem: { code: 'disk_full' } });
    rig.passSlowly(5_000);
    expect(said(rig), 'not by itself').toEqual([]);
    expect(rig.session.retry('a', rig.now)).toMatchObject({ state: 'waiting' });
    expect(said(rig)).toEqual(['a']);
    expect([rig.session.discard('b'), rig.session.discard('a'), rig.session.discard('nobody')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([...rig.outbox.keys()]).toEqual(['a']);
  });

  it('does not mind answers to what it does not have', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'accepted', id: 'x', seq: 1 }, { type: 'refused', id: 'y', code: 'too_fast', text: '' });
    expect([rig.session.outbox, rig.session.connection.state]).toEqual([[], 'online']);
  });

  it.each([
    ['text_empty', '  '],
    ['text_too_long', 'x'.repeat(16_001)],
    ['text_invalid', 'a\u0000'],
  ])('refuses %s before it is sent', (code, text) => {
    const rig = GuestRig.online();
    expect(rig.session.say('a', text, rig.now)).toMatchObject({ ok: false, problem: { code } });
    expect([rig.says(), rig.outbox.size]).toEqual([[], 0]);
  });
});
