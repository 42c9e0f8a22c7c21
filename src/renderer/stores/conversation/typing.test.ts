import { expect, it } from 'vitest';
import { saidBy, stillTyping, TYPING_MS, typed } from './typing.ts';

const NOW = 1_000_000;

it('who types is shown for a while after the last sign of it', () => {
  const typists = typed(typed([], 'ada', NOW), 'ada', NOW + 2_000);
  expect(typists).toEqual([{ member: 'ada', until: NOW + 2_000 + TYPING_MS }]);
  expect(stillTyping(typists, NOW + 1_999 + TYPING_MS)).toBe(typists);
  expect(stillTyping(typists, NOW + 2_000 + TYPING_MS)).toEqual([]);
});

it('who began first stays first', () => {
  const typists = typed(typed(typed([], 'ada', NOW), 'ben', NOW + 1), 'ada', NOW + 2);
  expect(typists.map(({ member }) => member)).toEqual(['ada', 'ben']);
});

it('who said something is done', () => {
  const typists = typed(typed([], 'ada', NOW), 'ben', NOW);
  expect(saidBy(typists, new Set(['ada'])).map(({ member }) => member)).toEqual(['ben']);
  expect(saidBy(typists, new Set(['cem']))).toBe(typists);
});
