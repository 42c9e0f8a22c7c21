import { describe, expect, it } from 'vitest';
import type { Notice } from './notice-desk.ts';
import { noticeWords, notSentWords } from './notice-words.ts';

const key = 'a'.repeat(16);

function notice(change: Partial<Notice> = {}, last: Partial<Notice['last']> = {}): Notice {
  const heard = { key, nick: 'Ben', text: 'hi\nthere', isFile: false, isForMe: false, ...last };
  return { key, room: 'Studio', count: 1, isForMe: false, last: heard, ...change };
}

describe('the words of a notification', () => {
  it('are who said what where, on one line, and how many there are', () => {
    expect(noticeWords(notice(), 'en', true, 'darwin')).toEqual({ title: 'Studio', body: 'Ben: hi there' });
    expect(noticeWords(notice({ count: 3 }), 'en', true, 'darwin').title).toBe('Studio · 3 new');
    expect(noticeWords(notice({ count: 3 }), 'zh-CN', true, 'darwin')).toEqual({
      title: 'Studio · 3 条新消息',
      body: 'Ben：hi there',
    });
  });

  it('name a file as one', () => {
    const file = notice({}, { text: 'plan.pdf', isFile: true });
    expect(noticeWords(file, 'en', true, 'darwin').body).toBe('Ben sent a file: plan.pdf');
  });

  it('keep to themselves what was said where that is wanted', () => {
    expect(noticeWords(notice({ count: 2 }), 'en', false, 'darwin').body).toBe('2 new messages');
    expect(noticeWords(notice({ isForMe: true }), 'en', false, 'darwin').body).toBe('Somebody mentioned you');
  });

  it('hold no markup on Linux, neither in the room’s name nor in what was said', () => {
    const odd = notice({ room: 'R&D <b>' }, { text: '<a href="http://x">click</a>' });
    expect(noticeWords(odd, 'en', true, 'linux')).toEqual({
      title: 'R＆D ‹b›',
      body: 'Ben: ‹a href="http://x"›click‹/a›',
    });
  });

  it('say of an answer that did not go out what it was', () => {
    expect(notSentWords('Studio', 'on my way', 'en', 'darwin')).toEqual({
      title: 'Your answer in Studio was not sent',
      body: 'on my way',
    });
  });
});
