import { expect, it } from 'vitest';
import { choicesWith } from './choices.ts';

it('offers the usual amounts, and what is set in its place among them', () => {
  expect(choicesWith(20, [10, 20, 30])).toEqual([10, 20, 30]);
  expect(choicesWith(25, [10, 20, 30])).toEqual([10, 20, 25, 30]);
});
