import { randomBytes } from 'node:crypto';
import { PROTOCOL_VERSION } from '../core/wire/constants.ts';
import { frameOffsets } from '../core/wire/event-frame.ts';
import { encodeFrame } from '../core/wire/frame-writer.ts';
import { LENGTH_SIZE } from '../core/wire/constants.ts';
import type { MemoryLink } from '../node/net/memory-link.ts';
import type { RoomHost } from '../node/room-host.ts';

export interface SpeakerListener {
  /** Headers of `event` frames as UTF-8 JSON, several when one turn brought them. */
  events(headers: readonly Uint8Array[]): void;
  /** Any other frame. */
  frame(header: { readonly type: string; readonly [field: string]: unknown }): void;
}

const EVENT_START = new TextEncoder().encode('{"type":"event",');

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

/** The room hands over whole frames without bodies. */
function deliver(chunk: Uint8Array, listener: SpeakerListener): void {
  const events: Uint8Array[] = [];
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  for (const offset of frameOffsets(chunk)) {
    const start = offset + LENGTH_SIZE;
    const header = chunk.subarray(start, start + view.getInt32(offset, true));
    if (startsWith(header, EVENT_START)) events.push(header);
    else listener.frame(JSON.parse(new TextDecoder().decode(header)));
  }
  if (events.length > 0) listener.events(events);
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
