import { asciiWords } from './byte-words.ts';
import type { DecimalDigits } from './decimal-digits.ts';
import type { FrameWriter } from './frame-writer.ts';
import type { PlainSay } from './plain-say.ts';

const START = asciiWords('{"type":"accepted","id":"');
const SEQ = asciiWords('","seq":');
const END = asciiWords('}');
/** Room for the fixed parts and a number of 16 digits. */
const FIXED_SIZE = 64;

/** Writes an `accepted` frame. */
export function writeAccepted(writer: FrameWriter, id: string, seq: number): void {
  writer.write(JSON.stringify({ type: 'accepted', id, seq }));
}

/** The same for a plain `say`, whose id is copied byte for byte. */
export function writePlainAccepted(writer: FrameWriter, { view, idFrom, idTo }: PlainSay, seq: DecimalDigits): void {
  writer.beginFrame(FIXED_SIZE + (idTo - idFrom));
  writer.addWords(START);
  writer.addPart(view, idFrom, idTo);
  writer.addWords(SEQ);
  writer.addWords(seq);
  writer.addWords(END);
  writer.endFrame();
}
