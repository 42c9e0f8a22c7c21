import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WINDOW_LIMITS } from './window-limits.ts';

it('has a row with the value for every bound around the window, and no other', () => {
  const text = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
  const around = text.split('Bounds around the window')[1]?.split('\n## ')[0] ?? '';
  const rows = [...around.matchAll(/^\| `(\w+)` \| ([\d,]+) [^|]+ \| [^|]+ \|$/gm)];
  const documented = Object.fromEntries(rows.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(WINDOW_LIMITS);
});
