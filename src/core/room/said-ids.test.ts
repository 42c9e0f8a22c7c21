import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SaidIds } from './said-ids.ts';

const yes = () => true;

/** The number that `said` knows this id by; both spellings of the question must have the same answer. */
function seqOf(said: SaidIds, member: string, id: string, confirm: (seq: number) => boolean = yes): number | undefined {
  const bytes = Uint8Array.from(`<${id}>`, (one) => one.charCodeAt(0));
  said.askAscii(member, new DataView(bytes.buffer), 1, bytes.length - 1);
  const answer = said.seqOf(confirm);
  said.ask(member, id);
  expect(said.seqOf(confirm)).toBe(answer);
  if (!said.isKnown()) expect(answer).toBeUndefined();
  return answer;
}

function add(said: SaidIds, member: string, id: string, seq: number): void {
  said.ask(member, id);
  said.add(seq);
}

it('tells members apart that use the same id', () => {
  const said = new SaidIds(10, 1);
  add(said, 'm1', 'a', 4);
  expect([seqOf(said, 'm1', 'a'), seqOf(said, 'm2', 'a'), seqOf(said, 'm1', 'b')]).toEqual([4, undefined, undefined]);
});

it('knows at least the newest and at most twice as many', () => {
  const said = new SaidIds(100, 1);
  for (let seq = 1; seq <= 1_000; seq += 1) add(said, 'm1', `id-${seq}`, seq);
  const known = Array.from({ length: 1_000 }, (_, n) => n + 1).filter((seq) => seqOf(said, 'm1', `id-${seq}`) === seq);
  expect(known.slice(-100)).toEqual(Array.from({ length: 100 }, (_, n) => 901 + n));
  expect(known.length).toBeLessThanOrEqual(200);
});

it('forgets what did not reach the disk, however full the ring', () => {
  const said = new SaidIds(2, 1);
  for (let seq = 1; seq <= 4; seq += 1) add(said, 'm1', `id-${seq}`, seq);
  said.forgetAfter(2);
  expect([1, 2, 3, 4].map((seq) => seqOf(said, 'm1', `id-${seq}`))).toEqual([1, 2, undefined, undefined]);
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
        expect(seqOf(said, member, id)).toBe(known?.seq);
        if (known) continue;
        seq += 1;
        add(said, member, id, seq);
        model = [...model, { key, seq }].slice(-8);
      }
    }),
  );
});

it('tells ids apart that differ in their last character alone, whichever two that are', () => {
  const said = new SaidIds(300, 1);
  const ids = Array.from({ length: 256 }, (_, unit) => `id-${String.fromCharCode(unit)}`);
  for (const [index, id] of ids.entries()) add(said, 'm1', id, index + 1);
  expect(ids.map((id) => seqOf(said, 'm1', id))).toEqual(ids.map((_, index) => index + 1));
});

it('knows the newest however often its ring went round', () => {
  const said = new SaidIds(3, 1);
  for (let seq = 1; seq <= 1_000; seq += 1) {
    add(said, 'm1', `${seq}`, seq);
    expect([seqOf(said, 'm1', `${seq}`), seqOf(said, 'm1', `${seq - 6}`)]).toEqual([seq, undefined]);
  }
});

it('goes by the log when two fall together', () => {
  const said = new SaidIds(10, 1);
  add(said, 'm1', 'a', 4);
  expect(seqOf(said, 'm1', 'a', (seq) => seq !== 4)).toBeUndefined();
});
