import type { Problem } from '../../shared/error-codes.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import type { LabChunk, LabConnection, LabCounters } from '../../shared/lab/lab-models.ts';
import { wallNow } from '../time/clocks.ts';
import { ConnectionRecord, TrafficCount } from './connection-record.ts';

/** What happens at a practice server, as it happens. */
export interface PracticeListener {
  connected(connection: LabConnection): void;
  /** A chunk or datagram with all of its bytes, except those of a file's content: see `Journal.travelled`. */
  chunk(chunk: LabChunk): void;
  closed(connection: LabConnection): void;
  /** Something else about the server or a connection is different now. */
  changed(): void;
}

/** Keeps the numbers of a practice server: its connections and what travelled, over all its restarts. */
export class Journal {
  readonly #listener: PracticeListener;
  readonly #counters = new TrafficCount();
  readonly #open = new Map<number, ConnectionRecord>();
  #closed: readonly ConnectionRecord[] = [];
  #connections = 0;
  #chunks = 0;

  constructor(listener: PracticeListener) {
    this.#listener = listener;
  }

  get openCount(): number {
    return this.#open.size;
  }

  get totalCount(): number {
    return this.#connections;
  }

  /** @param peer the other end's address, as people read it */
  opened(peer: string): ConnectionRecord {
    this.#connections += 1;
    const record = new ConnectionRecord(this.#connections, peer);
    this.#open.set(record.id, record);
    this.#listener.connected(record.view());
    return record;
  }

  /**
   * Tells of bytes that travelled.
   * @param size their true number, where only some are passed: what a file holds is not shown whole
   */
  travelled(record: ConnectionRecord, direction: 'in' | 'out', bytes: Uint8Array, size = bytes.length): void {
    this.#chunks += 1;
    record.counters.add(direction, size);
    this.#counters.add(direction, size);
    const { id: connection, peer } = record;
    this.#listener.chunk({ number: this.#chunks, at: wallNow(), direction, connection, peer, size, bytes });
  }

  closed(record: ConnectionRecord, by: LabConnection['closedBy'], problem?: Problem): void {
    if (!this.#open.delete(record.id)) return;
    record.close(by, problem);
    this.#closed = [...this.#closed, record].slice(-LAB_LIMITS.connectionsShown);
    this.#listener.closed(record.view());
  }

  changed(): void {
    this.#listener.changed();
  }

  counters(): LabCounters {
    return this.#counters.view();
  }

  /** Oldest first, those that are open before closed ones. */
  connections(): readonly LabConnection[] {
    const open = [...this.#open.values()].slice(-LAB_LIMITS.connectionsShown);
    const room = LAB_LIMITS.connectionsShown - open.length;
    const closed = room === 0 ? [] : this.#closed.slice(-room);
    return [...closed, ...open].toSorted((one, other) => one.id - other.id).map((record) => record.view());
  }
}
