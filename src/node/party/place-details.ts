import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogTally } from '../../core/conversation/log-tally.ts';
import { DETAILED_FILES } from '../../shared/limits.ts';
import type { RoomEvent } from '../../shared/models.ts';
import type { RoomDetails } from '../../shared/places/details-contract.ts';
import type { KeptLog } from '../store/member-store.ts';

/** Events that are read before others have a turn: a few milliseconds of work. */
const EVENTS_AT_A_TIME = 1_000;

/** What the log tells of a room; the rest of its details is known elsewhere. */
export type LogDetails = Pick<
  RoomDetails,
  'events' | 'newest' | 'messages' | 'since' | 'people' | 'fileCount' | 'files'
>;

/** The guest whose copy is read. */
export interface Reader {
  /** Names the copy: another one when the log begins anew. */
  readonly copy: string | undefined;
  /** Undefined before the first welcome, where nothing could be kept, and once the room was left. */
  readonly log: KeptLog | undefined;
}

/** Counts what one member has of a room's log; what was counted once is not read again while nothing older came. */
export class PlaceDetails {
  readonly #reader: Reader;
  #tally = new LogTally();
  /** Number of the newest event that was counted. */
  #counted = 0;
  /** What the copy was then, and how much it had of what is older. */
  #state = '';
  /** One count at a time: the next one goes on where it ended. */
  #counting: Promise<void> = Promise.resolve();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async room(): Promise<LogDetails> {
    await this.#count();
    const { files, ...facts } = this.#tally.facts();
    const listed = files.slice(-DETAILED_FILES).reverse();
    return { ...facts, newest: this.#counted, fileCount: files.length, files: listed };
  }

  async person(member: string): Promise<ReturnType<LogTally['of']>> {
    await this.#count();
    return this.#tally.of(member);
  }

  /** All events that are here, oldest first, a turn of the event loop for each thousand. It ends early when the room is left. */
  async *events(from = 1): AsyncGenerator<RoomEvent> {
    let read = 0;
    const { log } = this.#reader;
    if (!log) return;
    for (const event of log.events(Math.max(from, log.oldest), log.newest + 1)) {
      yield event;
      read += 1;
      if (read % EVENTS_AT_A_TIME > 0) continue;
      await nextTurn();
      // A copy that was released can be read no more.
      if (this.#reader.log === undefined) return;
    }
  }

  #count(): Promise<void> {
    this.#counting = this.#counting.then(() => this.#countMore());
    return this.#counting;
  }

  async #countMore(): Promise<void> {
    const { copy, log } = this.#reader;
    if (!log) return;
    const state = `${copy} ${log.oldest} ${log.missing}`;
    if (state !== this.#state) {
      this.#tally = new LogTally();
      this.#counted = 0;
    }
    this.#state = state;
    for await (const event of this.events(this.#counted + 1)) {
      this.#tally.take(event);
      this.#counted = event.seq;
    }
  }
}
