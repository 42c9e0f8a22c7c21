import { expect, it } from 'vitest';
import { momentInName } from './use-paste.ts';

it('writes a moment so that names sort by it and hold nothing that a system forbids', () => {
  expect(momentInName(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02 03.04.05');
});
