import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

it('takes a place back that is given back before the work returns', () => {
  const slots = new Slots(1);
  const begun: number[] = [];
  for (const number of [1, 2, 3]) {
    slots.take((over) => {
      begun.push(number);
      over();
    });
  }
  expect(begun).toEqual([1, 2, 3]);
});

it('lets so many work at a time, and the others in their order', () => {
  const slots = new Slots(2);
  const begun: string[] = [];
  const [one, , third, fourth] = ['one', 'two', 'three', 'four', 'five'].map((name) =>
    slots.take(() => begun.push(name)),
  );
  expect(begun).toEqual(['one', 'two']);
  one?.();
  one?.();
  expect(begun).toEqual(['one', 'two', 'three']);
  // Whoever waited and does not want any more is passed over.
  fourth?.();
  third?.();
  expect(begun).toEqual(['one', 'two', 'three', 'five']);
});
