import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../../shared/models.ts';
import { eventsCame, NOTHING_UNREAD, scrolled } from './unread.ts';

function event(kind: string, from: string): RoomEvent {
  return { seq: 1, at: 0, kind, id: 'x', from, nick: from, text: '' };
}

const away = scrolled(NOTHING_UNREAD, false);

describe('the pill of new messages', () => {
  it('counts nothing while the reader is at the bottom', () => {
    expect(eventsCame(NOTHING_UNREAD, [event('message', 'ben')], 'ada')).toBe(NOTHING_UNREAD);
  });

  it('counts others’ messages while the reader reads back', () => {
    expect(eventsCame(away, [event('message', 'ben'), event('message', 'cem')], 'ada').count).toBe(2);
  });

  it('does not count own messages, comings and goings', () => {
    const came = [event('message', 'ada'), event('joined', 'ben'), event('left', 'ben'), event('reacted', 'ben')];
    expect(eventsCame(away, came, 'ada')).toBe(away);
  });

  it('forgets its count at the bottom', () => {
    expect(scrolled(eventsCame(away, [event('message', 'ben')], 'ada'), true)).toEqual({ atBottom: true, count: 0 });
  });

  it('keeps its count while the reader goes on scrolling above', () => {
    const unread = eventsCame(away, [event('message', 'ben')], 'ada');
    expect(scrolled(unread, false)).toBe(unread);
  });
});
