/** What is asked and told by a {@link TurnEnd}. */
export interface TurnEndPorts {
  /** Links that said something in the turn that is open. */
  heard(): number;
  /** True while all of them are links over datagrams, on which each packet costs as much as a dozen messages. */
  hearsDatagramsAlone(): boolean;
  /** Writes the turn. @returns how many deliveries it was: events, times the links that hear of them */
  write(): number;
  /** Calls back when all sockets that are readable now were read. */
  afterSockets(callback: () => void): void;
  /** Calls back after so many milliseconds. @returns what prevents that */
  afterMs(callback: () => void, ms: number): () => void;
  /** Milliseconds, by a clock that only goes forward. */
  now(): number;
}

/**
 * While much is said over datagrams alone, a turn stays open until a millisecond brought nothing more, and {@link MERGE_MOST_MS}
 * at the most. Much is said if within the last {@link BUSY_MS} a turn was {@link BUSY_FROM} deliveries at least.
 */
const MERGE_MS = 1;
const MERGE_MOST_MS = 4;
const BUSY_MS = 10;
const BUSY_FROM = 200;

/**
 * Decides when a turn that is open is written. Where streams are heard it never waits by the clock: while one turn is written the
 * next one's messages gather in the sockets, so that the busier a host is, the more of them share each write. All it does is to
 * look at the sockets again, without a pause, while fewer links were heard than in the turn before and each look brings
 * more of them: who is about to speak speaks now, and a lone message waits for nobody (docs/adr/0003).
 */
export class TurnEnd {
  readonly #ports: TurnEndPorts;
  #isOpen = false;
  #heardBefore = 0;
  #busyUntil = 0;
  /** Ends the wait of the open turn, where it waits by the clock. */
  #stopWaiting: (() => void) | undefined;

  constructor(ports: TurnEndPorts) {
    this.#ports = ports;
  }

  /** True from the first news of a turn until it is written. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Something is to be written. */
  open(): void {
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#ports.afterSockets(() => this.#look(0));
    } else if (this.#stopWaiting && !this.#ports.hearsDatagramsAlone()) {
      this.#wakeUp();
      this.#ports.afterSockets(() => this.#look(0));
    }
  }

  /** Writes now, whoever may still speak. */
  write(): void {
    this.#isOpen = false;
    this.#wakeUp();
    if (this.#ports.write() >= BUSY_FROM) this.#busyUntil = this.#ports.now() + BUSY_MS;
  }

  #look(heardAtLastLook: number): void {
    // It was written meanwhile, because the room closes.
    if (!this.#isOpen) return;
    const heard = this.#ports.heard();
    if (heard < this.#heardBefore && heard > heardAtLastLook) {
      this.#ports.afterSockets(() => this.#look(heard));
      return;
    }
    this.#heardBefore = heard;
    const now = this.#ports.now();
    if (now < this.#busyUntil && this.#ports.hearsDatagramsAlone()) this.#wait(heard, now + MERGE_MOST_MS);
    else this.write();
  }

  #wait(heard: number, until: number): void {
    this.#stopWaiting = this.#ports.afterMs(() => {
      const more = this.#ports.heard();
      if (more === heard || this.#ports.now() >= until) this.write();
      else this.#wait(more, until);
    }, MERGE_MS);
  }

  #wakeUp(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
  }
}
