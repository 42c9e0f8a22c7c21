import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/models.ts';
import { NOTHING_READ, readTo, withNewer, withOlder } from './read-mark.ts';

const ADA = { you: 'ada', nick: 'Ada' };

function event(seq: number, change: Partial<RoomEvent> = {}): RoomEvent {
  return { seq, at: seq, kind: 'message', id: `m${seq}`, from: 'ben', nick: 'Ben', text: 'hi', ...change };
}

describe('what is unread', () => {
  it('are others’ messages and files; joins, leaves and own words are not', () => {
    const file = { name: 'a', size: 1, hash: '', pieces: '', type: '' };
    const events = [
      event(1),
      event(2, { from: 'ada' }),
      event(3, { kind: 'joined' }),
      event(4, { kind: 'file', file }),
      event(5, { text: 'ask @ada' }),
    ];
    expect(withNewer(NOTHING_READ, events, ADA)).toEqual({ readTo: 0, countedTo: 5, unread: 3, mentions: 1 });
  });

  it('is counted once, however often it comes', () => {
    const once = withNewer(NOTHING_READ, [event(1), event(2)], ADA);
    expect(withNewer(once, [event(2), event(3)], ADA)).toMatchObject({ unread: 3, countedTo: 3 });
    expect(withNewer(once, [event(2)], ADA)).toBe(once);
  });

  it('is nothing up to where somebody read', () => {
    const read = readTo(10);
    expect(withNewer(read, [event(9), event(11)], ADA)).toMatchObject({ unread: 1, readTo: 10 });
  });

  it('is found in the past that comes after what is newer, behind where somebody read alone', () => {
    const jumped = withNewer(readTo(10), [event(50)], ADA);
    expect(withOlder(jumped, [event(48), event(49, { text: 'Ada?' })], ADA)).toMatchObject({ unread: 3, mentions: 1 });
    expect(withOlder(jumped, [event(8), event(9), event(10)], ADA)).toBe(jumped);
  });
});
