import type { Problem } from '../../shared/error-codes.ts';
import type { HeldMemory } from './held-memory.ts';
import type { LinkId } from './packet.ts';
import type { PacketGuard } from './packet-guard.ts';
import type { Path } from './path.ts';

/** What a link needs from outside. */
export interface DatagramPorts {
  /**
   * Sends the first `length` bytes of `packet`.
   * @returns true when they are still to be read, so that `packet` must not be changed any more
   */
  transmit(packet: Uint8Array, length: number, to: Path): boolean;
  /** An unpredictable unsigned 32-bit number. */
  random32(): number;
}

/** What a link reports, out of {@link DatagramLink.receive} and {@link DatagramLink.tick} only. */
export interface DatagramEvents {
  /** The next bytes of the stream. */
  received(chunk: Uint8Array): void;
  /** Whole frames that came outside of the stream. */
  ephemeral(frames: Uint8Array): void;
  /** Nothing waits to be sent any more. */
  drained(): void;
  /** The peer sends no more. */
  ended(): void;
  /** The link is over; once, and last. */
  closed(problem: Problem): void;
}

export interface DatagramLinkOptions {
  /** True at the end that opened the link: it keeps the link alive. */
  readonly dialled: boolean;
  /** By which this end wants to be spoken to, and the peer does. */
  readonly localId: LinkId;
  readonly remoteId: LinkId;
  readonly path: Path;
  /** What stands around the frames of its packets; a checksum unless told otherwise. */
  readonly guard?: PacketGuard;
  /** What a host will show when it does not know the link any more; it is told to the guest. */
  readonly resetToken?: Uint8Array;
  /** Bytes of the stream that the peer takes at first, and this end. */
  readonly peerWindow: number;
  readonly window: number;
  /** Shared by the links of a host; a link of its own has no bound but its window. */
  readonly memory?: HeldMemory;
  /** What the handshake took, in milliseconds, where that is known. */
  readonly roundTripMs?: number;
}
