import { describe, expect, it } from 'vitest';
import { type ComposerKey, charactersLeft, sendsMessage } from './composer-keys.ts';

const ENTER: ComposerKey = {
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
};

describe('the composer’s keys', () => {
  it('send on Enter, also with Ctrl', () => {
    expect(sendsMessage(ENTER)).toBe(true);
    expect(sendsMessage({ ...ENTER, ctrlKey: true })).toBe(true);
  });

  it('break the line on Shift+Enter', () => {
    expect(sendsMessage({ ...ENTER, shiftKey: true })).toBe(false);
  });

  it('leave the Enter that ends a composition to the input method', () => {
    expect(sendsMessage({ ...ENTER, isComposing: true })).toBe(false);
    expect(sendsMessage({ ...ENTER, keyCode: 229 })).toBe(false);
  });

  it('do not send on any other key', () => {
    expect(sendsMessage({ ...ENTER, key: 'a' })).toBe(false);
  });
});

describe('the composer’s counter', () => {
  it('appears near the limit and goes below nought', () => {
    expect(charactersLeft(15_499, 16_000)).toBeUndefined();
    expect(charactersLeft(15_500, 16_000)).toBe(500);
    expect(charactersLeft(16_002, 16_000)).toBe(-2);
  });
});
