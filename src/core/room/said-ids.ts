const NONE = -1;
/** FNV-1a's offset and prime, 32 bits. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

/**
 * Remembers the newest messages' ids, so that a repeated `say` is answered and not logged again. A ring of fixed size
 * with a hash index over it: a busy host looks up and adds an id for each message, and nearly all are new, so what counts
 * is that a miss touches little memory and that an addition makes no garbage.
 */
export class SaidIds {
  readonly #capacity: number;
  readonly #mask: number;
  /** First entry of each bucket, and the next entry behind each entry. */
  readonly #heads: Int32Array;
  readonly #nexts: Int32Array;
  readonly #hashes: Int32Array;
  readonly #seqs: Float64Array;
  readonly #members: string[] = [];
  readonly #ids: string[] = [];
  /** Entries in the ring, and the place of the next one. */
  #size = 0;
  #end = 0;

  /**
   * @param kept how many are remembered at least, the newest. The ring holds twice as many, so that a turn that the disk
   * refuses has not displaced what was known before it.
   */
  constructor(kept: number) {
    this.#capacity = 2 * Math.max(1, Math.floor(kept));
    let buckets = 1;
    while (buckets < this.#capacity) buckets *= 2;
    this.#mask = buckets - 1;
    this.#heads = new Int32Array(buckets).fill(NONE);
    this.#nexts = new Int32Array(this.#capacity);
    this.#hashes = new Int32Array(this.#capacity);
    this.#seqs = new Float64Array(this.#capacity);
  }

  /** The event's number of what `member` said under `id`; undefined when it is not known. */
  seqOf(member: string, id: string): number | undefined {
    const hash = hashOf(id, hashOf(member, OFFSET));
    for (let at = this.#heads[hash & this.#mask] as number; at !== NONE; at = this.#nexts[at] as number) {
      if (this.#hashes[at] === hash && this.#ids[at] === id && this.#members[at] === member) return this.#seqs[at];
    }
    return undefined;
  }

  /** Remembers an id that is not known yet; when the ring is full the oldest is forgotten. Numbers must ascend. */
  add(member: string, id: string, seq: number): void {
    const at = this.#end;
    if (this.#size === this.#capacity) this.#unlink(at);
    else this.#size += 1;
    const hash = hashOf(id, hashOf(member, OFFSET));
    const bucket = hash & this.#mask;
    this.#hashes[at] = hash;
    this.#seqs[at] = seq;
    this.#members[at] = member;
    this.#ids[at] = id;
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

  #unlink(entry: number): void {
    const bucket = (this.#hashes[entry] as number) & this.#mask;
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
