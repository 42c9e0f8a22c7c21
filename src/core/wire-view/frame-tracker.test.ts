import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../wire/frame-writer.ts';
import { isProtocolError } from '../wire/protocol-error.ts';
import { FrameTracker, findFrameStart, type Stretch } from './frame-tracker.ts';

const BYE = [0x0e, 0, 0, 0, 0x7b, 0x22, 0x74, 0x79, 0x70, 0x65, 0x22, 0x3a, 0x22, 0x62, 0x79, 0x65, 0x22, 0x7d];
const text = (words: string) => new TextEncoder().encode(words);

function kindOf({ found }: Stretch): string {
  if (found === undefined) return 'open';
  if (found instanceof Uint8Array) return 'line';
  return isProtocolError(found) ? found.error : found.header.type;
}

function shown(stretches: readonly Stretch[]): (string | number)[][] {
  return stretches.map((stretch) => [kindOf(stretch), stretch.from, stretch.to]);
}

describe('a tracker', () => {
  test('finds two frames in one chunk', () => {
    expect(shown(new FrameTracker(true).push(Uint8Array.from([...BYE, ...BYE])))).toEqual([
      ['bye', 0, 18],
      ['bye', 18, 36],
    ]);
  });

  test('finds a frame whatever the place where it was cut', () => {
    for (let cut = 1; cut < BYE.length; cut += 1) {
      const tracker = new FrameTracker(true);
      expect(shown(tracker.push(Uint8Array.from(BYE.slice(0, cut))))).toEqual([['open', 0, cut]]);
      expect(shown(tracker.push(Uint8Array.from([...BYE.slice(cut), ...BYE.slice(0, 5)])))).toEqual([
        ['bye', 0, 18],
        ['open', 18, 23],
      ]);
    }
  });

  test('names a breach and finds nothing behind it', () => {
    const tracker = new FrameTracker(true);
    expect(shown(tracker.push(Uint8Array.from([...BYE, 3, 0, 0, 0, 1, 2, 3])))).toEqual([
      ['bye', 0, 18],
      ['bad_header', 18, 25],
    ]);
    expect(tracker.push(Uint8Array.from(BYE))).toEqual([]);
  });

  test('finds the lines of somebody without our protocol, however they are cut', () => {
    const tracker = new FrameTracker(true);
    expect(shown(tracker.push(text('h')))).toEqual([['open', 0, 1]]);
    expect(shown(tracker.push(text('ello\nhow ')))).toEqual([
      ['line', 0, 6],
      ['open', 6, 10],
    ]);
    expect(shown(tracker.push(text('are you\n')))).toEqual([['line', 6, 18]]);
  });

  test('shows a line that never ends in pieces, so that it holds no more of it', () => {
    const stretches = new FrameTracker(true).push(new Uint8Array(10_000).fill(0x61));
    expect(shown(stretches)).toEqual([
      ['line', 0, 4_096],
      ['line', 4_096, 8_192],
      ['open', 8_192, 10_000],
    ]);
  });

  test('goes on with the next whole frame where recording began in the middle of one', () => {
    const middle = Uint8Array.from([...encodeFrame({ type: 'say', id: '1', text: 'hi' }).subarray(9), ...BYE]);
    const tracker = new FrameTracker(false);
    expect(shown(tracker.push(text('"nothing to see here"}')))).toEqual([]);
    expect(shown(tracker.push(middle))).toEqual([['bye', 22 + middle.length - 18, 22 + middle.length]]);
  });
});

test('the beginning of a frame is found for every length of a header', () => {
  for (const length of [1, 2, 255, 256, 257, 0x0100, 0xff00, 0xffff]) {
    const bytes = Uint8Array.from([0x22, 0x7d, length & 255, length >> 8, 0, 0, 0x7b, 0x22]);
    expect(findFrameStart(bytes)).toBe(2);
  }
  expect(findFrameStart(Uint8Array.from([0, 0, 0, 0, 0x7b]))).toBe(-1);
  expect(findFrameStart(new Uint8Array(0))).toBe(-1);
});
