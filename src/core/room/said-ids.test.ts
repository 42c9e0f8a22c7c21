import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SaidIds } from './said-ids.ts';

const yes = () => true;

it('tells members apart that use the same id', () => {
  const said = new SaidIds(10, 1);
  said.add('m1', 'a', 4);
  expect([said.seqOf('m1', 'a', yes), said.seqOf('m2', 'a', yes), said.seqOf('m1', 'b', yes)]).toEqual([
    4,
    undefined,
    undefined,
  ]);
});

it('knows at least the newest and at most twice as many', () => {
  const said = new SaidIds(100, 1);
  for (let seq = 1; seq <= 1_000; seq += 1) said.add('m1', `id-${seq}`, seq);
  const known = Array.from({ length: 1_000 }, (_, n) => n + 1).filter(
    (seq) => said.seqOf('m1', `id-${seq}`, yes) === seq,
  );
  expect(known.slice(-100)).toEqual(Array.from({ length: 100 }, (_, n) => 901 + n));
  expect(known.length).toBeLessThanOrEqual(200);
});

it('forgets what did not reach the disk, however full the ring', () => {
  const said = new SaidIds(2, 1);
  for (let seq = 1; seq <= 4; seq += 1) said.add('m1', `id-${seq}`, seq);
  said.forgetAfter(2);
  expect([1, 2, 3, 4].map((seq) => said.seqOf('m1', `id-${seq}`, yes))).toEqual([1, 2, undefined, undefined]);
});

it('answers like a plain list of the newest, whatever is added and taken back', () => {
  const step = fc.oneof(
    fc.record({ member: fc.constantFrom('m1', 'm2', 'm12'), id: fc.string({ maxLength: 3 }) }),
    fc.record({ back: fc.nat(3) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const said = new SaidIds(4, 7);
      let model: { key: string; seq: number }[] = [];
      let seq = 0;
      for (const one of steps) {
        if ('back' in one) {
          seq = Math.max(0, seq - one.back);
          said.forgetAfter(seq);
          model = model.filter((entry) => entry.seq <= seq);
          continue;
        }
        const { member, id } = one;
        const key = `${member} ${id}`;
        const known = model.find((entry) => entry.key === key);
        expect(said.seqOf(member, id, yes)).toBe(known?.seq);
        if (known) continue;
        seq += 1;
        said.add(member, id, seq);
        model = [...model, { key, seq }].slice(-8);
      }
    }),
  );
});

it('goes by the log when two fall together', () => {
  const said = new SaidIds(10, 1);
  said.add('m1', 'a', 4);
  expect(said.seqOf('m1', 'a', (seq) => seq !== 4)).toBeUndefined();
});
