import { Violation } from './ledger.ts';
import type { Rest } from './rest.ts';

/** Milliseconds on a clean network after which bytes must have arrived: a roamed guest is found by its keep-alive. */
const OVERDUE_MS = 20_000;

/** One direction of a datagram link's stream: what went in must come out, byte for byte, and not too late. */
export class Flow {
  readonly #name: string;
  /** What was written and not yet read. */
  #pending: Uint8Array[] = [];
  #written = 0;
  #read = 0;
  /** Since when the oldest byte of it waits. */
  #waitingSince = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Everything that was written was read. */
  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  write(bytes: Uint8Array, now: number): void {
    if (bytes.length === 0) return;
    if (this.#pending.length === 0) this.#waitingSince = now;
    this.#pending.push(bytes);
    this.#written += bytes.length;
  }

  /** @throws Violation when `chunk` is not what was written next */
  read(chunk: Uint8Array, now: number): void {
    this.#waitingSince = now;
    for (let at = 0; at < chunk.length; ) {
      const first = this.#pending[0];
      if (first === undefined) throw new Violation(`${this.#name}: more bytes came than were sent`);
      const length = Math.min(first.length, chunk.length - at);
      if (Buffer.compare(first.subarray(0, length), chunk.subarray(at, at + length)) !== 0)
        throw new Violation(`${this.#name}: other bytes came than were sent, behind byte ${this.#read + at}`);
      at += length;
      if (length === first.length) this.#pending.shift();
      else this.#pending[0] = first.subarray(length);
    }
    this.#read += chunk.length;
  }

  /** @throws Violation when bytes wait for too long although nothing was in their way since `freeSince` */
  check(freeSince: number, now: number): void {
    if (this.#pending.length === 0) return;
    const waited = now - Math.max(this.#waitingSince, freeSince);
    if (waited > OVERDUE_MS)
      throw new Violation(`${this.#name}: ${this.#written - this.#read} bytes are under way for ${waited} ms`);
  }
}

/** Both directions of one link, with what either end knows of it. */
export class FlowPair {
  readonly up: Flow;
  readonly down: Flow;
  /** Of the guest's computer, once the guest knows that the link is open. */
  guestRest: Rest | undefined;
  isGuestOpen = false;
  isHostOpen = false;
  /** Until then something of the guest's own doing may have kept bytes from flowing. */
  freeSince = 0;

  constructor(name: string) {
    this.up = new Flow(`${name} to the host`);
    this.down = new Flow(`the host to ${name}`);
  }

  /** Nothing more will be read. */
  get isOver(): boolean {
    return !this.isHostOpen && !this.isGuestOpen;
  }

  check(freeSince: number, now: number): void {
    if (!this.isGuestOpen || !this.isHostOpen || !this.guestRest || this.guestRest.isAsleep) return;
    const since = Math.max(freeSince, this.freeSince, this.guestRest.awakeSince);
    this.up.check(since, now);
    this.down.check(since, now);
  }
}
