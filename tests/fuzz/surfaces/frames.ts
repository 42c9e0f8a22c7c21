import { FrameDecoder } from '../../../src/core/wire/frame-decoder.ts';
import { parseGuestMessage } from '../../../src/core/wire/guest-messages.ts';
import { parseHostMessage } from '../../../src/core/wire/host-messages.ts';
import { isProtocolError } from '../../../src/core/wire/protocol-error.ts';
import { streamCase } from '../stream-case.ts';
import { promised, type Surface } from './surface.ts';

/** What a decoder makes of these chunks: each frame's header and body, and the breach that ended it. */
function framesOf(chunks: readonly Uint8Array[]): readonly string[] {
  const decoder = new FrameDecoder();
  const found: string[] = [];
  for (const chunk of chunks) {
    decoder.push(chunk);
    for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
      if (isProtocolError(frame)) return [...found, frame.error];
      parseGuestMessage(frame.header);
      parseHostMessage(frame.header);
      found.push(
        `${Object.keys(frame.header)} ${typeof frame.header.type} ${frame.body.length} ${decoder.frameLength}`,
      );
    }
    decoder.keep();
  }
  return found;
}

/** The frame decoder, and what reads the messages in the frames: the same, however the stream is cut. */
export const FRAMES: Surface = {
  name: 'frames',
  inputs: 2_000,
  mostMs: 50,
  open: () => ({
    once: (random) => {
      const { chunks } = streamCase(random);
      const whole = Buffer.concat(chunks);
      const cut = framesOf(chunks);
      const together = framesOf([new Uint8Array(whole)]);
      promised(JSON.stringify(cut) === JSON.stringify(together), 'a stream means the same however it is cut');
    },
  }),
};
