import type { RoomEvent } from '../../shared/models.ts';
import { asciiWords, type ByteWords, byteWords } from './byte-words.ts';
import { LENGTH_SIZE } from './constants.ts';
import type { DecimalDigits } from './decimal-digits.ts';
import type { FrameHeader } from './frame.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { type FrameWriter, utf8Bytes } from './frame-writer.ts';
import type { PlainSay } from './plain-say.ts';
import { isProtocolError } from './protocol-error.ts';

/** Somebody as events name them, with the JSON made once instead of once per message. */
export interface Author {
  readonly id: string;
  readonly nick: string;
  /** `"from":…,"nick":…` of every event of theirs. */
  readonly json: string;
  /** What stands between id and text of a plain message of theirs. */
  readonly words: ByteWords;
}

/** Prepares an {@link Author}. */
export function author(id: string, nick: string): Author {
  const json = `"from":${JSON.stringify(id)},"nick":${JSON.stringify(nick)}`;
  return { id, nick, json, words: byteWords(utf8Bytes(`",${json},"text":"`)) };
}

/** Writes an `event` frame. This is the hot path: the JSON is put together from parts, most of them ready-made. */
export function writeEvent(writer: FrameWriter, event: Omit<RoomEvent, 'from' | 'nick'>, from: Author): void {
  const reply = event.reply_to === undefined ? '' : `,"reply_to":${JSON.stringify(event.reply_to)}`;
  const replySeq = event.reply_seq === undefined ? '' : `,"reply_seq":${event.reply_seq}`;
  const late = event.late === undefined ? '' : `,"late":${event.late}`;
  const plain = event.plain ? ',"plain":true' : '';
  const role = event.role ? `,"role":"${event.role}"` : '';
  const card = event.card === undefined ? '' : `,"card":"${event.card}"`;
  const clear = event.clear ? ',"clear":true' : '';
  const file = event.file === undefined ? '' : `,"file":${JSON.stringify(event.file)}`;
  const about = event.about === undefined ? '' : `,"about":${JSON.stringify(event.about)}`;
  const sealed = event.sealed === undefined ? '' : `,"sealed":${JSON.stringify(event.sealed)}`;
  writer.write(
    `{"type":"event","seq":${event.seq},"at":${event.at},"kind":"${event.kind}","id":${JSON.stringify(event.id)},` +
      `${from.json},"text":${JSON.stringify(event.text)}${reply}${replySeq}${late}${plain}${role}${card}${clear}${file}${sealed}${about}}`,
  );
}

const SEQ = asciiWords('{"type":"event","seq":');
const AT = asciiWords(',"at":');
const ID = asciiWords(',"kind":"message","id":"');
const END = asciiWords('"}');
/** Room for the fixed parts above and two numbers of 16 digits. */
const FIXED_SIZE = 128;

/** Number and time of an event, as digits. */
export interface EventDigits {
  readonly seq: DecimalDigits;
  readonly at: DecimalDigits;
}

/** Writes the `event` frame of a plain `say`, the same bytes as {@link writeEvent} would, without any text in between. */
export function writePlainEvent(writer: FrameWriter, { seq, at }: EventDigits, say: PlainSay, from: Author): void {
  const { view, idFrom, idTo, textFrom, textTo } = say;
  writer.beginFrame(FIXED_SIZE + from.words.length + (idTo - idFrom) + (textTo - textFrom));
  writer.addWords(SEQ);
  writer.addWords(seq);
  writer.addWords(AT);
  writer.addWords(at);
  writer.addWords(ID);
  writer.addPart(view, idFrom, idTo);
  writer.addWords(from.words);
  writer.addPart(view, textFrom, textTo);
  writer.addWords(END);
  writer.endFrame();
}

/** The header of the first frame in `frames`, which a writer of ours made. */
export function firstHeader(frames: Uint8Array): FrameHeader | undefined {
  const decoder = new FrameDecoder();
  decoder.push(frames);
  const frame = decoder.next();
  return frame && !isProtocolError(frame) ? frame.header : undefined;
}

/** The offsets at which the frames of `frames` begin. The bytes must be whole, valid frames without bodies. */
export function* frameOffsets(frames: Uint8Array): Generator<number> {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
  for (let at = 0; at < frames.length; at += LENGTH_SIZE + view.getInt32(at, true)) yield at;
}
