const NONE = -1;
/** FNV-1a's prime, and the constant of a second, unlike hash (MurmurHash3's first), 32 bits each. */
const PRIME = 0x01000193;
const OTHER = 0xcc9e2d51;

/**
 * Remembers the newest messages' ids, so that a repeated `say` is answered and not logged again. A ring of fixed size
 * with a hash index over it, without the ids themselves: a busy host adds one for each message, and so many strings kept
 * alive cost its garbage collector more than all the rest. Whoever asks confirms a find in the log.
 */
export class SaidIds {
  readonly #capacity: number;
  readonly #mask: number;
  readonly #seed: number;
  /** First entry of each bucket, and the next entry behind each entry. */
  readonly #heads: Int32Array;
  readonly #nexts: Int32Array;
  /** Two hashes of member and id; the first also names the bucket. */
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #seqs: Float64Array;
  /** Entries in the ring, and the place of the next one. */
  #size = 0;
  #end = 0;
  /** Hashes of what was asked for last: what {@link isKnown}, {@link seqOf} and {@link add} are about. */
  #askedFirst = 0;
  #askedSecond = 0;

  /**
   * @param kept how many are remembered at least, the newest. The ring holds twice as many, so that a turn that the disk
   * refuses has not displaced what was known before it.
   * @param seed unpredictable, so that nobody can choose ids that fall together
   */
  constructor(kept: number, seed: number) {
    this.#capacity = 2 * Math.max(1, Math.floor(kept));
    this.#seed = seed | 0;
    let buckets = 1;
    while (buckets < this.#capacity) buckets *= 2;
    this.#mask = buckets - 1;
    this.#heads = new Int32Array(buckets).fill(NONE);
    this.#nexts = new Int32Array(this.#capacity);
    this.#first = new Int32Array(this.#capacity);
    this.#second = new Int32Array(this.#capacity);
    this.#seqs = new Float64Array(this.#capacity);
  }

  /** From now on it is about what `member` said under `id`. */
  ask(member: string, id: string): void {
    this.#start(member);
    let first = this.#askedFirst;
    let second = this.#askedSecond;
    for (let at = 0; at < id.length; at += 1) {
      const unit = id.charCodeAt(at);
      first = Math.imul(first ^ unit, PRIME);
      second = Math.imul(second + unit, OTHER) ^ (second >>> 15);
    }
    this.#askedFirst = first;
    this.#askedSecond = second;
  }

  /** The same for an id in ASCII that stands in `view` from `from` up to `to` (exclusive). */
  askAscii(member: string, view: DataView, from: number, to: number): void {
    this.#start(member);
    let first = this.#askedFirst;
    let second = this.#askedSecond;
    for (let at = from; at < to; at += 1) {
      const unit = view.getUint8(at);
      first = Math.imul(first ^ unit, PRIME);
      second = Math.imul(second + unit, OTHER) ^ (second >>> 15);
    }
    this.#askedFirst = first;
    this.#askedSecond = second;
  }

  /** False when it is certainly not known, which {@link seqOf} needs not be asked then. */
  isKnown(): boolean {
    return this.#find(this.#heads[this.#askedFirst & this.#mask] as number) !== NONE;
  }

  /**
   * The number of the event that was asked for; undefined when it is not known.
   * @param confirm looks at the event with this number, whether it is really that one
   */
  seqOf(confirm: (seq: number) => boolean): number | undefined {
    let at = this.#find(this.#heads[this.#askedFirst & this.#mask] as number);
    while (at !== NONE) {
      const seq = this.#seqs[at] as number;
      if (confirm(seq)) return seq;
      at = this.#find(this.#nexts[at] as number);
    }
    return undefined;
  }

  /**
   * Remembers what was asked for, which must not be known yet, as event `seq`; when the ring is full the oldest is
   * forgotten. Numbers must ascend.
   */
  add(seq: number): void {
    const at = this.#end;
    if (this.#size === this.#capacity) this.#unlink(at);
    else this.#size += 1;
    const bucket = this.#askedFirst & this.#mask;
    this.#first[at] = this.#askedFirst;
    this.#second[at] = this.#askedSecond;
    this.#seqs[at] = seq;
    this.#nexts[at] = this.#heads[bucket] as number;
    this.#heads[bucket] = at;
    this.#end = at + 1 === this.#capacity ? 0 : at + 1;
  }

  /** Takes back each {@link add} of an event after `seq`, which did not reach the disk. */
  forgetAfter(seq: number): void {
    while (this.#size > 0) {
      const newest = this.#end === 0 ? this.#capacity - 1 : this.#end - 1;
      if ((this.#seqs[newest] as number) <= seq) return;
      this.#unlink(newest);
      this.#end = newest;
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

  /** The first entry from `at` on in its bucket that has both hashes of what was asked for. */
  #find(entry: number): number {
    let at = entry;
    while (at !== NONE && (this.#first[at] !== this.#askedFirst || this.#second[at] !== this.#askedSecond)) {
      at = this.#nexts[at] as number;
    }
    return at;
  }

  #unlink(entry: number): void {
    const bucket = (this.#first[entry] as number) & this.#mask;
    const after = this.#nexts[entry] as number;
    if (this.#heads[bucket] === entry) {
      this.#heads[bucket] = after;
      return;
    }
    let at = this.#heads[bucket] as number;
    while (this.#nexts[at] !== entry) at = this.#nexts[at] as number;
    this.#nexts[at] = after;
  }
}
