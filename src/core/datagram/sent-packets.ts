/** What became of a packet number. */
export const FATE = {
  /** Nothing is awaited: a packet that asks for no ack. */
  none: 0,
  inFlight: 1,
  acked: 2,
  lost: 3,
  /** Left out on purpose: nobody can have got it. */
  skipped: 4,
} as const;
export type Fate = (typeof FATE)[keyof typeof FATE];

/** What a packet carried beside bytes of the stream, and must be sent again when it got lost; bits. */
export const CARGO = { end: 1, maxData: 2, resetToken: 4 } as const;

/** The fields of one packet, as places within its entry. */
const FATE_AT = 0;
const CARGO_AT = 1;
const SIZE_AT = 2;
const SENT_AT = 3;
const OFFSET_AT = 4;
const LENGTH_AT = 5;
const ACK_OF_AT = 6;
const ENTRY = 7;

const FIRST_CAPACITY = 16;
/** Numbers whose fate may be open at a time; with more the link waits. */
const CAPACITY_MOST = 65_536;

/** The packets whose fate is open, in a ring of plain numbers: there is an entry per packet, so it must cost little. */
export class SentPackets {
  /** Numbers below have no open fate. */
  base = 0;
  /** The next number. */
  next = 0;
  #mask = FIRST_CAPACITY - 1;
  #ring = new Float64Array(FIRST_CAPACITY * ENTRY);

  /** True when no number is left to give out before older ones are settled. */
  get isFull(): boolean {
    return this.next - this.base >= CAPACITY_MOST - 1;
  }

  /** Uses the next number for a packet of `size` bytes; `ackOf` is the newest number that its ack tells of, or -1. */
  add(fate: Fate, size: number, sentAt: number, cargo: number, ackOf: number): void {
    if (this.next - this.base > this.#mask) this.#grow();
    const at = (this.next & this.#mask) * ENTRY;
    const ring = this.#ring;
    ring[at + FATE_AT] = fate;
    ring[at + CARGO_AT] = cargo;
    ring[at + SIZE_AT] = size;
    ring[at + SENT_AT] = sentAt;
    ring[at + OFFSET_AT] = 0;
    ring[at + LENGTH_AT] = 0;
    ring[at + ACK_OF_AT] = ackOf;
    this.next += 1;
  }

  /** The packet added last carries these bytes of the stream. */
  carries(offset: number, length: number): void {
    const at = ((this.next - 1) & this.#mask) * ENTRY;
    this.#ring[at + OFFSET_AT] = offset;
    this.#ring[at + LENGTH_AT] = length;
  }

  fate(number: number): Fate {
    return this.#ring[(number & this.#mask) * ENTRY + FATE_AT] as Fate;
  }
  cargo(number: number): number {
    return this.#ring[(number & this.#mask) * ENTRY + CARGO_AT] as number;
  }
  size(number: number): number {
    return this.#ring[(number & this.#mask) * ENTRY + SIZE_AT] as number;
  }
  sentAt(number: number): number {
    return this.#ring[(number & this.#mask) * ENTRY + SENT_AT] as number;
  }
  offset(number: number): number {
    return this.#ring[(number & this.#mask) * ENTRY + OFFSET_AT] as number;
  }
  length(number: number): number {
    return this.#ring[(number & this.#mask) * ENTRY + LENGTH_AT] as number;
  }
  ackOf(number: number): number {
    return this.#ring[(number & this.#mask) * ENTRY + ACK_OF_AT] as number;
  }

  settle(number: number, fate: Fate): void {
    this.#ring[(number & this.#mask) * ENTRY + FATE_AT] = fate;
  }

  /** Forgets the oldest numbers that are settled; one left out stays until something newer than it was acked. */
  advance(largestAcked: number): void {
    for (; this.base < this.next; this.base += 1) {
      const fate = this.fate(this.base);
      if (fate === FATE.inFlight || (fate === FATE.skipped && this.base >= largestAcked)) return;
    }
  }

  #grow(): void {
    const capacity = 2 * (this.#mask + 1);
    const ring = new Float64Array(capacity * ENTRY);
    for (let number = this.base; number < this.next; number += 1) {
      const from = (number & this.#mask) * ENTRY;
      ring.set(this.#ring.subarray(from, from + ENTRY), (number & (capacity - 1)) * ENTRY);
    }
    this.#ring = ring;
    this.#mask = capacity - 1;
  }
}
