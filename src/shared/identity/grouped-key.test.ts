import { expect, it } from 'vitest';
import { groupedKey } from './grouped-key.ts';

it('a key is compared in groups of four', () => {
  expect(groupedKey('0123456789ab')).toBe('0123 4567 89ab');
  expect(groupedKey('01234')).toBe('0123 4');
  expect(groupedKey('')).toBe('');
});
