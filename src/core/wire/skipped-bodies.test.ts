import fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat, rawFrame } from '../../../tests/support/frames.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { isProtocolError } from './protocol-error.ts';

const BYE = rawFrame('{"type":"bye"}');
const SAY = rawFrame('{"type":"say","id":"1","text":"x"}');
const withBody = (bytes: number) => concat([rawFrame(`{"type":"x","total_size":${bytes}}`), new Uint8Array(bytes)]);

/** Types and lengths of what a decoder that skips bodies finds in chunks. */
function found(decoder: FrameDecoder, ...chunks: Uint8Array[]): unknown[] {
  const all: unknown[] = [];
  for (const chunk of chunks) {
    decoder.push(chunk);
    for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
      if (isProtocolError(frame)) return [...all, frame.error];
      all.push([frame.header.type, frame.body.length, decoder.frameLength]);
    }
  }
  return all;
}

it('drops a body wherever the stream is cut, and goes on behind it', () => {
  const stream = concat([BYE, withBody(40), BYE, withBody(1), SAY]);
  const whole = [
    ['bye', 0, 18],
    ['x', 0, 4 + 28 + 40],
    ['bye', 0, 18],
    ['x', 0, 4 + 27 + 1],
    ['say', 0, SAY.length],
  ];
  for (let one = 0; one <= stream.length; one += 1) {
    for (let two = one; two <= stream.length; two += 7) {
      const chunks = [stream.subarray(0, one), stream.subarray(one, two), stream.subarray(two)];
      expect(found(new FrameDecoder('skipped'), ...chunks), `cut at ${one} and ${two}`).toEqual(whole);
    }
  }
});

it('keeps nothing of a body while it comes, and tells of the frame when all of it was there', () => {
  const decoder = new FrameDecoder('skipped');
  const stream = withBody(10_000);
  for (let at = 0; at + 100 < stream.length; at += 100) {
    expect(found(decoder, stream.subarray(at, at + 100))).toEqual([]);
    if (at > 0) expect(decoder.waiting).toBe(0);
  }
  const rest = stream.subarray(stream.length - (stream.length % 100));
  expect(found(decoder, rest)).toEqual([['x', 0, stream.length]]);
});

it('finds a plain say behind a body, and its length', () => {
  const decoder = new FrameDecoder('skipped');
  decoder.push(withBody(50).subarray(0, 60));
  expect(decoder.next()).toBeUndefined();
  expect(decoder.nextPlainSay(100)).toBeUndefined();
  decoder.push(concat([withBody(50).subarray(60), SAY]));
  expect(decoder.nextPlainSay(100), 'the body comes first').toBeUndefined();
  expect(decoder.next()).toMatchObject({ header: { type: 'x' } });
  expect(decoder.nextPlainSay(100)).toBeDefined();
  expect(decoder.frameLength).toBe(SAY.length);
});

it('keeps what waits when the chunk’s memory is used again', () => {
  const decoder = new FrameDecoder('skipped');
  const chunk = concat([BYE, BYE]);
  decoder.push(chunk);
  decoder.keep();
  chunk.fill(0);
  expect(decoder.waiting).toBe(36);
  expect(found(decoder, BYE)).toHaveLength(3);
  decoder.keep();
  expect(decoder.waiting).toBe(0);
});

it('finds the same frames as one that keeps bodies, whatever the chunks', () => {
  const frames = fc.array(fc.oneof(fc.constant(BYE), fc.nat(300).map(withBody)), { maxLength: 8 });
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (list, sizes) => {
      const stream = concat(list);
      const chunks: Uint8Array[] = [];
      for (let at = 0, n = 0; at < stream.length; n += 1) {
        const size = sizes[n % sizes.length] as number;
        chunks.push(stream.subarray(at, at + size));
        at += size;
      }
      const kept = found(new FrameDecoder(), ...chunks) as [string, number, number][];
      expect(found(new FrameDecoder('skipped'), ...chunks)).toEqual(kept.map(([type, , all]) => [type, 0, all]));
    }),
    { numRuns: 60 },
  );
});
