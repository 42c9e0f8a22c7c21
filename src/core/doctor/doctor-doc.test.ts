import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FINDINGS } from '../../shared/doctor/finding-codes.ts';

const text = readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8');

it('lists every finding with its severity, in order, and no other', () => {
  const rows = [...text.matchAll(/^\| `(\w+)` \| `(ok|info|warning|problem)` \| (.+) \|$/gm)];
  expect(rows.map(([, code, severity]) => [code, severity])).toEqual(Object.entries(FINDINGS));
  for (const [, code, , when] of rows) expect(when, code).toMatch(/^[A-Z].*\.$/);
});
