import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeAccepted, writePlainAccepted } from './accepted-frame.ts';
import { asciiBytes } from './ascii.ts';
import { DecimalDigits } from './decimal-digits.ts';
import { encodeFrame, FrameWriter } from './frame-writer.ts';
import { findPlainSay, type PlainSay } from './plain-say.ts';

it('writes the same bytes as the JSON encoder, for any id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 64 }), fc.nat(), (id, seq) => {
      const writer = new FrameWriter(16);
      writeAccepted(writer, id, seq);
      expect(writer.take()).toEqual(encodeFrame({ type: 'accepted', id, seq }));
    }),
  );
});

it('copies the id of a plain say to the same frame, whatever its number', () => {
  const number = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31));
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,64}$/), number, (id, seq) => {
      const header = asciiBytes(JSON.stringify({ type: 'say', id, text: 'x' }));
      const say = findPlainSay(new DataView(header.buffer), 0, header.length, 10) as PlainSay;
      const writer = new FrameWriter(16);
      const digits = new DecimalDigits();
      digits.set(seq);
      writePlainAccepted(writer, say, digits);
      expect(writer.take()).toEqual(encodeFrame({ type: 'accepted', id, seq }));
    }),
  );
});
