import { expect, test } from 'vitest';
import { personCode } from './person-code.ts';

test('a person’s key has four words and seven pictures, the same each time, and other ones than any other key', async () => {
  const [one, again, other] = await Promise.all(['a1', 'a1', 'a2'].map((digits) => personCode(digits.repeat(32))));
  expect(one).toEqual(again);
  expect([one?.words.length, one?.emoji.length]).toEqual([4, 7]);
  expect(other?.words).not.toEqual(one?.words);
});
