import type { Problem } from '../../shared/error-codes.ts';
import type { RoomEvent } from '../../shared/models.ts';
import { type Digests, eventProof } from '../secure/proofs.ts';
import type { EventMessage, PastRange, Welcome } from '../wire/messages.ts';
import type { Standpoint } from './greeting.ts';
import type { GuestShell } from './guest-ports.ts';
import { type Arrived, Inbox } from './inbox.ts';
import type { KeptRoom } from './kept-room.ts';
import { Past, type PastPage } from './past.ts';

/** Where it is written down what the copy passed over, and what came of that later. */
export type LogKeeper = Pick<GuestShell, 'passedOver' | 'filled'>;

/** A copy that has yet to come. */
const NOTHING_KEPT = { newest: 0, gaps: [], proof: undefined };

/** A guest's copy of the room's log: what comes of it, live and of the past, and what it still lacks. */
export class LogCopy {
  readonly #keeper: LogKeeper;
  /** Of the newest event that was kept before this run. */
  #keptProof: string | undefined;
  readonly #inbox = new Inbox();
  #past = new Past([]);
  /** Newest event at the welcome. */
  #target = 0;

  constructor(keeper: LogKeeper) {
    this.#keeper = keeper;
  }

  /** Number of the newest event that is here. */
  get newest(): number {
    return this.#inbox.newest;
  }

  /** Events handed on and not yet acknowledged. */
  get unacked(): number {
    return this.#inbox.unacked;
  }

  /** True when everything is here that the log had at the welcome. */
  get isRead(): boolean {
    return this.newest >= this.#target && this.#past.isWhole;
  }

  /** Another copy: what is kept of it, or a new one. */
  restart(kept: Pick<KeptRoom, 'newest' | 'gaps' | 'proof'> | undefined): void {
    const { newest, gaps, proof } = kept ?? NOTHING_KEPT;
    this.#inbox.restart(newest);
    this.#past = new Past(gaps);
    this.#keptProof = proof;
  }

  /** Where the copy stands, for the host to compare with its log. */
  place(digests: Digests): Standpoint {
    const { lastFrame, newest } = this.#inbox;
    return { newest, proof: lastFrame ? eventProof(digests, lastFrame) : this.#keptProof };
  }

  /** A welcome came, behind which the events up to its `seq` come. @returns why that can't be */
  welcomed({ seq, first = 0 }: Pick<Welcome, 'seq' | 'first'>): Problem | undefined {
    if (first > seq + 1) return { code: 'bad_message', text: `event ${first} is to come of ${seq}` };
    this.#target = seq;
    this.#past.linkOpened();
    if (first <= this.newest + 1) return undefined;
    const gap = { first: this.newest + 1, next: first };
    this.#past.lacks(gap);
    this.#inbox.skipTo(first);
    this.#keptProof = undefined;
    this.#keeper.passedOver(gap);
    return undefined;
  }

  /** The host announced a page of the past. @returns what is wrong with that */
  announced(range: PastRange): Problem | undefined {
    const page = this.#past.announced(range);
    if (page === undefined || 'code' in page) return page;
    this.#keeper.filled(page);
    return undefined;
  }

  /**
   * Takes an event.
   * @param raw its frame, as it travelled
   * @returns the events that are in the copy by it and were not before; or what is wrong with it
   */
  take(message: EventMessage, raw: Uint8Array): readonly RoomEvent[] | Problem {
    if (this.#past.isComing) return this.#takeOfThePast(message, raw);
    const taken = this.#inbox.take(message, raw);
    if (taken === undefined) return [];
    return 'code' in taken ? taken : [taken];
  }

  /** Hands on what one chunk brought; undefined when that is nothing. */
  handOn(): Arrived | undefined {
    return this.#inbox.handOn();
  }

  /** All that was handed on is acknowledged, or nobody is there any more who waits for it. */
  acknowledged(): void {
    this.#inbox.acknowledged();
  }

  /** What to ask the host for now, once its newest events are here. */
  due(): object | undefined {
    return this.newest >= this.#target ? this.#past.due() : undefined;
  }

  #takeOfThePast({ type: _, ...event }: EventMessage, raw: Uint8Array): readonly RoomEvent[] | Problem {
    const page: PastPage | Problem | undefined = this.#past.take(event, raw);
    if (page === undefined) return [];
    if ('code' in page) return page;
    this.#keeper.filled(page);
    return page.events;
  }
}
