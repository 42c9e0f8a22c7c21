import { expect, it } from 'vitest';
import { readMsg } from './private-talk.ts';

const NAMES = ['Kim', 'Kim (2)', 'Ada Lovelace', 'Ada'];

it.each([
  ['Kim hello', { to: ['Kim'], text: 'hello' }],
  ['Kim (2) hello', { to: ['Kim (2)'], text: 'hello' }],
  ['Kim, Ada Lovelace,Ada  a, b', { to: ['Kim', 'Ada Lovelace', 'Ada'], text: 'a, b' }],
  ['Ada', { to: ['Ada'], text: '' }],
  ['Kimberly hello', undefined],
  ['Kim, nobody hello', undefined],
  ['', undefined],
])('reads whom %j is for and what it says', (rest, read) => {
  expect(readMsg(rest, NAMES)).toEqual(read);
});
