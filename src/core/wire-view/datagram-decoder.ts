import type { WirePacket } from '../../shared/wire/wire-model.ts';
import { readId } from '../datagram/packet.ts';
import { FrameWeaver, type NewFrame } from './frame-weaver.ts';
import { anatomyOf, type PacketAnatomy } from './packet-anatomy.ts';
import { PacketStream, type PieceFate } from './packet-stream.ts';
import { lineSummary } from './summary.ts';
import { type ChunkItem, join } from './wire-items.ts';

/** Links that an address has one after the other; of more than so many the oldest are forgotten. */
const STREAMS_MOST = 8;
/** Packets that say nothing of whether a link begins. */
const MIDDLE: ReadonlySet<PacketAnatomy['type']> = new Set(['data', 'sealed', 'reset', 'sealedReset', 'broken']);
const NOTHING_AGAIN: PieceFate = { isAgain: false, isLate: false };

/** One direction of what travels to or from an address as datagrams. */
export class DatagramDecoder {
  readonly #newFrame: NewFrame;
  /** By the id of the link. */
  readonly #streams = new Map<string, PacketStream>();
  /** New streams are recorded from their first byte on. */
  #isFromStart: boolean;

  constructor(isFromStart: boolean, newFrame: NewFrame) {
    this.#isFromStart = isFromStart;
    this.#newFrame = newFrame;
  }

  feed(chunk: ChunkItem, bytes: Uint8Array): void {
    const anatomy = anatomyOf(bytes, chunk.isOpened);
    chunk.isSealed = anatomy?.type === 'sealed';
    if (anatomy === undefined) {
      this.#plain(chunk, bytes);
      return;
    }
    // A handshake is what every link begins with.
    if (!MIDDLE.has(anatomy.type)) this.#isFromStart = true;
    let fate = NOTHING_AGAIN;
    for (const { to, content, offset } of anatomy.frames) {
      if (content === undefined) continue;
      const carried = bytes.subarray(content, to);
      if (offset === undefined) this.#ephemeral(chunk, carried, content);
      else fate = this.#streamOf(bytes).take(chunk, offset, carried, content);
    }
    chunk.packet = packetOf(anatomy, fate);
  }

  /** All of a datagram without our magic is one message. */
  #plain(chunk: ChunkItem, bytes: Uint8Array): void {
    const frame = this.#newFrame();
    frame.state = 'text';
    frame.length = bytes.length;
    frame.summary = lineSummary(bytes);
    chunk.slices.push({ from: 0, to: bytes.length, at: 0, owner: frame });
    join(frame, chunk, false);
  }

  #ephemeral(chunk: ChunkItem, bytes: Uint8Array, content: number): void {
    const weaver = new FrameWeaver(true, this.#newFrame, (frame, from, to, at) => {
      chunk.slices.push({ from: content + from, to: content + to, at, owner: frame });
      join(frame, chunk, false);
    });
    weaver.push(bytes);
  }

  #streamOf(packet: Uint8Array): PacketStream {
    const { index, secret } = readId(packet);
    const key = `${index} ${secret}`;
    const known = this.#streams.get(key);
    if (known) return known;
    const stream = new PacketStream(this.#isFromStart, this.#newFrame);
    this.#streams.set(key, stream);
    for (const oldest of this.#streams.keys()) {
      if (this.#streams.size <= STREAMS_MOST) break;
      this.#streams.delete(oldest);
    }
    return stream;
  }
}

function packetOf({ type, number, frames }: PacketAnatomy, fate: PieceFate): WirePacket {
  return { type, number, carries: frames.map(({ name }) => name), ...fate };
}
