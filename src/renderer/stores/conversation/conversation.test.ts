import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../../shared/models.ts';
import { emptyConversation, withNewer, withOlder, withTransport } from './conversation.ts';
import { messageKey } from './rows.ts';

function events(from: number, to: number): RoomEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const seq = from + index;
    return { seq, at: seq * 120_000, kind: 'message', id: `m${seq}`, from: 'ada', nick: 'Ada', text: String(seq) };
  });
}

function texts(conversation: ReturnType<typeof emptyConversation>): string[] {
  return conversation.rows.map((row) => (row.kind === 'message' ? row.text : row.kind));
}

const empty = emptyConversation('room', 1);

describe('a conversation', () => {
  it('starts with the page that was asked for', () => {
    const conversation = withOlder(empty, events(5, 8));
    expect(conversation).toMatchObject({ loaded: true, oldest: 5, newest: 8, reachedStart: false, prepended: 0 });
  });

  it('knows the beginning of the log by its first number', () => {
    expect(withOlder(empty, events(1, 3)).reachedStart).toBe(true);
  });

  it('knows the beginning of the log by an empty page, where old events were dropped', () => {
    const conversation = withOlder(withOlder(empty, events(5, 8)), []);
    expect(conversation).toMatchObject({ reachedStart: true, oldest: 5 });
  });

  it('is loaded and at its beginning when the log is empty', () => {
    expect(withOlder(empty, [])).toMatchObject({ loaded: true, reachedStart: true, rows: [] });
  });

  it('appends new events and leaves out those that it has', () => {
    const conversation = withNewer(withOlder(empty, events(5, 8)), events(7, 10));
    expect(texts(conversation)).toEqual(['5', '6', '7', '8', '9', '10']);
    expect(conversation.newest).toBe(10);
  });

  it('stays the same object when nothing is new', () => {
    const conversation = withOlder(empty, events(5, 8));
    expect(withNewer(conversation, events(6, 8))).toBe(conversation);
    expect(withNewer(conversation, [])).toBe(conversation);
  });

  it('counts the rows that a page puts before the first', () => {
    const conversation = withOlder(withOlder(empty, events(5, 8)), events(1, 4));
    expect(texts(conversation)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(conversation).toMatchObject({ prepended: 4, oldest: 1, reachedStart: true });
  });

  it('takes events that overtake the first page, and the page without those', () => {
    const conversation = withOlder(withNewer(empty, events(8, 9)), events(5, 8));
    expect(texts(conversation)).toEqual(['5', '6', '7', '8', '9']);
    expect(conversation.loaded).toBe(true);
  });

  it('starts anew behind a hole rather than hide what is missing', () => {
    const before = withOlder(empty, events(1, 3));
    const conversation = withNewer(before, events(7, 8));
    expect(texts(conversation)).toEqual(['7', '8']);
    expect(conversation).toMatchObject({ oldest: 7, reachedStart: false, loaded: true });
    expect(conversation.generation).toBeGreaterThan(before.generation);
    expect(conversation.saidKeys.has(messageKey('ada', 'm1'))).toBe(false);
  });

  it('remembers the keys of all its messages', () => {
    const conversation = withNewer(withOlder(withOlder(empty, events(3, 4)), events(1, 2)), events(5, 5));
    expect([...conversation.saidKeys].toSorted()).toEqual([1, 2, 3, 4, 5].map((seq) => messageKey('ada', `m${seq}`)));
  });

  it('keeps a change of the transport between what came before and after it, also when older pages come', () => {
    const moved = withTransport(withOlder(empty, events(5, 6)), 'udp', 7 * 120_000);
    const conversation = withOlder(withNewer(moved, events(7, 8)), events(3, 4));
    expect(texts(conversation)).toEqual(['3', '4', '5', '6', 'transport', '7', '8']);
    expect(conversation).toMatchObject({ oldest: 3, newest: 8 });
  });

  it('keeps a change of the transport that came before the first page, below it', () => {
    expect(texts(withOlder(withTransport(empty, 'udp', 0), events(1, 2)))).toEqual(['1', '2', 'transport']);
    expect(texts(withOlder(withTransport(empty, 'udp', 0), []))).toEqual(['transport']);
  });

  it('keeps a change of the transport that came before the first event, above it', () => {
    expect(texts(withNewer(withTransport(empty, 'udp', 0), events(1, 2)))).toEqual(['transport', '1', '2']);
  });
});
