import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/models.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { type CopyOfLog, lostOfAll, lostOfOwn, partedAt } from './lost-of-own.ts';

function event(seq: number, text: string, from = 'me'): RoomEvent {
  return { seq, at: 1, kind: 'message', id: `id of ${text}`, from, nick: from, text };
}

/** A copy in memory of these events, which may lack some numbers. */
function copyOf(events: readonly RoomEvent[], you: string | undefined = 'me'): CopyOfLog {
  const read = (from: number) => {
    const found = events.find(({ seq }) => seq >= from);
    return found && { first: found.seq, next: found.seq + 1, frames: encodeFrame({ type: 'event', ...found }) };
  };
  return {
    log: { read },
    oldest: events[0]?.seq ?? 0,
    newest: events.at(-1)?.seq ?? 0,
    you,
    events: (from, to) => events.filter(({ seq }) => seq >= from && seq < to),
  };
}

function logOf(texts: string, from = 1): RoomEvent[] {
  return [...texts].map((text, index) => event(from + index, text));
}

function lost(older: CopyOfLog, newer: CopyOfLog): string {
  return lostOfOwn(older, newer)
    .events.map(({ text }) => text)
    .join('');
}

describe('what a log lacks of a member’s own', () => {
  it('is what was behind its end', () => {
    expect(lost(copyOf(logOf('abcde')), copyOf(logOf('abc')))).toBe('de');
  });

  it('is what stands no more where others went on', () => {
    const newer = [...logOf('abc'), event(4, 'x', 'bob'), event(5, 'y', 'bob'), event(6, 'z', 'bob')];
    expect(lost(copyOf(logOf('abcde')), copyOf(newer))).toBe('de');
  });

  it('is nothing where the log only forgot the session', () => {
    expect(lost(copyOf(logOf('abc')), copyOf(logOf('abcde')))).toBe('');
  });

  it('is nothing of others, and nothing that was said again already', () => {
    const older = [...logOf('ab'), event(3, 'c', 'bob'), event(4, 'd')];
    const newer = [...logOf('ab'), event(3, 'x', 'bob'), event(4, 'y', 'bob'), event(5, 'd')];
    expect(lost(copyOf(older), copyOf(newer))).toBe('');
  });

  it('is found by who one was before, where the log knows one by another id now', () => {
    const older = [...logOf('ab'), event(3, 'c')];
    const newer = [...logOf('ab'), event(3, 'x', 'm9')];
    expect(lost(copyOf(older, 'me'), copyOf(newer, 'm9'))).toBe('c');
    expect(lost(copyOf(older, undefined), copyOf(newer, 'me'))).toBe('c');
  });

  it('is nothing that the log dropped because of its age', () => {
    expect(lost(copyOf(logOf('abcde')), copyOf(logOf('defg', 4)))).toBe('');
    expect(lost(copyOf(logOf('ab')), copyOf(logOf('defg', 4)))).toBe('');
  });

  it('is all of it where the room begins anew', () => {
    expect(lost(copyOf(logOf('abc')), copyOf([]))).toBe('abc');
  });

  it('is what all copies have that were not compared yet, each thing once, in order', () => {
    const first = copyOf(logOf('abc'));
    const second = copyOf([event(1, 'x', 'bob'), event(2, 'c'), event(3, 'd')]);
    const newer = copyOf([event(1, 'y', 'bob')]);
    expect(lostOfAll([first, second], newer)).toMatchObject({
      from: 1,
      events: ['a', 'b', 'c', 'd'].map((text) => ({ text })),
    });
    expect(lostOfAll([copyOf(logOf('ab'))], copyOf(logOf('abc')))).toEqual({
      from: Number.POSITIVE_INFINITY,
      events: [],
    });
  });

  it('is exactly what is behind the fork, for any logs with holes in the copy', () => {
    const runs = fc.array(fc.boolean(), { maxLength: 30 });
    fc.assert(
      fc.property(runs, fc.nat(30), fc.nat(10), (held, fork, more) => {
        const older = held.map((_, index) => event(index + 1, `old ${index}`)).filter((_, index) => held[index]);
        const newer = [
          ...held.slice(0, fork).map((_, index) => event(index + 1, `old ${index}`)),
          ...Array.from({ length: more }, (_, index) =>
            event(Math.min(fork, held.length) + index + 1, `new ${index}`, 'bob'),
          ),
        ];
        const expected = older.filter(({ seq }) => seq > Math.min(fork, held.length));
        const copies = [copyOf(older), copyOf(newer)] as const;
        expect(lostOfOwn(...copies).events).toEqual(expected);
        if (older.length > 0) expect(partedAt(...copies)).toBeLessThanOrEqual(expected[0]?.seq ?? held.length + 1);
      }),
    );
  });
});
