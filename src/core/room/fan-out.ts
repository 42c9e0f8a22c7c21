import type { RoomLimits } from '../../shared/limits.ts';
import { encodeFrame, FrameWriter } from '../wire/frame-writer.ts';
import { protocolError } from '../wire/protocol-error.ts';
import type { LogReader } from './log-segment.ts';
import type { ReplyWriters } from './replies.ts';
import type { RoomLink } from './room-link.ts';
import type { Welcome } from './welcome.ts';
import { WithheldEvents } from './withheld-events.ts';

/** What a turn brought, on its way out. */
export interface Release {
  /** `event` frames for every live link. */
  readonly shared: Uint8Array;
  /** Links that are owed replies. */
  readonly touched: readonly RoomLink[];
  /** Newest event, with those in `shared`. */
  readonly newest: number;
  /** First event in `shared`, when all that it tells is who came and went. */
  readonly presenceFrom?: number | undefined;
  /** For those who joined in this turn; undefined when nobody did. */
  readonly welcome: Welcome | undefined;
}

/** From so many live links on these are told of comings and goings together: else a crowd that comes costs its square. */
const CROWD = 50;
/** Bytes read from the log and written to one link at a time while it is caught up: rows of single events take 1 ms. */
const SLICE_BYTES = 32_768;
/** Bytes of such a link that may wait before it gets no more until all of them are taken. */
const CATCH_UP_BYTES = 262_144;
/** What one turn does for all links that are behind: a message may have to wait for it. */
const HISTORY_BYTES_PER_TURN = 524_288;
const HISTORY_MS_PER_TURN = 2;
const NO_BYTES = new Uint8Array(0);

/**
 * Gets bytes to links. What a turn produced is one buffer that all live links share; a link that reads too slowly,
 * joined late or came back is caught up from the log, as fast as it reads and no faster, so that the host's memory
 * holds no copy for it.
 */
export class FanOut {
  readonly #log: LogReader;
  readonly #limits: RoomLimits;
  readonly #live = new Set<RoomLink>();
  /** Links that are behind and take more, the one served longest ago first. */
  readonly #hungry = new Set<RoomLink>();
  readonly #withheld = new WithheldEvents();
  readonly #writers: ReplyWriters;
  readonly #greeting = new FrameWriter();

  constructor(log: LogReader, limits: RoomLimits, writers: ReplyWriters) {
    this.#log = log;
    this.#limits = limits;
    this.#writers = writers;
  }

  /** Writes a turn: `shared` to every live link, replies to the links that are owed some. */
  release({ shared, presenceFrom, touched, newest, welcome }: Release): void {
    if (presenceFrom !== undefined && this.#live.size >= CROWD) this.#withheld.withhold(presenceFrom);
    const tells = shared.length > 0 && (presenceFrom === undefined || this.#withheld.isEmpty);
    const isLate = tells && !this.#withheld.isEmpty;
    const events = tells && !isLate ? shared : NO_BYTES;
    for (const link of touched) {
      const next = (tells ? undefined : this.#withheld.firstOf(link)) ?? newest + 1;
      const own = this.#owed(link, welcome);
      if (link.live) this.#sendBoth(link, own, isLate ? this.#lackingTo(link) : events, next);
      else this.#send(link, own, next);
    }
    if (isLate) this.#tellWithheld(newest);
    else if (events.length > 0) for (const link of this.#live) if (!link.touched) this.#send(link, events, newest + 1);
    for (const link of touched) link.touched = false;
  }

  /** Two pieces, one write: the bytes that are shared are copied for nobody. */
  #sendBoth(link: RoomLink, own: Uint8Array, shared: Uint8Array, next: number): void {
    if (own.length === 0) this.#send(link, shared, next);
    else if (shared.length === 0) this.#send(link, own, next);
    else this.#mind(link, link.sendTwo(own, shared), next);
  }

  /** True while there are comings and goings that were not told yet. */
  get withholdsPresence(): boolean {
    return !this.#withheld.isEmpty;
  }

  /** Tells all live links of the comings and goings that were not told yet. */
  tellPresence(newest: number): void {
    if (!this.#withheld.isEmpty) this.#tellWithheld(newest);
  }

  #tellWithheld(newest: number): void {
    for (const link of this.#live) if (!link.touched) this.#send(link, this.#lackingTo(link), newest + 1);
    this.#withheld.clear();
  }

  /** What a live link was not told yet: of most links the same, which the log hands out without a copy. */
  #lackingTo(link: RoomLink): Uint8Array {
    const from = this.#withheld.firstOf(link);
    const segment = from === undefined ? undefined : this.#log.read(from, Number.POSITIVE_INFINITY);
    return segment?.frames ?? NO_BYTES;
  }

  /** Tells all others that this link's member writes something; who is behind does not need to know. */
  tellTyping(link: RoomLink): void {
    const from = link.session?.member.author.id;
    if (from === undefined) return;
    const frame = encodeFrame({ type: 'typing', from });
    for (const other of this.#live) if (other !== link) other.sendEphemeral(frame);
  }

  /** A newcomer that lacks more than a page gets the newest one first; the past it asks for. */
  beginWithNewestPage(link: RoomLink, newest: number): void {
    const first = this.#log.readBefore(newest + 1, this.#limits.pageBytes)?.first ?? 0;
    if (first <= link.nextSeq) return;
    link.nextSeq = first;
    link.pageFrom = first;
  }

  /** The link gets a page of the log that ends before event `before`, when it is level with the room and its turn has come. */
  askedForThePast(link: RoomLink, before: number): void {
    link.pastBefore = before;
    this.#hungry.add(link);
  }

  /** True while there are links that are behind and take more. */
  get owesHistory(): boolean {
    return this.#hungry.size > 0;
  }

  /** The link gets what the log has from its next event on, or the past that it asked for, a slice in each turn, as long as it takes them. */
  catchUp(link: RoomLink): void {
    if (!link.ending && (!link.live || link.pastBefore !== undefined)) this.#hungry.add(link);
  }

  /**
   * Serves those that are behind in turn, each a slice, until they are level with the room, or their queues are full, or
   * this turn's share is used up.
   * @param elapsed milliseconds by a clock that only goes forward
   * @param broke hears of a link that could not be served, which keeps nobody else waiting
   */
  sendHistory(newest: number, elapsed: () => number, broke: (link: RoomLink, error: unknown) => void): void {
    if (this.#hungry.size === 0) return;
    const until = elapsed() + HISTORY_MS_PER_TURN;
    let bytes = 0;
    // Whoever wants more stands at the end again, and is visited once more.
    for (const link of this.#hungry) {
      this.#hungry.delete(link);
      try {
        bytes += this.#sendSlice(link, newest);
      } catch (error) {
        broke(link, error);
      }
      if (bytes >= HISTORY_BYTES_PER_TURN || elapsed() >= until) return;
    }
  }

  /** @returns how many bytes it brought on their way */
  #sendSlice(link: RoomLink, newest: number): number {
    if (link.ending || !link.session) return 0;
    return link.live ? this.#sendPast(link, newest) : this.#sendMissed(link, newest);
  }

  #sendMissed(link: RoomLink, newest: number): number {
    const segment = link.nextSeq <= newest ? this.#log.read(link.nextSeq, SLICE_BYTES) : undefined;
    if (segment === undefined || segment.frames.length === 0) {
      link.live = true;
      this.#live.add(link);
      this.#withheld.becomesLive(link, newest + 1);
      if (link.pastBefore !== undefined) this.#hungry.add(link);
      return 0;
    }
    link.nextSeq = segment.next;
    link.catchUpBytes = link.send(segment.frames);
    if (link.catchUpBytes <= CATCH_UP_BYTES) this.#hungry.add(link);
    return segment.frames.length;
  }

  #sendPast(link: RoomLink, newest: number): number {
    const { pastBefore } = link;
    // Who does not read gets no more of it; when its queue is empty it is visited again.
    if (pastBefore === undefined || link.peer.queuedBytes() > CATCH_UP_BYTES) return 0;
    link.pastBefore = undefined;
    const nothing = { first: pastBefore, next: pastBefore, frames: NO_BYTES };
    const { first, next, frames } = this.#log.readBefore(pastBefore, this.#limits.pageBytes) ?? nothing;
    const header = encodeFrame({ type: 'past', first, next });
    this.#mind(link, frames.length > 0 ? link.sendTwo(header, frames) : link.send(header), newest);
    return frames.length;
  }

  remove(link: RoomLink): void {
    link.live = false;
    this.#live.delete(link);
    this.#hungry.delete(link);
    this.#withheld.remove(link);
  }

  /** @returns why the link should be dropped: it took nothing for too long while bytes waited */
  stalled(link: RoomLink, now: number): ReturnType<typeof protocolError> | undefined {
    const queued = link.peer.queuedBytes();
    const taken = link.waitedBytes - queued;
    if (queued === 0 || taken > link.takenAtMove) {
      link.takenAtMove = taken;
      link.movedAt = now;
      return undefined;
    }
    if (now - link.movedAt < this.#limits.linkStallMs) return undefined;
    return protocolError('too_slow', `nothing was read for ${Math.round((now - link.movedAt) / 1_000)} seconds`);
  }

  /** @param next the event that the link lacks then */
  #send(link: RoomLink, bytes: Uint8Array, next: number): void {
    if (bytes.length > 0) this.#mind(link, link.send(bytes), next);
  }

  /** Takes a link whose queue grew too long out of the live ones. */
  #mind(link: RoomLink, queued: number, next: number): void {
    if (queued <= this.#limits.linkQueueBytes || !link.live) return;
    this.remove(link);
    link.nextSeq = next;
  }

  /** What a link is owed beside the room's events. */
  #owed(link: RoomLink, welcome: Welcome | undefined): Uint8Array {
    const { replies, greeted, session } = link;
    link.replies = undefined;
    link.greeted = false;
    const bytes = replies ? this.#writers.giveBack(replies) : NO_BYTES;
    if (!greeted || !welcome || !session) return bytes;
    this.#greeting.write(welcome.header(session, link));
    this.#greeting.writeRaw(bytes);
    return this.#greeting.take();
  }
}
