import { describe, expect, it } from 'vitest';
import { sampleChunk } from '../../../../tests/support/lab-samples.ts';
import { framedStream } from './framed-stream.ts';

const STREAM = [...[2, 0, 0, 0], ...[0x68, 0x69], ...[3, 0, 0, 0], ...[0x70, 0x69, 0x67]];

function cutAt(...places: readonly number[]) {
  const edges = [0, ...places, STREAM.length];
  return edges
    .slice(1)
    .map((end, index) => sampleChunk(index + 1, { bytes: Uint8Array.from(STREAM.slice(edges[index], end)) }));
}

describe('a stream whose messages stand behind their length', () => {
  it('is read the same however it was cut', () => {
    for (let place = 1; place < STREAM.length; place += 1) {
      expect(framedStream(cutAt(place)).messages, `cut at ${place}`).toEqual(['hi', 'pig']);
    }
    expect(framedStream(cutAt(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).messages).toEqual(['hi', 'pig']);
  });

  it('tells lengths and messages apart byte by byte', () => {
    expect(framedStream(cutAt(5)).spans.get(2)).toEqual([
      { from: 0, to: 1, kind: 'body' },
      { from: 1, to: 5, kind: 'length' },
      { from: 5, to: 8, kind: 'body' },
    ]);
  });

  it('keeps connections apart and does not look at what went out', () => {
    const [first, second] = cutAt(5);
    const other = sampleChunk(9, { connection: 2, bytes: Uint8Array.from(STREAM) });
    const out = sampleChunk(10, { direction: 'out' });
    expect(framedStream([first!, other, out, second!]).messages).toEqual(['hi', 'pig', 'hi', 'pig']);
  });

  it('takes a length of nothing, or a negative one, for an end and goes on with the next', () => {
    const bytes = Uint8Array.from([0, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0, 0x61]);
    expect(framedStream([sampleChunk(1, { bytes })]).messages).toEqual(['a']);
  });
});
