import { randomBytes } from 'node:crypto';
import { LENGTH_SIZE, PROTOCOL_VERSION } from '../core/wire/constants.ts';
import { encodeFrame } from '../core/wire/frame-writer.ts';
import type { MemoryLink } from '../node/net/memory-link.ts';
import type { RoomHost } from '../node/room-host.ts';

export interface SpeakerListener {
  /** The `event` frames that one turn brought: their headers as UTF-8 JSON, a line each. */
  events(lines: Buffer): void;
  /** Any other frame. */
  frame(header: { readonly type: string; readonly [field: string]: unknown }): void;
}

/** Where a header's type starts, behind `{"type":"`, and what only `event` has there. */
const TYPE_AT = 9;
const EVENT_TYPE = Buffer.from('event"');
const NEWLINE = 0x0a;

/**
 * The member at the host's own terminal. It speaks the protocol over a link in memory, as any member, but passes an
 * event's JSON on as it came: a busy room's terminal costs the host no parsing.
 */
export class LocalSpeaker {
  readonly #link: MemoryLink;
  readonly #run = randomBytes(4).toString('hex');
  #said = 0;

  constructor(host: RoomHost, nick: string, device: string, listener: SpeakerListener) {
    this.#link = host.connectLocal();
    this.#link.listen({
      received: (chunk) => deliver(chunk, listener),
      drained: () => {},
      ended: () => {},
      closed: () => {},
    });
    this.#link.send(encodeFrame({ type: 'hello', v: PROTOCOL_VERSION, nick, device }));
  }

  say(text: string): void {
    this.#said += 1;
    this.#link.send(encodeFrame({ type: 'say', id: `${this.#run}-${this.#said.toString(36)}`, text }));
  }

  /** Stops or goes on taking events; meanwhile they wait in the room's log. */
  hold(held: boolean): void {
    this.#link.hold(held);
  }
}

/** The room hands over whole frames without bodies; JSON has no line feed in it, so a header makes a line. */
function deliver(chunk: Uint8Array, listener: SpeakerListener): void {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const lines = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const start = at + LENGTH_SIZE;
    at = start + bytes.readInt32LE(at);
    if (isEvent(bytes, start)) {
      length += bytes.copy(lines, length, start, at);
      lines[length] = NEWLINE;
      length += 1;
    } else {
      listener.frame(JSON.parse(bytes.toString('utf8', start, at)));
    }
  }
  if (length > 0) listener.events(lines.subarray(0, length));
}

function isEvent(bytes: Buffer, headerAt: number): boolean {
  const at = headerAt + TYPE_AT;
  return bytes.compare(EVENT_TYPE, 0, EVENT_TYPE.length, at, at + EVENT_TYPE.length) === 0;
}
