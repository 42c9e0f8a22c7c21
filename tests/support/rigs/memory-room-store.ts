import type { RuleRecord } from '../../../src/core/room/doors/rule-record.ts';
import { joinSegments, type LogReader, type LogSegment, newestBefore } from '../../../src/core/room/log-segment.ts';
import type { SessionRecord } from '../../../src/core/room/members.ts';
import type { RoomState } from '../../../src/core/room/room-ports.ts';
import type { TurnRecord } from '../../../src/core/room/turn.ts';
import type { RoomEvent, RoomInfo } from '../../../src/shared/models.ts';
import { headersOf } from '../frames.ts';

/** A room's log and sessions in memory, with what src/node/store/room-store.ts promises: all of a turn or nothing. */
export class MemoryRoomStore {
  readonly info: RoomInfo = { id: 'ab'.repeat(16), name: 'Lab' };
  readonly secret = 'cd'.repeat(32);
  readonly sessions = new Map<string, SessionRecord>();
  readonly rules = new Map<string, RuleRecord>();
  readonly log: LogReader = {
    read: (from, maxBytes) => this.#read(from, maxBytes),
    readBefore: (before, maxBytes) => this.#readBefore(before, maxBytes),
  };
  /** True while every commit fails. */
  isFull = false;
  #segments: LogSegment[] = [];
  #newest = 0;
  readonly #eventsKept: number;

  constructor(eventsKept = Number.POSITIVE_INFINITY) {
    this.#eventsKept = eventsKept;
  }

  get newest(): number {
    return this.#newest;
  }

  /** Number of the oldest event kept, 0 when there is none. */
  get oldest(): number {
    return this.#segments[0]?.first ?? 0;
  }

  /** Every event kept, oldest first. */
  get events(): RoomEvent[] {
    return this.#segments.flatMap(({ frames }) => headersOf(frames) as unknown as RoomEvent[]);
  }

  /** @throws Error while {@link isFull} */
  commit({ segment, sessions, forgotten, rules }: TurnRecord): void {
    if (this.isFull) throw new Error('the disk is full');
    if (segment) {
      if (segment.first !== this.#newest + 1) throw new Error(`event ${segment.first} follows ${this.#newest}`);
      this.#segments = [...this.#segments, segment];
      this.#newest = segment.next - 1;
      this.#segments = this.#segments.filter(({ next }) => next > segment.next - this.#eventsKept);
    }
    for (const record of sessions) {
      // The one used last stands last.
      this.sessions.delete(record.session);
      this.sessions.set(record.session, record);
    }
    for (const token of forgotten) this.sessions.delete(token);
    for (const rule of rules) this.rules.set(rule.name, rule);
  }

  /** Keeps everything as it is now. @returns what puts it back */
  backup(): () => void {
    const segments = this.#segments;
    const newest = this.#newest;
    const sessions = [...this.sessions];
    const rules = [...this.rules];
    return () => {
      this.#segments = segments;
      this.#newest = newest;
      this.sessions.clear();
      for (const [token, record] of sessions) this.sessions.set(token, record);
      this.rules.clear();
      for (const [name, rule] of rules) this.rules.set(name, rule);
    };
  }

  /** What a room starts from after a restart. */
  state(): RoomState {
    const said = this.events
      .filter(({ kind }) => kind === 'message')
      .map(({ from, id, seq }) => ({ member: from, id, seq }));
    const newestAt = this.events.at(-1)?.at ?? 0;
    return {
      info: this.info,
      secret: this.secret,
      newest: this.#newest,
      newestAt,
      sessions: [...this.sessions.values()],
      rules: [...this.rules.values()],
      said,
    };
  }

  #read(from: number, maxBytes: number): LogSegment | undefined {
    const found: LogSegment[] = [];
    let bytes = 0;
    for (const segment of this.#segments) {
      if (segment.next <= from) continue;
      found.push(segment);
      bytes += segment.frames.length;
      if (bytes >= maxBytes) break;
    }
    return joinSegments(found, from);
  }

  #readBefore(before: number, maxBytes: number): LogSegment | undefined {
    const older = this.#segments.filter(({ first }) => first < before).toReversed();
    return newestBefore(older, before, maxBytes);
  }
}
