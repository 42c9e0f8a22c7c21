import { expect, it } from 'vitest';
import { TelnetFilter } from './telnet.ts';

const NEGOTIATION = [
  0x61, 0xff, 0xfd, 0x03, 0xff, 0xfb, 0x18, 0x62, 0xff, 0xfa, 0x18, 0, 0x78, 0xff, 0xf0, 0x63, 0xff, 0xf1,
];
const ANSWER = [0xff, 0xfc, 0x03, 0xff, 0xfe, 0x18];

function filterAll(chunks: readonly (readonly number[])[]): { text: number[]; answer: number[] } {
  const filter = new TelnetFilter();
  const all = chunks.map((chunk) => filter.filter(Uint8Array.from(chunk)));
  return { text: all.flatMap(({ text }) => [...text]), answer: all.flatMap(({ answer }) => [...answer]) };
}

it('takes commands out of the text, and refuses every option', () => {
  expect(filterAll([NEGOTIATION])).toEqual({ text: [0x61, 0x62, 0x63], answer: ANSWER });
});

it('does the same wherever the stream is cut', () => {
  for (let cut = 1; cut < NEGOTIATION.length; cut += 1) {
    const parts = [NEGOTIATION.slice(0, cut), NEGOTIATION.slice(cut)];
    expect(filterAll(parts), `${cut}`).toEqual({ text: [0x61, 0x62, 0x63], answer: ANSWER });
  }
  expect(filterAll(NEGOTIATION.map((byte) => [byte]))).toEqual({ text: [0x61, 0x62, 0x63], answer: ANSWER });
});

it('answers no refusal, so that two ends that refuse come to an end', () => {
  expect(filterAll([ANSWER]).answer).toEqual([]);
});

it('hands text without commands on as it is', () => {
  const chunk = Uint8Array.of(1, 2, 3);
  expect(new TelnetFilter().filter(chunk).text).toBe(chunk);
});

it('reads the doubled byte as one, and one that starts no command as itself', () => {
  expect(filterAll([[0xff, 0xff, 0x61, 0xff, 0x62]]).text).toEqual([0xff, 0x61, 0xff, 0x62]);
});

it('lets a telnet erase a character', () => {
  expect(filterAll([[0x61, 0xff, 0xf7]]).text).toEqual([0x61, 0x08]);
});
