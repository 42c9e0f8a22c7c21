import type { Problem } from '../../shared/error-codes.ts';
import type { LabConnection, LabCounters } from '../../shared/lab/lab-models.ts';
import { wallNow } from '../time/clocks.ts';

/** Counts what travels. */
export class TrafficCount {
  #bytesIn = 0;
  #bytesOut = 0;
  #chunksIn = 0;
  #chunksOut = 0;

  add(direction: 'in' | 'out', size: number): void {
    if (direction === 'in') {
      this.#bytesIn += size;
      this.#chunksIn += 1;
    } else {
      this.#bytesOut += size;
      this.#chunksOut += 1;
    }
  }

  view(): LabCounters {
    return {
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      chunksIn: this.#chunksIn,
      chunksOut: this.#chunksOut,
    };
  }
}

/** What is known of one connection of a practice server, or of one address that sends datagrams. */
export class ConnectionRecord {
  readonly id: number;
  readonly peer: string;
  readonly counters = new TrafficCount();
  readonly #openedAt = wallNow();
  state: LabConnection['state'] = 'open';
  #endedAt: number | undefined;
  wantsAnswer = false;
  /** How many bytes wait for a peer that does not read. */
  queued: () => number = () => 0;
  #closed:
    | { readonly by: LabConnection['closedBy']; readonly problem: Problem | undefined; readonly at: number }
    | undefined;

  constructor(id: number, peer: string) {
    this.id = id;
    this.peer = peer;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** The peer sends no more. */
  end(): void {
    this.state = 'ended';
    this.#endedAt = wallNow();
  }

  close(by: LabConnection['closedBy'], problem?: Problem): void {
    this.#closed = { by, problem, at: wallNow() };
    this.state = 'closed';
    this.wantsAnswer = false;
  }

  view(): LabConnection {
    return {
      id: this.id,
      peer: this.peer,
      state: this.state,
      closedBy: this.#closed?.by,
      problem: this.#closed?.problem,
      openedAt: this.#openedAt,
      endedAt: this.#endedAt,
      closedAt: this.#closed?.at,
      wantsAnswer: this.wantsAnswer,
      queuedBytes: this.#closed ? 0 : this.queued(),
      ...this.counters.view(),
    };
  }
}
