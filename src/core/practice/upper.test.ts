import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGbk } from './gbk.ts';
import { UpperPeer } from './upper.ts';

/** What comes back for these chunks, one after the other. */
function raised(chunks: readonly Uint8Array[], datagrams = false): Buffer {
  const peer = new UpperPeer(datagrams);
  return Buffer.concat(
    chunks.flatMap((chunk) => peer.received(chunk).map((action) => (action as { bytes: Uint8Array }).bytes)),
  );
}

const ascii = (text: string) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
const gbk = (text: string) => Buffer.from(encodeGbk(text).bytes);

describe('upper', () => {
  it('raises ASCII letters and nothing else', () => {
    expect(raised([Buffer.from('abc xyz ABC 019 @[`{\r\n')]).toString()).toBe('ABC XYZ ABC 019 @[`{\r\n');
    const all = Uint8Array.from({ length: 128 }, (_, byte) => byte);
    expect(raised([all]).toString('latin1')).toBe(ascii(Buffer.from(all).toString('latin1')));
    expect(raised([new Uint8Array(0)])).toHaveLength(0);
  });

  it('raises letters behind UTF-8 characters of every length', () => {
    for (const text of ['éa', '你好abc世界z', 'a😀b', '你a', 'ßtraße', '中a文b字c'])
      expect(raised([Buffer.from(text)]).toString(), text).toBe(ascii(text));
  });

  it('leaves GBK characters whole whose second half is a letter', () => {
    // 乤 81 61, 亃 81 7a.
    expect(raised([Buffer.from([0x81, 0x61, 0x61, 0x81, 0x7a, 0x7a])])).toEqual(
      Buffer.from([0x81, 0x61, 0x41, 0x81, 0x7a, 0x5a]),
    );
    expect(raised([gbk('你好abc，國a')])).toEqual(gbk('你好ABC，國A'));
  });

  it('gives the same for any GBK text and any cut, once a chunk could not be UTF-8', () => {
    const characters = fc.string({
      unit: fc.constantFrom('a', 'z', 'Q', '1', '\n', '乤', '亃', '你', '國', '這', '膃'),
    });
    fc.assert(
      fc.property(characters, fc.nat(), (text, cut) => {
        const bytes = gbk(`乤${text}`);
        const at = 1 + (cut % bytes.length);
        expect(raised([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(gbk(`乤${ascii(text)}`));
      }),
    );
  });

  it('gives the same for any UTF-8 text and any cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, cut) => {
        const bytes = Buffer.from(text);
        const at = cut % (bytes.length + 1);
        expect(raised([bytes.subarray(0, at), bytes.subarray(at)]).toString()).toBe(ascii(bytes.toString()));
      }),
    );
  });

  it('protects a second half that comes in the next chunk', () => {
    expect(raised([Uint8Array.of(0xc4), Uint8Array.of(0x65, 0x65)])).toEqual(Buffer.from([0xc4, 0x65, 0x45]));
  });

  it('changes no length and no byte that is not a small letter, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (chunks) => {
        const before = Buffer.concat(chunks);
        const after = raised(chunks);
        expect(after).toHaveLength(before.length);
        for (const [at, byte] of before.entries()) {
          const isLetter = byte >= 0x61 && byte <= 0x7a;
          expect(isLetter ? [byte, byte - 0x20] : [byte]).toContain(after[at]);
        }
      }),
    );
  });

  it('takes each datagram for itself', () => {
    const half = Uint8Array.of(0xc4);
    expect(raised([half, Buffer.from('abc'), gbk('乤a'), Buffer.from('你a')], true)).toEqual(
      Buffer.concat([half, Buffer.from('ABC'), gbk('乤A'), Buffer.from('你A')]),
    );
  });
});
