import { describe, expect, it } from 'vitest';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import { arrange, FADE_MS, type FoundRow, matching, nextFade } from './found-rows.ts';

function room(name: string, more: Partial<FoundRoom> = {}): FoundRoom {
  return {
    key: name,
    id: name,
    name,
    host: 'Ada',
    members: 1,
    lock: 'open',
    plain: false,
    at: [{ address: '192.168.1.2', port: 8888 }],
    ways: ['mdns'],
    own: false,
    contested: false,
    ...more,
  };
}

const namesOf = (rows: readonly FoundRow[]) => rows.map((row) => row.room.name + (row.goneAt === undefined ? '' : '†'));
const free = { now: 0, isHeld: false };

describe('the list of rooms that are here', () => {
  it('is ordered by name, numbers as numbers, whichever was found first', () => {
    const rows = arrange(
      [],
      ['Room 10', 'attic', 'Room 9', 'Übung'].map((name) => room(name)),
      free,
    );
    expect(namesOf(rows)).toEqual(['attic', 'Room 9', 'Room 10', 'Übung']);
  });

  it('keeps rooms of one name in the same order, whichever changes', () => {
    const twins = [room('Studio', { key: 'b' }), room('Studio', { key: 'a' })];
    const before = arrange([], twins, free);
    const after = arrange(before, [room('Studio', { key: 'b', members: 7 }), room('Studio', { key: 'a' })], free);
    expect(after.map((row) => row.room.key)).toEqual(['a', 'b']);
  });

  it('moves no line while somebody points at it', () => {
    const held = { now: 10, isHeld: true };
    const before = arrange([], [room('beta'), room('delta')], free);
    const after = arrange(before, [room('delta'), room('alpha'), room('gamma')], held);
    expect(namesOf(after)).toEqual(['beta†', 'delta', 'alpha', 'gamma']);
    expect(namesOf(arrange(after, [room('delta')], { ...held, now: 10 + 2 * FADE_MS }))).toEqual([
      'beta†',
      'delta',
      'alpha†',
      'gamma†',
    ]);
  });

  it('orders again once nobody points at it', () => {
    const before = arrange([room('beta')].map(toRow), [room('beta'), room('alpha')], { now: 0, isHeld: true });
    expect(namesOf(arrange(before, [room('beta'), room('alpha')], free))).toEqual(['alpha', 'beta']);
  });

  it('shows a room that went for a moment, in its place', () => {
    const before = arrange([], [room('alpha'), room('beta'), room('gamma')], free);
    const gone = arrange(before, [room('alpha'), room('gamma')], { now: 100, isHeld: false });
    expect(namesOf(gone)).toEqual(['alpha', 'beta†', 'gamma']);
    expect(nextFade(gone)).toBe(100 + FADE_MS);
    expect(namesOf(arrange(gone, [room('alpha'), room('gamma')], { now: 100 + FADE_MS, isHeld: false }))).toEqual([
      'alpha',
      'gamma',
    ]);
  });

  it('takes a room that comes back before it faded as if it never went', () => {
    const gone = arrange(arrange([], [room('alpha')], free), [], { now: 5, isHeld: false });
    const back = arrange(gone, [room('alpha')], { now: 6, isHeld: false });
    expect(namesOf(back)).toEqual(['alpha']);
    expect(nextFade(back)).toBeUndefined();
  });
});

describe('the filter', () => {
  const rows = [
    room('Design review', { host: 'Zoë' }),
    room('设计评审', { at: [{ address: '10.0.0.7', port: 9000 }] }),
    room('Studio'),
  ].map(toRow);

  it('finds by name, host and address, whatever the case', () => {
    expect(namesOf(matching(rows, 'DESIGN'))).toEqual(['Design review']);
    expect(namesOf(matching(rows, 'zoë'))).toEqual(['Design review']);
    expect(namesOf(matching(rows, '10.0.0'))).toEqual(['设计评审']);
  });

  it('takes no number for a part of an address that is not written as one', () => {
    expect(matching(rows, '192')).toEqual([]);
    expect(namesOf(matching(rows, ':9000'))).toEqual(['设计评审']);
  });

  it('wants every word, in any order', () => {
    expect(namesOf(matching(rows, 'review zo'))).toEqual(['Design review']);
    expect(matching(rows, 'review studio')).toEqual([]);
  });

  it('understands letters of full width, and lets all pass when nothing is typed', () => {
    expect(namesOf(matching(rows, 'ｓｔｕｄｉｏ'))).toEqual(['Studio']);
    expect(matching(rows, '  ')).toBe(rows);
  });
});

function toRow(one: FoundRoom): FoundRow {
  return { room: one, goneAt: undefined };
}
