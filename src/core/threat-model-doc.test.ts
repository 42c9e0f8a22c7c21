import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LOCAL_ERROR_CODES, WIRE_ERROR_CODES } from '../shared/error-codes.ts';
import { FILE_LIMITS } from '../shared/files/file-limits.ts';
import { DEFAULT_LIMITS } from '../shared/limits.ts';

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('docs/threat-model.md', root), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
/** Words in code that are neither a limit nor an error: how rooms are shut, and what is plain. */
const WORDS = ['open', 'ask', 'word', 'locked', 'plain', 'hello'];

it('says of everybody who attacks what they want, what stops them and what does not', () => {
  expect(rows.length).toBeGreaterThanOrEqual(12);
  for (const [, who, wants, stops, doesNot] of rows)
    for (const cell of [wants, stops, doesNot]) expect(cell?.length, who).toBeGreaterThan(20);
});

it('names only tests, pages, limits and codes that are there', () => {
  for (const [, path = ''] of text.matchAll(/`((?:src|tests)\/[^`]+)`/g))
    expect(existsSync(new URL(path, root)), path).toBe(true);
  for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)\)/g))
    expect(existsSync(new URL(path, new URL('docs/', root))), path).toBe(true);
  const known = [
    ...Object.keys(DEFAULT_LIMITS),
    ...Object.keys(FILE_LIMITS),
    ...WIRE_ERROR_CODES,
    ...LOCAL_ERROR_CODES,
  ];
  for (const [, name] of text.matchAll(/`([a-z][A-Za-z_]+)`/g)) expect([...known, ...WORDS]).toContain(name);
});

it('is where the readme and the way to report lead to', () => {
  for (const page of ['README.md', 'SECURITY.md'])
    expect(readFileSync(new URL(page, root), 'utf8')).toContain('(docs/threat-model.md)');
});
