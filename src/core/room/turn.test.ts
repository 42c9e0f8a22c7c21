import { describe, expect, it } from 'vitest';
import { headersOf } from '../../../tests/support/frames.ts';
import { author } from '../wire/event-frame.ts';
import { LogClock } from './log-clock.ts';
import type { SessionRecord } from './members.ts';
import type { RoomLink } from './room-link.ts';
import { Turn } from './turn.ts';

const ada = author('m1', 'Ada');
const link = {} as RoomLink;
const session = {} as SessionRecord;
const message = (text: string) => ({ kind: 'message', id: text, text }) as const;
const joined = { kind: 'joined', text: 'Ada joined' } as const;
const left = { kind: 'left', text: 'Ada left' } as const;

/** A turn of a log whose newest event is number 4, and the time on its wall. */
function aTurn() {
  const wall = { now: 100 };
  return { turn: new Turn(4, new LogClock(() => wall.now, 0)), wall };
}

/** Numbers and texts of frames. */
function said(frames: Uint8Array): unknown[] {
  return headersOf(frames).map(({ seq, text }) => `${seq} ${text}`);
}

describe('a turn', () => {
  it('numbers its events on from the log, all at one time', () => {
    const { turn, wall } = aTurn();
    expect(turn.log(message('one'), ada)).toBe(5);
    wall.now = 200;
    expect(turn.log(joined, ada)).toBe(6);
    expect([turn.newest, turn.numbered]).toEqual([4, 6]);
    const record = turn.seal();
    expect(record?.segment).toMatchObject({ first: 5, next: 7 });
    expect(headersOf(record?.segment?.frames ?? new Uint8Array())).toMatchObject([
      { seq: 5, id: 'one', at: 100 },
      { seq: 6, id: 'joined-6', at: 100 },
    ]);
    turn.kept();
    expect([turn.newest, turn.isEmpty]).toEqual([6, true]);
    turn.log(message('two'), ada);
    expect(headersOf(turn.framesFrom(7))).toMatchObject([{ seq: 7, at: 200 }]);
  });

  it('shows the frames of its own events, from any of them on', () => {
    const { turn } = aTurn();
    for (const text of ['a', 'b', 'c']) turn.log(message(text), ada);
    expect(said(turn.framesFrom(5))).toEqual(['5 a', '6 b', '7 c']);
    expect(said(turn.framesFrom(7))).toEqual(['7 c']);
    expect(said(turn.framesFrom(8))).toEqual([]);
  });

  it('is presence while nobody speaks in it', () => {
    const { turn } = aTurn();
    turn.log(joined, ada);
    turn.log(left, ada);
    expect(turn.isPresence).toBe(true);
    turn.log(message('a'), ada);
    expect(turn.isPresence).toBe(false);
    turn.kept();
    expect(turn.isPresence).toBe(true);
  });

  it('is empty only while nothing of any kind is in it', () => {
    const kinds: ((turn: Turn) => void)[] = [
      (turn) => turn.touched.push(link),
      (turn) => turn.typing.push(link),
      (turn) => turn.sessions.push(session),
      (turn) => turn.forgotten.push('secret'),
      (turn) => turn.log(joined, ada),
    ];
    expect(aTurn().turn.isEmpty).toBe(true);
    for (const add of kinds) {
      const { turn } = aTurn();
      add(turn);
      expect(turn.isEmpty).toBe(false);
    }
  });

  it('must be on disk only where it brought an event, a session or the end of one', () => {
    const nothing = aTurn().turn;
    nothing.typing.push(link);
    expect(nothing.seal()).toBeUndefined();
    const { turn } = aTurn();
    turn.forgotten.push('secret');
    expect(turn.seal()).toEqual({ segment: undefined, sessions: [], forgotten: ['secret'], rules: [] });
  });

  it('is written once at a time', () => {
    const { turn } = aTurn();
    turn.log(joined, ada);
    turn.seal();
    expect(() => turn.seal()).toThrow('being written');
    turn.takeBack();
    expect(turn.seal()).toBeUndefined();
  });
});

describe('what is taken back', () => {
  it('is everything, the newest step first, where the disk refuses the turn', () => {
    const { turn } = aTurn();
    const steps: string[] = [];
    turn.log(message('a'), ada);
    turn.undo.push(
      () => steps.push('first'),
      () => steps.push('second'),
    );
    turn.touched.push(link);
    turn.takeBack();
    expect(steps).toEqual(['second', 'first']);
    expect([turn.numbered, turn.isEmpty]).toEqual([4, true]);
    turn.log(message('b'), ada);
    expect(said(turn.framesFrom(5))).toEqual(['5 b']);
    turn.takeBack();
    expect(steps).toHaveLength(2);
  });

  it('is what came since a mark, and nothing before it', () => {
    const { turn } = aTurn();
    const steps: string[] = [];
    const addAll = (name: string) => {
      turn.log(message(name), ada);
      turn.undo.push(
        () => steps.push(`${name} 1`),
        () => steps.push(`${name} 2`),
      );
      turn.typing.push(link);
      turn.joined.push(link);
      turn.sessions.push(session);
      turn.forgotten.push(name);
      turn.touched.push(link);
    };
    addAll('kept');
    const mark = turn.mark();
    addAll('gone');
    turn.takeBackTo(mark);
    expect(steps).toEqual(['gone 2', 'gone 1']);
    expect([turn.numbered, said(turn.framesFrom(5))]).toEqual([5, ['5 kept']]);
    expect([turn.typing, turn.joined, turn.sessions].map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(turn.forgotten).toEqual(['kept']);
    // Links that are owed something still are.
    expect(turn.touched).toHaveLength(2);
    turn.takeBack();
    expect(steps).toEqual(['gone 2', 'gone 1', 'kept 2', 'kept 1']);
  });
});
