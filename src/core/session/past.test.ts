import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headersOf, rawFrame } from '../../../tests/support/frames.ts';
import type { RoomEvent } from '../../shared/models.ts';
import { type Gap, Past, type PastPage } from './past.ts';

function event(seq: number): RoomEvent {
  return { seq, at: 1, kind: 'message', id: `e${seq}`, from: 'm2', nick: 'Bob', text: `t${seq}` };
}

function take(past: Past, seq: number): ReturnType<Past['take']> {
  return past.take(event(seq), rawFrame({ type: 'event', ...event(seq) }));
}

/** A host that has the events from `oldest` on and sends `most` of them in a page. */
function answer(past: Past, before: number, oldest: number, most: number): PastPage {
  const first = Math.min(before, Math.max(oldest, before - most));
  let page = past.announced({ first, next: before });
  for (let seq = first; seq < before; seq += 1) page = take(past, seq);
  if (page === undefined || 'code' in page) throw new Error(`no page: ${page?.text}`);
  return page;
}

function seqs({ segment }: PastPage): unknown[] {
  return headersOf(segment.frames).map(({ seq }) => seq);
}

describe('the past of a room', () => {
  it('that is all there is asked for by nobody', () => {
    const past = new Past([]);
    expect([past.isWhole, past.due()]).toEqual([true, undefined]);
  });

  it('comes page by page, each ending where the copy begins', () => {
    const past = new Past([{ first: 1, next: 8 }]);
    expect(past.due()).toEqual({ type: 'past', before: 8 });
    expect(past.due(), 'one page at a time').toBeUndefined();
    expect(seqs(answer(past, 8, 1, 5))).toEqual([3, 4, 5, 6, 7]);
    expect(past.isWhole).toBe(false);
    expect(past.due()).toEqual({ type: 'past', before: 3 });
    expect(seqs(answer(past, 3, 1, 5))).toEqual([1, 2]);
    expect([past.isWhole, past.due()]).toEqual([true, undefined]);
  });

  it('begins with the newest gap, and takes nothing twice of a page that begins before the gap', () => {
    const past = new Past([
      { first: 20, next: 24 },
      { first: 3, next: 5 },
    ]);
    expect(past.due()).toEqual({ type: 'past', before: 24 });
    const page = answer(past, 24, 1, 10);
    expect(seqs(page)).toEqual([20, 21, 22, 23]);
    expect(page).toMatchObject({ segment: { first: 20, next: 24 }, gap: { first: 20, next: 24 } });
    expect(past.due()).toEqual({ type: 'past', before: 5 });
  });

  it('ends where the log begins', () => {
    const past = new Past([{ first: 1, next: 8 }]);
    past.due();
    answer(past, 8, 6, 5);
    past.due();
    expect(past.announced({ first: 6, next: 6 })).toMatchObject({ segment: { first: 1, next: 6 }, events: [] });
    expect(past.isWhole).toBe(true);
  });

  it('is asked for again over a new link', () => {
    const past = new Past([{ first: 1, next: 8 }]);
    past.due();
    past.announced({ first: 3, next: 8 });
    take(past, 3);
    past.linkOpened();
    expect(past.isComing).toBe(false);
    expect(past.due()).toEqual({ type: 'past', before: 8 });
    expect(seqs(answer(past, 8, 1, 5))).toEqual([3, 4, 5, 6, 7]);
  });

  it('that nobody asked for, that ends elsewhere or skips an event is refused', () => {
    const past = new Past([{ first: 1, next: 8 }]);
    expect(past.announced({ first: 3, next: 8 })).toMatchObject({ code: 'bad_message' });
    past.due();
    expect(past.announced({ first: 3, next: 7 })).toMatchObject({ code: 'bad_message' });
    expect(past.announced({ first: 9, next: 8 })).toMatchObject({ code: 'bad_message' });
    expect(past.announced({ first: 3, next: 8 })).toBeUndefined();
    expect(past.announced({ first: 3, next: 8 }), 'twice').toMatchObject({ code: 'bad_message' });
    expect(take(past, 4)).toMatchObject({ code: 'bad_message' });
  });

  it('gives each event that lacked and that the host has exactly once, for any gaps and pages', () => {
    const gapSizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(gapSizes, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 12 }), (sizes, oldest, most) => {
        const gaps: Gap[] = [];
        let at = 1;
        for (const [lacking, here] of sizes) {
          gaps.push({ first: at, next: at + lacking });
          at += lacking + here;
        }
        const past = new Past(gaps);
        const got: unknown[] = [];
        for (let due = past.due(); due !== undefined; due = past.due()) {
          got.push(...seqs(answer(past, due.before, oldest, most)));
        }
        const lacked = gaps.flatMap(({ first, next }) => Array.from({ length: next - first }, (_, n) => first + n));
        expect(past.isWhole).toBe(true);
        expect(got.toSorted((one, other) => Number(one) - Number(other))).toEqual(
          lacked.filter((seq) => seq >= oldest),
        );
      }),
    );
  });
});
