import { describe, expect, it, vi } from 'vitest';
import { isWebLink } from './external-links.ts';

vi.mock('electron', () => ({ shell: {} }));

describe('isWebLink', () => {
  it.each(['https://example.org/a?b#c', 'http://192.168.0.1:8080/'])('lets %s out', (url) => {
    expect(isWebLink(url)).toBe(true);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'partyline://lab',
    'ms-msdt:/id',
    'data:text/html,x',
    'example.org',
    '',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('keeps %s in', (url) => {
    expect(isWebLink(url)).toBe(false);
  });
});
