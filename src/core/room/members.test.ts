import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBucket } from '../token-bucket.ts';
import { author } from '../wire/event-frame.ts';
import { Members, restoreSession, sessionRecord } from './members.ts';
import type { Session } from './room-link.ts';

function session(token: string, device: string, fields: Partial<Session> = {}): Session {
  return {
    token,
    device,
    host: false,
    plain: false,
    member: {
      author: author(`m-${device}`, 'Ada'),
      attempt: undefined,
      refusedAttempt: undefined,
      identity: undefined,
      pace: new TokenBucket(1, 1, 0),
      renames: new TokenBucket(1, 1, 0),
    },
    present: true,
    link: undefined,
    graceUntil: 0,

    ...fields,
  };
}

it('lists a member once, however many sessions its device has, and as the host if any of them is', () => {
  const members = new Members({ sessionsKept: 10, visitorsKept: 5 });
  members.add(session('a', 'd1', { host: true }));
  members.add(session('b', 'd1'));
  members.add(session('c', 'd2', { present: false }));
  expect(members.roster.list()).toEqual([{ id: 'm-d1', nick: 'Ada', host: true }]);
  expect([members.isPresent('d1'), members.isPresent('d2'), members.isPresent('d3')]).toEqual([true, false, false]);
});

it('prunes the longest unused first and nobody who is present', () => {
  const members = new Members({ sessionsKept: 2, visitorsKept: 1 });
  for (const token of ['a', 'b', 'c', 'd']) members.add(session(token, token, { present: token === 'b' }));
  expect(members.prune().map(({ token }) => token)).toEqual(['a', 'c']);
  expect(members.prune()).toEqual([]);
  expect([...members.sessions].map(({ token }) => token)).toEqual(['b', 'd']);
});

it('keeps what the store needs, and comes back from it', () => {
  const record = sessionRecord(session('a', 'd1', { host: true }));
  expect(record).toEqual({ session: 'a', member: 'm-d1', device: 'd1', nick: 'Ada', host: true, present: true });
  const back = restoreSession(record, session('x', 'd1').member, 99);
  expect(sessionRecord(back)).toEqual(record);
  expect([back.link, back.graceUntil]).toEqual([undefined, 99]);
});

it('finds by token and by device exactly what was added and not removed', () => {
  const step = fc.tuple(fc.constantFrom('add', 'remove'), fc.nat(8), fc.nat(3));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const members = new Members({ sessionsKept: 100, visitorsKept: 100 });
      const model = new Map<string, Session>();
      for (const [what, token, device] of steps) {
        const known = model.get(String(token));
        if (what === 'add' && !known) {
          const added = session(String(token), `d${device}`);
          members.add(added);
          model.set(added.token, added);
        } else if (what === 'remove' && known) {
          members.remove(known);
          model.delete(known.token);
        }
      }
      expect(new Set(members.sessions)).toEqual(new Set(model.values()));
      for (let device = 0; device <= 3; device += 1) {
        const expected = [...model.values()].filter((one) => one.device === `d${device}`);
        expect(new Set(members.ofDevice(`d${device}`))).toEqual(new Set(expected));
      }
    }),
  );
});
