import { asciiBytes } from './ascii.ts';
import type { FrameWriter } from './frame-writer.ts';

const START = asciiBytes('{"type":"accepted","id":"');
const SEQ = asciiBytes('","seq":');
const END = asciiBytes('}');
/** Room for the fixed parts and a number of 16 digits. */
const FIXED_SIZE = 64;
/** What stands for itself in JSON text. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Writes an `accepted` frame; one for each message, so that an id without anything special needs no JSON encoder. */
export function writeAccepted(writer: FrameWriter, id: string, seq: number): void {
  if (!PLAIN.test(id)) {
    writer.write(JSON.stringify({ type: 'accepted', id, seq }));
    return;
  }
  writer.beginFrame(FIXED_SIZE + id.length);
  writer.copy(START);
  writer.ascii(id);
  writer.copy(SEQ);
  writer.ascii(String(seq));
  writer.copy(END);
  writer.endFrame();
}
