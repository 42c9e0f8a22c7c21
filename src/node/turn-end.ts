/** What is asked and told by a {@link TurnEnd}. */
export interface TurnEndPorts {
  /** Links that said something in the turn that is open. */
  heard(): number;
  write(): void;
  /** Calls back when all sockets that are readable now were read. */
  afterSockets(callback: () => void): void;
}

/**
 * Decides when a turn that is open is written. It never waits by the clock: while one turn is written the next one's
 * messages gather in the sockets, so that the busier a host is, the more of them share each write. All it does is to look
 * at the sockets again, without a pause, while fewer links were heard than in the turn before and each look brings
 * more of them: who is about to speak speaks now, and a lone message waits for nobody (docs/adr/0003).
 */
export class TurnEnd {
  readonly #ports: TurnEndPorts;
  #isOpen = false;
  #heardBefore = 0;

  constructor(ports: TurnEndPorts) {
    this.#ports = ports;
  }

  /** True from the first news of a turn until it is written. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Something is to be written. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#ports.afterSockets(() => this.#look(0));
  }

  /** Writes now, whoever may still speak. */
  write(): void {
    this.#isOpen = false;
    this.#ports.write();
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
    this.write();
  }
}
