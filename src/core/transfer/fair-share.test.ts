import { expect, it } from 'vitest';
import { FairShare } from './fair-share.ts';

/** A share of 100 bytes a turn, and what ends a turn. */
function shared() {
  const works: (() => void)[] = [];
  const share = new FairShare(100, (work) => works.push(work));
  return {
    share,
    turn: () => {
      for (const work of works.splice(0)) work();
    },
    open: () => works.length,
  };
}

it('lets pass at once what fits into the turn, and the rest in the next ones, in order', () => {
  const { share, turn } = shared();
  const went: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) share.ask(60, () => went.push(name));
  expect(went).toEqual(['a', 'b']);
  turn();
  expect(went).toEqual(['a', 'b', 'c', 'd']);
});

it('serves links that ask for one thing at a time as often as each other', () => {
  const { share, turn } = shared();
  const counts = new Map<string, number>();
  const askAgain = (name: string) =>
    share.ask(50, () => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      askAgain(name);
    });
  for (const name of ['a', 'b', 'c']) askAgain(name);
  for (let i = 0; i < 30; i += 1) turn();
  const all = [...counts.values()];
  expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(2);
});

it('counts what came without asking, and rests when there is nothing to do', () => {
  const { share, turn, open } = shared();
  share.spend(150);
  expect(share.isSpent).toBe(true);
  let went = false;
  share.ask(1, () => {
    went = true;
  });
  expect(went).toBe(false);
  turn();
  expect(went).toBe(true);
  turn();
  turn();
  expect([share.isSpent, open()]).toEqual([false, 0]);
});

it('lets nothing that one link throws end the turn of the others', () => {
  const works: (() => void)[] = [];
  const errors: unknown[] = [];
  const contain = (work: () => void) => {
    try {
      work();
    } catch (error) {
      errors.push(error);
    }
  };
  const share = new FairShare(100, (work) => works.push(work), contain);
  const went: string[] = [];
  share.ask(100, () => went.push('a'));
  share.ask(10, () => {
    throw new Error('a defect');
  });
  share.ask(10, () => went.push('b'));
  for (const work of works.splice(0)) work();
  expect(went).toEqual(['a', 'b']);
  expect(errors).toEqual([new Error('a defect')]);
});
