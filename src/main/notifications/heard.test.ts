import { expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/models.ts';
import { heardIn } from './heard.ts';

const KEY = 'a'.repeat(16);
const ADA = { you: 'ada', nick: 'Ada' };

function event(seq: number, change: Partial<RoomEvent> = {}): RoomEvent {
  return { seq, at: seq, kind: 'message', id: `m${seq}`, from: 'ben', nick: 'Ben', text: 'hi', ...change };
}

it('hears what others said and sent since it was counted last, and whom it names', () => {
  const file = { name: 'plan.pdf', size: 1, hash: '', pieces: '', type: '' };
  const events = [
    event(4, { text: 'counted' }),
    event(5),
    event(6, { from: 'ada', text: 'my own' }),
    event(7, { kind: 'joined' }),
    event(8, { kind: 'file', text: 'Ada.pdf', file }),
    event(9, { text: 'what does @ada say?' }),
  ];
  const heard = heardIn(KEY, events, { countedTo: 4 }, ADA);
  expect(heard.map(({ text, isFile, isForMe }) => [text, isFile, isForMe])).toEqual([
    ['hi', false, false],
    ['Ada.pdf', true, false],
    ['what does @ada say?', false, true],
  ]);
  expect(heard[0]).toMatchObject({ key: KEY, nick: 'Ben' });
});
