import { SMALL_PACKET_SIZE } from './constants.ts';
import type { PacketWriter } from './packet-writer.ts';

/** Entries that wait at most; the oldest are dropped. */
const WAITING_MOST = 8;

/** Frames that are sent once and may get lost (as RFC 9221's datagrams), until there is a packet for them. */
export class EphemeralQueue {
  readonly #waiting: Uint8Array[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes whole frames; more than fit beside other things in any packet are dropped. */
  push(frames: Uint8Array): void {
    if (frames.length > SMALL_PACKET_SIZE / 2) return;
    if (this.#waiting.length >= WAITING_MOST) this.#waiting.shift();
    this.#waiting.push(frames);
  }

  /** Puts as many into the packet as fit into `size` bytes. */
  writeTo(packet: PacketWriter, size: number): void {
    while (this.#waiting[0] && packet.ephemeral(this.#waiting[0], size)) this.#waiting.shift();
  }
}
