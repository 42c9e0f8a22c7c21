import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../../shared/models.ts';
import { appendRows, appendTransport, dayOf, joinRows, outboxRows, type Row } from './rows.ts';

const NOON = new Date(2026, 10, 20, 12, 0, 0).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let seq = 0;
function event(kind: string, from: string, at: number, text = ''): RoomEvent {
  seq += 1;
  return { seq, at, kind, id: `id-${seq}`, from, nick: from, text };
}

function groups(rows: readonly Row[]): readonly (boolean | undefined)[] {
  return rows.map((row) => (row.kind === 'message' ? row.startsGroup : undefined));
}

describe('rows of a conversation', () => {
  it('groups what one author said within one minute of the clock', () => {
    const rows = appendRows(
      [],
      [
        event('message', 'ada', NOON),
        event('message', 'ada', NOON + 59_000),
        event('message', 'ben', NOON + 59_500),
        event('message', 'ada', NOON + 59_900),
        event('message', 'ada', NOON + MINUTE),
      ],
    );
    expect(groups(rows)).toEqual([true, false, true, true, true]);
  });

  it('starts a new group after somebody came or went', () => {
    const rows = appendRows(
      [],
      [event('message', 'ada', NOON), event('joined', 'ben', NOON), event('message', 'ada', NOON)],
    );
    expect(groups(rows)).toEqual([true, undefined, true]);
  });

  it('puts a day line above the first row and where the calendar day changes', () => {
    const rows = appendRows(
      [],
      [event('message', 'ada', NOON), event('message', 'ada', NOON + MINUTE), event('message', 'ada', NOON + DAY)],
    );
    expect(rows.map(({ startsDay }) => startsDay)).toEqual([true, false, true]);
  });

  it('counts days by this computer’s midnight', () => {
    expect(dayOf(new Date(2026, 10, 20, 23, 59, 59).getTime())).toBe(20_261_120);
    expect(dayOf(new Date(2026, 10, 21, 0, 0, 0).getTime())).toBe(20_261_121);
  });

  it('merges comings and goings that follow each other into one row', () => {
    const rows = appendRows(
      [],
      [
        event('joined', 'ada', NOON),
        event('joined', 'ben', NOON),
        event('left', 'ben', NOON),
        event('left', 'cem', NOON, 'silent'),
      ],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.kind === 'presence' && rows[0].runs.map(({ action, people }) => [action, people.length])).toEqual([
      ['joined', 2],
      ['left', 1],
      ['lost', 1],
    ]);
  });

  it('say in one line which events the host’s disk lost, also where a page ends among them', () => {
    const lost = (seq: number) => ({ ...event('lost', '', NOON, seq === 4 ? '7' : ''), seq });
    const said = (seq: number) => ({ ...event('message', 'ada', NOON), seq, id: `${seq}` });
    const older = appendRows([], [said(3), lost(4), lost(5)]);
    const newer = appendRows([], [lost(6), lost(7), said(8)]);
    expect(older).toMatchObject([{ kind: 'message' }, { kind: 'lost', first: 4, last: 5 }]);
    expect(joinRows(older, newer)).toMatchObject([
      { kind: 'message' },
      { kind: 'lost', first: 4, last: 7 },
      { kind: 'message' },
    ]);
    expect(joinRows(older, appendRows([], [lost(9)]))).toHaveLength(3);
  });

  it('says who has what the room’s log lost, and when something was said that is said again', () => {
    const rows = appendRows([], [event('restored', 'ada', NOON, '9'), { ...event('message', 'ada', NOON), late: 5 }]);
    expect(rows).toMatchObject([
      { kind: 'presence', runs: [{ action: 'restored', people: [{ id: 'ada' }] }] },
      { kind: 'message', late: 5, at: NOON },
    ]);
    const item = { id: 'a', text: 'a', at: 5, late: 5, state: 'waiting' as const };
    expect(outboxRows(undefined, [item], { id: 'ada', nick: 'Ada' })[0]?.late).toBe(5);
  });

  it('does not merge comings over a midnight', () => {
    const rows = appendRows([], [event('joined', 'ada', NOON), event('joined', 'ben', NOON + DAY)]);
    expect(rows).toHaveLength(2);
  });

  it('goes on merging when the next event comes later', () => {
    const before = appendRows([], [event('joined', 'ada', NOON)]);
    const after = appendRows(before, [event('joined', 'ben', NOON)]);
    expect(after).toHaveLength(1);
    expect(before[0]).toMatchObject({ runs: [{ people: [{ id: 'ada' }] }] });
    expect(after[0]?.key).toBe(before[0]?.key);
  });

  it('ignores kinds that it does not know, also between two messages of a group', () => {
    const rows = appendRows(
      [],
      [event('message', 'ada', NOON), event('reacted', 'ben', NOON), event('message', 'ada', NOON)],
    );
    expect(groups(rows)).toEqual([true, false]);
  });

  it('takes the day line and the author off a row that gets older neighbours of its day and minute', () => {
    const newer = appendRows([], [event('message', 'ada', NOON + 1_000), event('message', 'ada', NOON + 2_000)]);
    const joined = joinRows(appendRows([], [event('message', 'ada', NOON)]), newer);
    expect(joined.map(({ startsDay }) => startsDay)).toEqual([true, false, false]);
    expect(groups(joined)).toEqual([true, false, false]);
    expect(joined[2]).toBe(newer[1]);
  });

  it('keeps a row whose neighbours change nothing about it as the same object', () => {
    const newer = appendRows([], [event('message', 'ada', NOON + DAY)]);
    expect(joinRows(appendRows([], [event('message', 'ben', NOON)]), newer)[1]).toBe(newer[0]);
  });

  it('joins with an empty stretch on either side', () => {
    const rows = appendRows([], [event('message', 'ada', NOON)]);
    expect(joinRows([], rows)).toEqual(rows);
    expect(joinRows(rows, [])).toEqual(rows);
  });
});

describe('a line about the transport', () => {
  it('says which and when, and starts a day when it is the first of one', () => {
    const rows = appendTransport(appendRows([], [event('message', 'ada', NOON)]), 'udp', NOON + 5);
    expect(rows[1]).toMatchObject({ kind: 'transport', transport: 'udp', at: NOON + 5, startsDay: false });
    expect(appendTransport(rows, 'tcp', NOON + DAY)[2]).toMatchObject({ transport: 'tcp', startsDay: true });
  });

  it('has a key of its own, also for two changes in one millisecond', () => {
    const rows = appendTransport(appendTransport([], 'udp', NOON), 'tcp', NOON);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('ends a group of messages and a run of comings', () => {
    const before = appendTransport(appendRows([], [event('message', 'ada', NOON)]), 'udp', NOON);
    expect(groups(appendRows(before, [event('message', 'ada', NOON)]))).toEqual([true, undefined, true]);
    const joined = appendTransport(appendRows([], [event('joined', 'ada', NOON)]), 'udp', NOON);
    expect(appendRows(joined, [event('joined', 'ben', NOON)])).toHaveLength(3);
  });
});

describe('rows of the outbox', () => {
  const you = { id: 'ada', nick: 'Ada' };

  it('continue the group of the last event when it is one’s own and of the same minute', () => {
    const [last] = appendRows([], [event('message', 'ada', NOON)]);
    const rows = outboxRows(last, [{ id: 'o1', text: 'hi', at: NOON + 1_000, state: 'waiting' }], you);
    expect(rows[0]).toMatchObject({ startsGroup: false, startsDay: false, delivery: 'waiting', nick: 'Ada' });
  });

  it('have the key that their event will have', () => {
    const [row] = outboxRows(undefined, [{ id: 'o1', text: 'hi', at: NOON, state: 'waiting' }], you);
    const [accepted] = appendRows([], [{ ...event('message', 'ada', NOON, 'hi'), id: 'o1' }]);
    expect(row?.key).toBe(accepted?.key);
  });

  it('carry why they failed', () => {
    const problem = { code: 'too_fast', text: '' } as const;
    const [row] = outboxRows(undefined, [{ id: 'o1', text: 'hi', at: NOON, state: 'failed', problem }], you);
    expect(row).toMatchObject({ delivery: 'failed', problem });
  });
});
