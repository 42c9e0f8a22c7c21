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
  /** Hashes of what was asked for last. */
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

  /**
   * The event's number of what `member` said under `id`; undefined when it is not known.
   * @param confirm looks at the event with this number, whether it is really that one
   */
  seqOf(member: string, id: string, confirm: (seq: number) => boolean): number | undefined {
    this.#hash(member, id);
    const bucket = this.#askedFirst & this.#mask;
    for (let at = this.#heads[bucket] as number; at !== NONE; at = this.#nexts[at] as number) {
      if (this.#first[at] !== this.#askedFirst || this.#second[at] !== this.#askedSecond) continue;
      const seq = this.#seqs[at] as number;
      if (confirm(seq)) return seq;
    }
    return undefined;
  }

  /** Remembers an id that is not known yet; when the ring is full the oldest is forgotten. Numbers must ascend. */
  add(member: string, id: string, seq: number): void {
    const at = this.#end;
    if (this.#size === this.#capacity) this.#unlink(at);
    else this.#size += 1;
    this.#hash(member, id);
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

  #hash(member: string, id: string): void {
    let first = this.#seed;
    let second = ~this.#seed;
    for (let at = 0; at < member.length; at += 1) {
      first = Math.imul(first ^ member.charCodeAt(at), PRIME);
      second = Math.imul(second + member.charCodeAt(at), OTHER) ^ (second >>> 15);
    }
    for (let at = 0; at < id.length; at += 1) {
      first = Math.imul(first ^ id.charCodeAt(at), PRIME);
      second = Math.imul(second + id.charCodeAt(at), OTHER) ^ (second >>> 15);
    }
    this.#askedFirst = first;
    this.#askedSecond = second;
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
