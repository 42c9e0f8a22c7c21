/** FNV-1a's prime, and the constant of a second, unlike hash (MurmurHash3's first), 32 bits each. */
const PRIME = 0x01000193;
const OTHER = 0xcc9e2d51;

/** Buckets in one line of the processor's cache: 64 bytes. */
const LINE = 16;

/**
 * Names a bucket by all of an id but its last character, and a place within the line by that one. Most programs count their
 * messages: those that follow each other find their buckets where the memory was just fetched from, which takes longer than all else
 * that is done here. Chosen ids can make a bucket 16 times as full as it would be, and no fuller.
 */
function nextTo(hash: number, last: number): number {
  return (hash & -LINE) | (last & (LINE - 1));
}

/**
 * Remembers the newest messages' ids, so that a repeated `say` is answered and not logged again. A ring of fixed size
 * with a hash index over it, without the ids themselves: a busy host adds one for each message, and so many strings kept
 * alive cost its garbage collector more than all the rest. Whoever asks confirms a find in the log.
 */
export class SaidIds {
  readonly #capacity: number;
  /** Entries are numbered as they come, around at 2 ** 32; the low bits are an entry's place in the ring, and a hash's its bucket. */
  readonly #mask: number;
  readonly #seed: number;
  /** Number of the newest entry of each bucket, and of the next older one behind each entry, which may be long forgotten. */
  readonly #heads: Int32Array;
  readonly #nexts: Int32Array;
  /** Two hashes of member and id; the first also names the bucket. */
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #seqs: Float64Array;
  /** Entries in the ring, and the number of the next one. */
  #size = 0;
  #next = 0;
  /** Hashes of what was asked for last: what {@link isKnown}, {@link seqOf} and {@link add} are about. */
  #askedFirst = 0;
  #askedSecond = 0;

  /**
   * @param kept how many are remembered at least, the newest. It knows twice as many at the most, so that a turn that the disk
   * refuses has not displaced what was known before it.
   * @param seed unpredictable, so that nobody can choose ids that fall together
   */
  constructor(kept: number, seed: number) {
    this.#capacity = 2 * Math.max(1, Math.floor(kept));
    let places = 2;
    while (places < this.#capacity) places *= 2;
    this.#mask = places - 1;
    this.#seed = seed | 0;
    this.#heads = new Int32Array(places);
    this.#nexts = new Int32Array(places);
    this.#first = new Int32Array(places);
    this.#second = new Int32Array(places);
    this.#seqs = new Float64Array(places);
  }

  /** From now on it is about what `member` said under `id`. */
  ask(member: string, id: string): void {
    this.#start(member);
    let first = this.#askedFirst;
    let second = this.#askedSecond;
    let unit = 0;
    for (let at = 0; at < id.length; at += 1) {
      first = Math.imul(first ^ unit, PRIME);
      unit = id.charCodeAt(at);
      second = Math.imul(second + unit, OTHER) ^ (second >>> 15);
    }
    this.#askedFirst = nextTo(first, unit);
    this.#askedSecond = second;
  }

  /** The same for an id in ASCII that stands in `view` from `from` up to `to` (exclusive). */
  askAscii(member: string, view: DataView, from: number, to: number): void {
    this.#start(member);
    let first = this.#askedFirst;
    let second = this.#askedSecond;
    let unit = 0;
    for (let at = from; at < to; at += 1) {
      first = Math.imul(first ^ unit, PRIME);
      unit = view.getUint8(at);
      second = Math.imul(second + unit, OTHER) ^ (second >>> 15);
    }
    this.#askedFirst = nextTo(first, unit);
    this.#askedSecond = second;
  }

  /** False when it is certainly not known, which {@link seqOf} needs not be asked then. */
  isKnown(): boolean {
    return this.#find(this.#heads[this.#askedFirst & this.#mask] as number, 0) > 0;
  }

  /**
   * The number of the event that was asked for; undefined when it is not known.
   * @param confirm looks at the event with this number, whether it is really that one
   */
  seqOf(confirm: (seq: number) => boolean): number | undefined {
    let age = this.#find(this.#heads[this.#askedFirst & this.#mask] as number, 0);
    while (age > 0) {
      const place = (this.#next - age) & this.#mask;
      const seq = this.#seqs[place] as number;
      if (confirm(seq)) return seq;
      age = this.#find(this.#nexts[place] as number, age);
    }
    return undefined;
  }

  /**
   * Remembers what was asked for, which must not be known yet, as event `seq`; when too many are known the oldest is
   * forgotten. Numbers must ascend.
   */
  add(seq: number): void {
    const place = this.#next & this.#mask;
    const bucket = this.#askedFirst & this.#mask;
    this.#first[place] = this.#askedFirst;
    this.#second[place] = this.#askedSecond;
    this.#seqs[place] = seq;
    this.#nexts[place] = this.#heads[bucket] as number;
    this.#heads[bucket] = this.#next;
    this.#next = (this.#next + 1) | 0;
    if (this.#size < this.#capacity) this.#size += 1;
  }

  /** Takes back each {@link add} of an event after `seq`, which did not reach the disk. */
  forgetAfter(seq: number): void {
    while (this.#size > 0) {
      const newest = (this.#next - 1) | 0;
      const place = newest & this.#mask;
      if ((this.#seqs[place] as number) <= seq) return;
      // It is the newest of its bucket as well.
      this.#heads[(this.#first[place] as number) & this.#mask] = this.#nexts[place] as number;
      this.#next = newest;
      this.#size -= 1;
    }
  }

  /** Begins with the member, and with something that no member's id holds, so that `m1` and `2` are not `m12`. */
  #start(member: string): void {
    let first = Math.imul(this.#seed, PRIME);
    let second = ~this.#seed;
    for (let at = 0; at < member.length; at += 1) {
      first = Math.imul(first ^ member.charCodeAt(at), PRIME);
      second = Math.imul(second + member.charCodeAt(at), OTHER) ^ (second >>> 15);
    }
    this.#askedFirst = Math.imul(first, PRIME);
    this.#askedSecond = Math.imul(second, OTHER) ^ (second >>> 15);
  }

  /**
   * The first entry from number `from` on in its bucket that has both hashes of what was asked for. Who displaces an entry takes
   * it out of no bucket: a number leads to a kept entry only while that is older than the one before and not too old to be known.
   * @returns its age, 1 for the newest of all entries; 0 when there is none that is older than `younger`
   */
  #find(from: number, younger: number): number {
    let at = from;
    let before = younger;
    for (;;) {
      const age = (this.#next - at) >>> 0;
      if (age <= before || age > this.#size) return 0;
      const place = at & this.#mask;
      if (this.#first[place] === this.#askedFirst && this.#second[place] === this.#askedSecond) return age;
      before = age;
      at = this.#nexts[place] as number;
    }
  }
}
