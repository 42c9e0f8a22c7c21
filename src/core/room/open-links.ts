import type { RoomLimits } from '../../shared/limits.ts';
import type { FrameWriter } from '../wire/frame-writer.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import type { FanOut } from './fan-out.ts';
import { HalfOpen, KNOCKED_LONG_ENOUGH } from './half-open.ts';
import type { HeldInput } from './held-input.ts';
import type { LinkGate } from './link-gate.ts';
import { errorHeader, type ReplyWriters } from './replies.ts';
import type { RoomLink } from './room-link.ts';
import type { Turn } from './turn.ts';

/** What the links of a room work with. */
export interface OpenLinksParts {
  readonly limits: RoomLimits;
  readonly turn: Turn;
  readonly fanOut: FanOut;
  readonly writers: ReplyWriters;
  readonly gate: LinkGate;
  readonly held: HeldInput;
}

/** The links that are open: what each is owed, until when it may be silent, and how it ends. */
export class OpenLinks implements Iterable<RoomLink> {
  readonly #links = new Set<RoomLink>();
  readonly #parts: OpenLinksParts;
  readonly #halfOpen: HalfOpen;

  constructor(parts: OpenLinksParts) {
    this.#parts = parts;
    this.#halfOpen = new HalfOpen(parts.limits);
  }

  get size(): number {
    return this.#links.size;
  }

  [Symbol.iterator](): IterableIterator<RoomLink> {
    return this.#links.values();
  }

  has(link: RoomLink): boolean {
    return this.#links.has(link);
  }

  /** A peer connected; where too many have that say nothing, one of them makes way. */
  add(link: RoomLink): void {
    this.#links.add(link);
    const late = this.#halfOpen.add(link);
    if (late) this.fail(late, KNOCKED_LONG_ENOUGH);
  }

  /** The link has said `hello`, and speaks for a member from now on. */
  entered(link: RoomLink): void {
    this.#halfOpen.remove(link);
  }

  /** Where frames for this link alone are written. */
  replyTo(link: RoomLink): FrameWriter {
    if (link.replies === undefined) {
      link.replies = this.#parts.writers.borrow();
      this.touch(link);
    }
    return link.replies;
  }

  /** The turn has something for this link. */
  touch(link: RoomLink): void {
    if (link.touched) return;
    link.touched = true;
    this.#parts.turn.touch(link);
  }

  /** Sends an error and ends the link; the member keeps its place for the grace time. */
  fail(link: RoomLink, breach: ProtocolError): void {
    if (link.ending) return;
    link.waiting?.over();
    this.replyTo(link).write(errorHeader(breach));
    link.ending = breach;
    this.#halfOpen.remove(link);
  }

  /** Ends those links that got their last words with this turn. */
  closeEnding(touched: readonly RoomLink[], now: number): void {
    for (const link of touched) {
      if (!link.ending) continue;
      this.remove(link, now);
      link.peer.close();
    }
  }

  /** The link is gone; its member may come back. @returns false when it was gone before */
  remove(link: RoomLink, now: number): boolean {
    if (!this.#links.delete(link)) return false;
    this.#halfOpen.remove(link);
    this.#parts.gate.leave(link.pace);
    this.#parts.held.remove(link);
    link.waiting?.over();
    const { session } = link;
    this.giveUp(link);
    if (session && session.link === undefined) {
      // Nobody can come back as a plain guest.
      session.graceUntil = now + (session.plain ? 0 : this.#parts.limits.graceMs);
    }
    return true;
  }

  /** The link speaks for nobody any more. */
  giveUp(link: RoomLink): void {
    this.#parts.fanOut.remove(link);
    if (link.session?.link === link) link.session.link = undefined;
    link.session = undefined;
  }

  /** @returns why the link has to end by now, if it has to */
  overdue(link: RoomLink, now: number): ProtocolError | undefined {
    const { helloMs, silenceMs } = this.#parts.limits;
    if (link.waiting) {
      if (now >= link.waiting.until) return link.waiting.overdue;
    } else if (!link.session && now - link.openedAt >= helloMs) {
      return protocolError('hello_timeout', `no hello within ${helloMs / 1_000} seconds`);
    }
    if (link.pings && now - link.heardAt >= silenceMs) {
      return protocolError('silent', `nothing heard for ${silenceMs / 1_000} seconds`);
    }
    return this.#parts.fanOut.stalled(link, now);
  }
}
