import { expect, it } from 'vitest';
import { concat, rawFrame } from '../../../tests/support/frames.ts';
import { TextGreeting } from './text-greeting.ts';

const utf8 = new TextEncoder();
const FRAMES = rawFrame({ type: 'welcome' });
const GREETED = concat([utf8.encode('* Partyline: you are "guest 1".\n* guest 1 joined\nBob: hi\n'), FRAMES]);

function skipAll(chunks: readonly Uint8Array[]): Uint8Array {
  const greeting = new TextGreeting();
  return concat(chunks.map((chunk) => greeting.skip(chunk).slice()));
}

it('passes over the lines for a plain guest, wherever the stream is cut', () => {
  for (let cut = 0; cut <= GREETED.length; cut += 1) {
    expect(skipAll([GREETED.subarray(0, cut), GREETED.subarray(cut)])).toEqual(FRAMES);
  }
  expect(skipAll([...GREETED].map((byte) => Uint8Array.of(byte)))).toEqual(FRAMES);
});

it('hands on what begins with frames, or with the text of others, as it is', () => {
  expect(skipAll([FRAMES, GREETED])).toEqual(concat([FRAMES, GREETED]));
  const other = utf8.encode('SSH-2.0-OpenSSH_9.6\r\n');
  for (let cut = 1; cut < other.length; cut += 1) {
    expect(skipAll([other.subarray(0, cut), other.subarray(cut)])).toEqual(other);
  }
});

it('keeps no more than a line', () => {
  const greeting = new TextGreeting();
  greeting.skip(utf8.encode('* Partyline: '));
  const more = utf8.encode('x'.repeat(50_000));
  expect(greeting.skip(more)).toHaveLength(0);
  expect(greeting.skip(more).length).toBeGreaterThan(100_000);
});
