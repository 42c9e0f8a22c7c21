import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, rawFrame } from '../../../tests/support/frames.ts';
import { asciiBytes, asciiText } from './ascii.ts';
import { DecimalDigits } from './decimal-digits.ts';
import { author, writeEvent, writePlainEvent } from './event-frame.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { encodeFrame, FrameWriter } from './frame-writer.ts';
import { findPlainSay } from './plain-say.ts';

const find = (header: string, longest = 100) => {
  // Not at the start of its buffer, and something else behind it.
  const view = new DataView(asciiBytes(`\u0007${header}"}`).buffer);
  const say = findPlainSay(view, 1, 1 + header.length, longest);
  return say && [asciiText(view, say.idFrom, say.idTo), asciiText(view, say.textFrom, say.textTo)];
};
const printable = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });

describe('a plain say', () => {
  it('is found as JSON.stringify writes it', () => {
    expect(find('{"type":"say","id":"a-1","text":"hello there"}')).toEqual(['a-1', 'hello there']);
  });

  const others: readonly (readonly [string, string])[] = [
    ['spaces', '{"type": "say", "id": "1", "text": "x"}'],
    ['another order', '{"id":"1","type":"say","text":"x"}'],
    ['one more field', '{"type":"say","id":"1","text":"x","reply_to":"0"}'],
    ['the text twice', '{"type":"say","id":"1","text":"x","text":"y"}'],
    ['an escape', '{"type":"say","id":"1","text":"a\\nb"}'],
    ['a character beyond ASCII', '{"type":"say","id":"1","text":"\u00e9"}'],
    ['a raw control character', '{"type":"say","id":"1","text":"a\u0007b"}'],
    ['an empty id', '{"type":"say","id":"","text":"x"}'],
    ['an id that is too long', `{"type":"say","id":"${'i'.repeat(65)}","text":"x"}`],
    ['an empty text', '{"type":"say","id":"1","text":""}'],
    ['a blank text', '{"type":"say","id":"1","text":"   "}'],
    ['a text that is no string', '{"type":"say","id":"1","text":12}'],
    ['no end', '{"type":"say","id":"1","text":"x"'],
    ['a body', '{"type":"say","id":"1","total_size":3,"text":"x"}'],
    ['another type', '{"type":"sax","id":"1","text":"x"}'],
  ];
  it.each(others)('is not what has %s', (_, header) => {
    expect(find(header)).toBeUndefined();
  });

  it.each([...Array(256).keys()])('has byte %i in its text only if it stands for itself there', (byte) => {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x22 && byte !== 0x5c;
    for (let at = 0; at < 9; at += 1) {
      const text = `${'x'.repeat(at)}${String.fromCharCode(byte)}${'x'.repeat(8 - at)}`;
      expect(find(`{"type":"say","id":"1","text":"${text}"}`)).toEqual(plain ? ['1', text] : undefined);
    }
  });

  it('is cut off nowhere', () => {
    const header = '{"type":"say","id":"1","text":"x"}';
    for (let length = 0; length < header.length; length += 1) expect(find(header.slice(0, length))).toBeUndefined();
  });

  it('is not one whose text passes the limit', () => {
    expect(find(`{"type":"say","id":"1","text":"${'x'.repeat(100)}"}`)).toBeDefined();
    expect(find(`{"type":"say","id":"1","text":"${'x'.repeat(101)}"}`)).toBeUndefined();
  });

  it('becomes the same event, byte for byte, as by the usual road', () => {
    fc.assert(
      fc.property(printable, printable, fc.nat(), fc.nat(), fc.string(), (id, text, seq, at, nick) => {
        const header = asciiBytes(JSON.stringify({ type: 'say', id, text }));
        const say = findPlainSay(new DataView(header.buffer), 0, header.length, 1_000);
        if (!say) return;
        const from = author('m1', nick);
        const [plain, usual] = [new FrameWriter(16), new FrameWriter(16)];
        const digits = { seq: new DecimalDigits(), at: new DecimalDigits() };
        digits.seq.set(seq);
        digits.at.set(at);
        writePlainEvent(plain, digits, say, from);
        writeEvent(usual, { seq, at, kind: 'message', id, text }, from);
        expect(plain.take()).toEqual(usual.take());
      }),
      { numRuns: 500 },
    );
  });

  it('is left to the decoder whole when it is not plain, or not all there yet', () => {
    const plain = encodeFrame({ type: 'say', id: '1', text: 'x' });
    const decoder = new FrameDecoder();
    decoder.push(concat([plain, rawFrame('{"type":"ping","t":1}'), plain.subarray(0, 12)]));
    expect(decoder.nextPlainSay(10)).toBeDefined();
    expect(decoder.nextPlainSay(10)).toBeUndefined();
    expect(decoder.next()).toMatchObject({ header: { type: 'ping' } });
    expect(decoder.nextPlainSay(10)).toBeUndefined();
    expect(decoder.next()).toBeUndefined();
    decoder.push(plain.subarray(12));
    expect(decoder.nextPlainSay(10)).toBeDefined();
    expect(decoder.next()).toBeUndefined();
  });
});
