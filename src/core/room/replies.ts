import { FrameDecoder } from '../wire/frame-decoder.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import { isProtocolError, type ProtocolError } from '../wire/protocol-error.ts';

/** Header of the `error` frame that tells of a breach. */
export function errorHeader({ error, text }: ProtocolError): string {
  return JSON.stringify({ type: 'error', code: error, text });
}

/** Header of the `refused` frame that answers the `say` with this id. */
export function refusedHeader(id: string, { error, text }: ProtocolError): string {
  return JSON.stringify({ type: 'refused', id, code: error, text });
}

/** Memory for replies: of several turns with one `accepted` each. */
const USUAL_SIZE = 512;
/** Writers kept for the next turn, and how large one may have grown to be kept. */
const KEPT = 64;
const KEPT_SIZE = 65_536;

/**
 * Lends writers for what single links are owed in a turn. They are used again: in a busy room each message has an
 * `accepted` of its own, and anything allocated for it would cost more than writing it.
 */
export class ReplyWriters {
  readonly #spare: FrameWriter[] = [];

  borrow(): FrameWriter {
    return this.#spare.pop() ?? new FrameWriter(USUAL_SIZE);
  }

  /** Takes a writer back. @returns what was written */
  giveBack(writer: FrameWriter): Uint8Array {
    const bytes = writer.detach();
    if (this.#spare.length < KEPT && writer.capacity <= KEPT_SIZE) this.#spare.push(writer);
    return bytes;
  }
}

/**
 * Rewrites what a link is owed when the disk refused the turn: each message that was to be accepted as an event after
 * `newest` is refused. Replies are written as frames at once, so they are read again here, where time does not matter.
 */
export function refuseAccepted(replies: FrameWriter, newest: number, problem: ProtocolError): void {
  const decoder = new FrameDecoder();
  decoder.push(replies.take());
  for (let frame = decoder.next(); frame !== undefined && !isProtocolError(frame); frame = decoder.next()) {
    const { type, id, seq } = frame.header;
    if (type === 'accepted' && Number(seq) > newest) replies.write(refusedHeader(String(id), problem));
    else replies.writeRaw(decoder.raw());
  }
}
