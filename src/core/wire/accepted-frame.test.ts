import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeAccepted } from './accepted-frame.ts';
import { encodeFrame, FrameWriter } from './frame-writer.ts';

it('writes the same bytes as the JSON encoder, for any id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 64 }), fc.nat(), (id, seq) => {
      const writer = new FrameWriter(16);
      writeAccepted(writer, id, seq);
      expect(writer.take()).toEqual(encodeFrame({ type: 'accepted', id, seq }));
    }),
  );
});
