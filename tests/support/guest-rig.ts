import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { GuestShell, GuestState } from '../../src/core/session/guest-ports.ts';
import { GuestSession } from '../../src/core/session/guest-session.ts';
import type { Gap, PastPage } from '../../src/core/session/past.ts';
import type { FrameHeader } from '../../src/core/wire/frame.ts';
import type { OutboxItem, RoomEvent } from '../../src/shared/models.ts';
import { concat, headersOf, rawFrame } from './frames.ts';

export const LOST = { code: 'link_lost', text: 'the connection was closed' } as const;

/** A guest's session with a shell that writes down what it is asked for, and a clock that stands still. */
export class GuestRig implements GuestShell {
  /** By the clock that measures durations; the one on the wall says the same, and so much more as it was set forward. */
  now = 1_000_000;
  wallAhead = 0;
  readonly session: GuestSession;
  connects = 0;
  isConnected = false;
  readonly shown: RoomEvent[] = [];
  readonly segments: LogSegment[] = [];
  readonly outbox = new Map<string, OutboxItem>();
  readonly welcomes: boolean[] = [];
  readonly typists: string[] = [];
  readonly gaps: Gap[] = [];
  readonly pages: PastPage[] = [];
  /** What {@link welcomed} answers: the outbox of another room than before. */
  keptElsewhere: readonly OutboxItem[] | undefined;
  #sent: Uint8Array[] = [];

  constructor(state: Partial<GuestState> = {}) {
    const blank = { nick: 'Ada', device: '0'.repeat(32), session: undefined, newest: 0, gaps: undefined, outbox: [] };
    this.session = new GuestSession({ ...blank, ...state }, this);
  }

  /** A guest that said hello and was welcomed, `newest` being the room's newest event. */
  static online(newest = 0, fields: object = {}): GuestRig {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(newest, fields);
    rig.says();
    return rig;
  }

  open(): void {
    this.session.linkOpened(this.now);
  }

  lose(): void {
    this.isConnected = false;
    this.session.linkLost(LOST, this.now);
  }

  welcome(seq: number, fields: object = {}): void {
    this.hears({
      type: 'welcome',
      v: 1,
      room: { id: 'ab', name: 'Lab' },
      session: 's1',
      you: 'm1',
      members: [{ id: 'm1', nick: 'Ada', host: false }],
      seq,
      ...fields,
    });
  }

  /** An event of somebody else, unless told otherwise. */
  event(seq: number, fields: object = {}): object {
    return {
      type: 'event',
      seq,
      at: 1,
      kind: 'message',
      id: `e${seq}`,
      from: 'm2',
      nick: 'Bob',
      text: `t${seq}`,
      ...fields,
    };
  }

  /** Headers arrive, all in one chunk. */
  hears(...headers: object[]): void {
    this.session.receive(concat(headers.map((header) => rawFrame(header))), this.now);
  }

  /** What was sent since the last call, heartbeats aside. */
  says(): FrameHeader[] {
    return this.saysAll().filter(({ type }) => type !== 'ping');
  }

  saysAll(): FrameHeader[] {
    const bytes = concat(this.#sent);
    this.#sent = [];
    return headersOf(bytes);
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.session.tick(this.now);
  }

  /** Passes in steps of a second, as a computer that does not sleep. */
  passSlowly(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= 1_000) this.pass(Math.min(1_000, left));
  }

  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  typing(member: string): void {
    this.typists.push(member);
  }

  connect(): void {
    this.connects += 1;
    this.isConnected = true;
  }
  send(bytes: Uint8Array): void {
    this.#sent.push(bytes);
  }
  disconnect(): void {
    this.isConnected = false;
  }
  welcomed(_: object, fresh: boolean): readonly OutboxItem[] | undefined {
    this.welcomes.push(fresh);
    return this.keptElsewhere;
  }
  received(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.segments.push(segment);
    this.shown.push(...events);
  }
  passedOver(gap: Gap): void {
    this.gaps.push(gap);
  }
  filled(page: PastPage): void {
    this.pages.push(page);
  }
  keepOutboxItem(item: OutboxItem): void {
    this.outbox.set(item.id, item);
  }
  dropOutboxItem(id: string): void {
    this.outbox.delete(id);
  }
  changed(): void {}
  wallNow(): number {
    return this.now + this.wallAhead;
  }
  random(): number {
    return 0.5;
  }
}
