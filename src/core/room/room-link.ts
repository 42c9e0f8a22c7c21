import type { RoomLimits } from '../../shared/limits.ts';
import type { KnownIdentity, PeerIdentity } from '../secure/peer-identity.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Author } from '../wire/event-frame.ts';
import { FrameDecoder } from '../wire/frame-decoder.ts';
import type { FrameWriter } from '../wire/frame-writer.ts';
import type { Call } from '../wire/messages.ts';
import type { ProtocolError } from '../wire/protocol-error.ts';
import type { Waiting } from './doors/waiting.ts';
import type { AddressPace } from './link-gate.ts';

/** The other end of a link as the room sees it: whatever carries bytes. */
export interface Peer {
  /** Where it comes from, such as an IP address without the port; links are counted by it. */
  readonly address: string;
  /** True for the member on the host's own computer, in the host's own process. */
  readonly local: boolean;
  /** True for a plain guest, whose words are put into frames on this computer (`core/plain`). */
  readonly plain?: boolean;
  /** Who is there, where the link is sealed, or is the host's own in memory; absent for a peer in clear. */
  readonly identity?: PeerIdentity | undefined;
  /** True where each turn's bytes travel as packets of their own, so that a few large turns cost less than many small ones. */
  readonly datagrams?: boolean;
  /** Stops or goes on reading; absent where nothing can be held back. */
  pause?(paused: boolean): void;
  /** Hands bytes over. @returns how many bytes now wait to be taken */
  send(bytes: Uint8Array): number;
  /** Hands whole frames over that may get lost, where the link can do that; else they go as {@link send} sends. */
  sendEphemeral(frames: Uint8Array): void;
  /** Hands two pieces over as one, where the link can do that. @returns how many bytes now wait to be taken */
  sendTwo?(first: Uint8Array, second: Uint8Array): number;
  /** Bytes that wait to be taken. */
  queuedBytes(): number;
  /** Ends the link after what was sent. */
  close(): void;
}

/** Whom a device is in the room, in whichever session. */
export interface DeviceMember {
  /** With the nickname that the log announced last. */
  author: Author;
  /** The try that the last `hello` of the device named, if it named any. */
  attempt: number | undefined;
  /** The highest that was refused since, because it was lower: who insists says that it is theirs. */
  refusedAttempt: number | undefined;
  /** What it may say: one pace, however many links it opens. */
  readonly pace: TokenBucket;
  /** How often it may take another nickname. */
  readonly renames: TokenBucket;
  /** Whose device it is, once it came over a sealed link; from then on nobody else's. */
  identity: KnownIdentity | undefined;
}

/** A member's place in the room. It outlives links. */
export interface Session {
  readonly token: string;
  readonly device: string;
  readonly host: boolean;
  /** A plain guest's, which nobody can come back to: it is forgotten when the guest leaves. */
  readonly plain: boolean;
  /** The same one in all sessions of a device. */
  readonly member: DeviceMember;
  /** `Members.setPresent` alone changes it. */
  readonly present: boolean;
  /** The one link that speaks for it, while there is one. */
  link: RoomLink | undefined;
  /** Milliseconds at which a session without a link counts as gone. */
  graceUntil: number;
}

/** One link into the room and what is known of it. */
export class RoomLink {
  readonly peer: Peer;
  /** No message of a guest has a body. */
  readonly decoder = new FrameDecoder('skipped');
  /** What it shares with the other links of its address. */
  readonly pace: AddressPace;
  /** Bytes that bring no event, of which it has only so many. */
  readonly overhead: TokenBucket;
  /** Its overhead was used up at this time, and was not half there again since. */
  overdrawnAt: number | undefined = undefined;
  /** Bytes of it that wait in the decoder, as they were counted last. */
  waitingBytes = 0;
  /** Its input waits in the decoder, and it is not read. */
  isHeld = false;
  /** Bytes that it was heard for in that turn. */
  turnBytes = 0;
  turn = 0;
  readonly openedAt: number;
  /** Undefined before `hello` and after the link was given up. */
  session: Session | undefined = undefined;
  /** It said `hello` and is not let in yet. */
  waiting: Waiting | undefined = undefined;
  /** What its welcome shows of the passphrase that it said. */
  wordMac: string | undefined = undefined;
  /** Milliseconds at which a byte came last. */
  heardAt: number;
  /** True once it sent a `ping`: from then on its silence means that it is dead. */
  pings = false;
  /** Where its peer hears the host beside this link. */
  call: Call | undefined = undefined;
  /** True while it gets each turn's events as they come; false while it is caught up from the log. */
  live = false;
  /** Number of the next event to read for it from the log, while it is not live. */
  nextSeq = 1;
  /** Number of the event with which its newest page begins, where that passes over others. */
  pageFrom: number | undefined = undefined;
  /** It asked for the page of the log that ends before this event. */
  pastBefore: number | undefined = undefined;
  /** Bytes that waited when it was caught up last, until all are gone: that they wait is no fault of the peer. */
  catchUpBytes = 0;
  /** Set when the link is being given up; nothing more is read from it. */
  ending: 'bye' | ProtocolError | undefined = undefined;
  /** True while it stands in the turn's list of links that are owed something or end. */
  touched = false;
  /** It joined in this turn, and is greeted before anything else. */
  greeted = false;
  /** Frames for it alone, written out when the turn is on disk. */
  replies: FrameWriter | undefined = undefined;
  /** Bytes that had to wait, counted as they are queued: a plain guest's are lines, whatever the frames were. */
  waitedBytes = 0;
  /** How many of these were taken at the last tick that saw some taken, and when that was: for finding stalled readers. */
  takenAtMove = 0;
  movedAt: number;
  /** How often it asked the room to prove itself. */
  proofs = 0;
  /** It asked whether the computer that it comes from is reached. */
  asksReach = false;
  /** When the others were told last that this member writes. */
  typedAt = Number.NEGATIVE_INFINITY;

  constructor(peer: Peer, pace: AddressPace, limits: RoomLimits, now: number) {
    this.peer = peer;
    this.pace = pace;
    this.overhead = new TokenBucket(limits.overheadBytesPerSecond, limits.overheadBytes, now);
    this.openedAt = now;
    this.heardAt = now;
    this.movedAt = now;
  }

  /** Hands bytes to the peer. @returns how many now wait */
  send(bytes: Uint8Array): number {
    const before = this.peer.queuedBytes();
    return this.#count(before, this.peer.send(bytes));
  }

  /** Hands frames over that may get lost. */
  sendEphemeral(frames: Uint8Array): void {
    const before = this.peer.queuedBytes();
    this.peer.sendEphemeral(frames);
    this.#count(before, this.peer.queuedBytes());
  }

  /** Hands two pieces over, if possible as one. @returns how many bytes now wait */
  sendTwo(first: Uint8Array, second: Uint8Array): number {
    const before = this.peer.queuedBytes();
    if (this.peer.sendTwo) return this.#count(before, this.peer.sendTwo(first, second));
    this.peer.send(first);
    return this.#count(before, this.peer.send(second));
  }

  #count(before: number, after: number): number {
    if (after > before) this.waitedBytes += after - before;
    return after;
  }
}
