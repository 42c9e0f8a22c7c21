import { describe, expect, it, vi } from 'vitest';
import { webLink } from './external-links.ts';

vi.mock('electron', () => ({ shell: {} }));

describe('webLink', () => {
  it.each(['https://example.org/a?b#c', 'http://192.168.0.1:8080/'])('lets %s out', (url) => {
    expect(webLink(url)).toBe(url);
  });

  it('writes anew what it lets out', () => {
    expect(webLink(' HTTPS://Example.ORG\\a b"&calc\n')).toBe('https://example.org/a%20b%22&calc');
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' file:///etc/passwd',
    'view-source:https://example.org/',
    'https://user:secret@example.org/',
    'https://example.org@evil.example/',
    'blob:https://example.org/1',
    'https://',
    '\\\\server\\share',
    `https://example.org/${'"'.repeat(1_000)}`,
    'smb://server/share',
    'partyline://lab',
    'ms-msdt:/id',
    'data:text/html,x',
    'example.org',
    '',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('keeps %s in', (url) => {
    expect(webLink(url)).toBeUndefined();
  });
});
