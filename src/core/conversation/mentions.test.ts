import { expect, it } from 'vitest';
import { mentions } from './mentions.ts';

it.each([
  ['Ada', 'Ada'],
  ['hello ada!', 'Ada'],
  ['@ada look', 'Ada'],
  ['(@ADA)', 'Ada'],
  ['is it Ada’s?', 'Ada'],
  ['canada or Ada', 'Ada'],
  ['Zoe\u0301 said so', 'Zoé'],
  ['Ada Lovelace is here', 'Ada Lovelace'],
  ['你好小明你在吗', '小明'],
  ['问@明', '明'],
  ['hi 😀bob😀', 'bob'],
  ['dot.', 'dot.'],
])('finds in %j that it names %s', (text, nick) => {
  expect(mentions(text, nick)).toBe(true);
});

it.each([
  ['Canada', 'Ada'],
  ['adamant', 'Ada'],
  ['ada_2', 'Ada'],
  ['mail@ada', 'Ada'],
  ['ada2', 'Ada'],
  ['明天见', '明'],
  ['', 'Ada'],
  ['Ada', ''],
  ['Adá', 'Ada'],
])('finds in %j nobody called %j', (text, nick) => {
  expect(mentions(text, nick)).toBe(false);
});
