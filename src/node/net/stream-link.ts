import type { Tape } from '../../core/recording/tape.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LinkQuality } from '../../shared/models.ts';

/** What a stream link reports. Each may come at any time, `closed` exactly once and last. */
export interface StreamEvents {
  /** What one `recv()` returned; the bytes are the caller's again when this returns. */
  received(chunk: Uint8Array): void;
  /** Whole frames that came outside of the stream, see {@link StreamLink.sendEphemeral}. */
  receivedEphemeral?(frames: Uint8Array): void;
  /** The queue of bytes to send is empty again. */
  drained(): void;
  /** The peer sends no more, but may still read (a half-close). */
  ended(): void;
  closed(problem: Problem): void;
  /** The nickname at the other end, once it is known; for who looks at the link's bytes. */
  peerName?(): string | undefined;
}

/** One live connection that carries bytes in order: a TCP socket, or a pair of ends in memory. */
export interface StreamLink {
  /** The peer's address without its port, as the operating system writes it. */
  readonly address: string;
  /** The peer's port, where that tells it from others at its address. */
  readonly port?: number | undefined;
  /** True where the bytes travel as datagrams. */
  readonly datagrams?: boolean;
  /** Who is at the other end, from when the link is open; absent where it travels in clear, and where nothing travels. */
  readonly security?: LinkSecurity | undefined;
  /** What it is recorded on while it is: whoever seals what travels over it puts there what is inside as well. */
  readonly tape?: Tape | undefined;
  /** Hands bytes over. They must not be changed afterwards. @returns how many bytes now wait */
  send(bytes: Uint8Array): number;
  /** Hands two pieces over in one system call; absent where there are none to save. @returns how many bytes now wait */
  sendTwo?(first: Uint8Array, second: Uint8Array): number;
  /**
   * Sends bytes whose memory is to be used again: `release` is called once nobody reads them any more, or never where that
   * can't be told. Absent where it never can. @returns how many bytes now wait
   */
  lend?(bytes: Uint8Array, release: () => void): number;
  queuedBytes(): number;
  /**
   * Sends whole frames that may get lost and need not be kept in order, where the transport knows such a thing; else
   * they go as {@link send} sends.
   */
  sendEphemeral?(frames: Uint8Array): void;
  /** Stops or goes on reading: meanwhile what the peer sends waits there, and in the system's buffers. */
  pause(paused: boolean): void;
  /** How the link is doing; absent where nothing travels. */
  quality?(): LinkQuality | undefined;
  /** This computer's addresses changed: a link that can goes on from the new one. */
  networkChanged?(): void;
  /** Treats what is sent and received badly from now on; absent where that is not this end's own business. */
  impair?(impairment: Impairment | undefined): void;
  /** Ends the link after what was sent, and at the latest after a few seconds. */
  close(): void;
  /** Ends it at once. */
  destroy(): void;
}
