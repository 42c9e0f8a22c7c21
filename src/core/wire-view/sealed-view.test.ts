import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_OF_IT, type WireFilter } from '../../shared/wire/wire-contract.ts';
import { Recorder } from '../recording/recorder.ts';
import type { Recordable, Tape } from '../recording/tape.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { WireView } from './wire-view.ts';

const OUTSIDE: WireFilter = { ...ALL_OF_IT, layer: 'outside' };
const ROUTE = {
  transport: 'tcp',
  local: { address: '127.0.0.1', port: 8888 },
  remote: { address: '127.0.0.1', port: 4242 },
  dialled: false,
} as const;

/** A record as it travels: its length, and as many bytes of noise. */
function record(length: number): Uint8Array {
  return Uint8Array.of(length & 255, length >> 8, ...Array.from({ length }, (_, i) => (i * 89 + 13) & 255));
}

function recorded(isOnFromStart = true) {
  const recorder = new Recorder(1_000_000, () => 0);
  if (isOnFromStart) recorder.start();
  const link: Recordable<Tape> = { tape: undefined };
  recorder.attach(ROUTE, link);
  recorder.start();
  const view = new WireView(recorder);
  const page = (filter: WireFilter) => {
    while (view.catchUp(100));
    return view.page(filter, 0, 10_000).chunks;
  };
  const seen = (filter: WireFilter) =>
    page(filter).flatMap(({ frames }) => frames.map(({ state, type, length }) => `${type || state} ${length}`));
  return { tape: () => link.tape as Tape, view, recorder, page, seen };
}

describe('a sealed link', () => {
  const handshake = encodeFrame({ type: 'noise' });
  const hello = encodeFrame({ type: 'hello', nick: 'Ada' });

  test('is shown opened, with the handshake that travelled in clear', () => {
    const { tape, page, seen, recorder } = recorded();
    tape().copy('in', handshake);
    tape().sealed('in');
    tape().copy('in', record(40));
    tape().inside.copy('in', hello);
    expect(seen(ALL_OF_IT)).toEqual([`noise ${handshake.length}`, `hello ${hello.length}`]);
    expect(page(ALL_OF_IT).map(({ layer }) => layer)).toEqual(['outside', 'inside']);
    expect(recorder.links()[0]?.view().isSealed).toBe(true);
  });

  test('is records of noise for an eavesdropper, who sees how long each is', () => {
    const { tape, page, seen } = recorded();
    tape().copy('in', handshake);
    tape().sealed('in');
    tape().copy('in', record(40));
    tape().inside.copy('in', hello);
    expect(seen(OUTSIDE)).toEqual([`noise ${handshake.length}`, 'sealed 42']);
    expect(page(OUTSIDE).map(({ isSealed }) => isSealed)).toEqual([false, true]);
  });

  test('may be sealed from the middle of a chunk on', () => {
    const { tape, view, page, seen } = recorded();
    const behind = record(30);
    tape().copy('in', Uint8Array.of(...handshake, ...behind));
    tape().sealed('in', behind.length);
    expect(seen(OUTSIDE)).toEqual([`noise ${handshake.length}`, 'sealed 32']);
    expect(seen(ALL_OF_IT)).toContain(`noise ${handshake.length}`);
    const { spans } = view.chunk(page(OUTSIDE)[0]?.id ?? 0) ?? { spans: [] };
    expect(spans.map(({ kind }) => kind)).toEqual(['length', 'header', 'length', 'sealed']);
  });

  test('that is recorded from its middle on shows bytes that are sealed, and what is inside', () => {
    const { tape, view, page, seen } = recorded(false);
    tape().copy('in', record(40).subarray(7));
    tape().inside.copy('in', hello);
    tape().copy('in', record(10));
    expect(seen(ALL_OF_IT)).toEqual([`hello ${hello.length}`]);
    const kinds = () => page(OUTSIDE).map(({ id }) => view.chunk(id)?.spans.map(({ kind }) => kind));
    // From the first chunk on that holds whole records it is known where they begin.
    expect(kinds().at(0)).not.toContain('length');
    expect(kinds().at(-1)).toEqual(['length', 'sealed']);
  });

  test('shows each record whole however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
        (lengths, cuts) => {
          const { tape, seen } = recorded();
          tape().sealed('out');
          const all = Uint8Array.from(lengths.flatMap((length) => [...record(length)]));
          for (let at = 0, i = 0; at < all.length; i += 1) {
            const size = cuts[i % cuts.length] as number;
            tape().copy('out', all.subarray(at, at + size));
            at += size;
          }
          expect(seen(OUTSIDE)).toEqual(lengths.map((length) => `sealed ${length + 2}`));
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a link in clear is the same for whoever looks inside and for an eavesdropper', () => {
  const { tape, seen } = recorded();
  tape().copy('in', encodeFrame({ type: 'ping', t: 1 }));
  expect(seen(ALL_OF_IT)).toEqual(seen(OUTSIDE));
});
