import { describe, expect, it } from 'vitest';
import { readNick, readRoomName } from './read-name.ts';
import { secondsUntil } from './use-now.ts';

describe('a typed name', () => {
  it('is trimmed', () => {
    expect(readNick('  Ada ')).toEqual({ value: 'Ada' });
  });

  it('says why it can not be used', () => {
    expect(readNick('   ')).toEqual({ problem: 'empty' });
    expect(readNick('x'.repeat(33))).toEqual({ problem: 'tooLong' });
    expect(readNick('a\u202eb')).toEqual({ problem: 'forbidden' });
  });

  it('counts characters and not their halves', () => {
    expect(readNick('😀'.repeat(32)).problem).toBeUndefined();
    expect(readNick('😀'.repeat(33)).problem).toBe('tooLong');
  });

  it('may be longer for a room', () => {
    expect(readRoomName('x'.repeat(64)).problem).toBeUndefined();
    expect(readRoomName('x'.repeat(65)).problem).toBe('tooLong');
  });
});

describe('the countdown to the next try', () => {
  it('counts whole seconds and stops at nought', () => {
    expect(secondsUntil(4_000, 0)).toBe(4);
    expect(secondsUntil(4_000, 1)).toBe(4);
    expect(secondsUntil(4_000, 3_999)).toBe(1);
    expect(secondsUntil(4_000, 9_000)).toBe(0);
  });
});
