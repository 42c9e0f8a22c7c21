import { describe, expect, it } from 'vitest';
import { concat, lengthBytes, rawFrame } from '../../../tests/support/frames.ts';
import { FirstFrame } from './first-frame.ts';

const hash = 'ab'.repeat(32);
const fetch = rawFrame({ type: 'fetch', hash });
const hello = rawFrame({ type: 'hello', nick: 'Ada' });
const prove = rawFrame({ type: 'prove', nonce: 'x' });

/** What a link turns out to be when it comes in these chunks, with all that was handed on. */
function sorted(...chunks: Uint8Array[]) {
  const first = new FirstFrame();
  const found = chunks.flatMap((chunk) => first.take(chunk).map(({ kind, bytes }) => ({ kind, bytes: bytes.slice() })));
  return found.map(({ kind, bytes }) => [kind, [...bytes]]);
}

/** Cuts bytes into single ones. */
function single(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (byte) => Uint8Array.of(byte));
}

describe('a link', () => {
  it.each([
    ['file', fetch],
    ['chat', hello],
    ['chat', rawFrame('no JSON')],
    ['chat', rawFrame({ type: 'future' })],
  ])('is for the %s by its first frame, also when that comes byte by byte', (kind, frame) => {
    expect(sorted(frame)).toEqual([[kind, [...frame]]]);
    expect(sorted(...single(frame))).toEqual([[kind, [...frame]]]);
  });

  it('hands on what follows the first frame', () => {
    const more = concat([fetch, hello]);
    expect(sorted(more)).toEqual([['file', [...more]]]);
  });

  it('may ask which room this is before, as often as it likes', () => {
    const asks = ['asks', [...prove]];
    expect(sorted(concat([prove, prove, fetch]))).toEqual([asks, asks, ['file', [...fetch]]]);
    expect(sorted(prove, concat([prove, hello.subarray(0, 9)]), hello.subarray(9))).toEqual([
      asks,
      asks,
      ['chat', [...hello]],
    ]);
    expect(sorted(...single(concat([prove, prove, fetch])))).toEqual([asks, asks, ['file', [...fetch]]]);
  });

  it.each([0, -1, 65_536])('is the chat’s to refuse where the header is said to have %i bytes', (length) => {
    expect(sorted(lengthBytes(length))).toEqual([['chat', [...lengthBytes(length)]]]);
  });

  it.each([1, 65_535])('waits for a header of %i bytes', (length) => {
    expect(sorted(lengthBytes(length))).toEqual([]);
  });

  it('keeps no memory that is its sender’s', () => {
    const first = new FirstFrame();
    const chunk = concat([fetch.subarray(0, 20)]);
    first.take(chunk);
    chunk.fill(0);
    expect(first.take(fetch.subarray(20))).toEqual([{ kind: 'file', bytes: fetch }]);
  });
});
