import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/models.ts';
import { LogTally } from './log-tally.ts';

const FILE = { name: 'a.txt', size: 5, hash: 'ab', pieces: 'cd', type: 'text/plain' };

function event(seq: number, kind: string, from = 'ada', more: Partial<RoomEvent> = {}): RoomEvent {
  return { seq, at: 1_000 * seq, kind, id: `${seq}`, from, nick: from, text: '', ...more };
}

function tallied(...events: readonly RoomEvent[]): LogTally {
  const tally = new LogTally();
  for (const one of events) tally.take(one);
  return tally;
}

describe('a log that is counted', () => {
  it('tells its messages, its files, since when it is, and how many people were there', () => {
    const tally = tallied(
      event(1, 'joined'),
      event(2, 'message'),
      event(3, 'joined', 'ben'),
      event(4, 'message', 'ben'),
      event(5, 'file', 'ben', { text: 'a.txt', file: FILE }),
    );
    expect(tally.facts()).toEqual({
      events: 5,
      messages: 2,
      since: 1_000,
      files: [{ event: 5, at: 5_000, from: 'ben', nick: 'ben', file: FILE }],
      people: 2,
    });
  });

  it('tells what each member said, and since when they are here this time', () => {
    const tally = tallied(
      event(1, 'joined'),
      event(2, 'message'),
      event(3, 'left'),
      event(4, 'joined'),
      event(5, 'message'),
    );
    expect(tally.of('ada')).toEqual({ messages: 2, files: 0, firstAt: 1_000, hereSince: 4_000 });
    tally.take(event(6, 'left'));
    expect(tally.of('ada')?.hereSince).toBeUndefined();
  });

  it('knows nothing of who never did anything, and nothing at all of an empty log', () => {
    expect(tallied().of('ada')).toBeUndefined();
    expect(tallied().facts()).toEqual({ events: 0, messages: 0, since: undefined, files: [], people: 0 });
  });

  it('counts what a broken disk lost as events, and as nobody’s', () => {
    const facts = tallied(event(1, 'lost', '', { text: '2' }), event(2, 'lost', '')).facts();
    expect(facts).toMatchObject({ events: 2, messages: 0, people: 0 });
  });

  it('takes kinds that a newer version adds for events alone', () => {
    const tally = tallied(event(1, 'reacted', 'cem'));
    expect(tally.facts()).toMatchObject({ events: 1, messages: 0 });
    expect(tally.of('cem')).toEqual({ messages: 0, files: 0, firstAt: 1_000, hereSince: undefined });
  });
});
