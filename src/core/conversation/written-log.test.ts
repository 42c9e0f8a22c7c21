import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/models.ts';
import { writtenAs, writtenEvent } from './written-log.ts';

const AT = Date.UTC(2026, 10, 30, 9, 5, 7);

function event(kind: string, more: Partial<RoomEvent> = {}): RoomEvent {
  return { seq: 7, at: AT, kind, id: '7', from: 'ada', nick: 'Ada', text: 'hello', ...more };
}

describe('a conversation in a file', () => {
  it('has a line for each message, with its time in UTC', () => {
    expect(writtenEvent(event('message'), 'text')).toBe('2026-11-30 09:05:07Z  Ada: hello\n');
  });

  it('sets in what follows a message’s first line, so that nobody can write words for another', () => {
    const forged = event('message', { text: 'ok\r\n2026-11-30 09:06:00Z  Ben: I agree' });
    expect(writtenEvent(forged, 'text')).toBe(
      '2026-11-30 09:05:07Z  Ada: ok\n    2026-11-30 09:06:00Z  Ben: I agree\n',
    );
    expect(writtenEvent(event('message', { nick: 'A\nb' }), 'text')).toContain('  A ⏎ b: hello\n');
  });

  it('shows nothing that an editor or terminal would obey', () => {
    const evil = event('message', { text: 'a\u001b[2Jb\u202ec\u2028d' });
    expect(writtenEvent(evil, 'text')).toContain('a\u{fffd}[2Jb\u{fffd}c ⏎ d');
  });

  it('tells of files, comings and goings, and what the disk lost', () => {
    const file = { name: 'a.txt', size: 5, hash: 'ab', pieces: 'cd', type: '' };
    expect(writtenEvent(event('file', { text: 'a.txt', file }), 'text')).toContain(
      '* Ada sent a.txt (5 bytes, SHA-256 ab)',
    );
    expect(writtenEvent(event('joined', { text: '' }), 'text')).toContain('* Ada joined');
    expect(writtenEvent(event('left', { text: '' }), 'text')).toContain('* Ada left');
    expect(writtenEvent(event('lost', { text: '9' }), 'text')).toContain('* events 7 to 9 were lost');
    expect(writtenEvent(event('lost', { text: '' }), 'text')).toBe('');
    expect(writtenEvent(event('reacted'), 'text')).toBe('');
  });

  it('says when something was said at first, and bears a time that is none', () => {
    expect(writtenEvent(event('message', { late: AT - 60_000 }), 'text')).toContain(
      'Ada (said 2026-11-30 09:04:07Z): ',
    );
    expect(writtenEvent(event('message', { at: 1e300 }), 'text')).toBe('?  Ada: hello\n');
  });

  it('is an event a line for programs, whatever its kind', () => {
    const one = event('reacted', { text: 'a\nb' });
    const line = writtenEvent(one, 'json');
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(one);
  });

  it('is for programs where the name says so', () => {
    expect(['a.txt', 'a.JSONL', 'a', 'a.json.md', 'b.ndjson'].map(writtenAs)).toEqual([
      'text',
      'json',
      'text',
      'text',
      'json',
    ]);
  });
});
