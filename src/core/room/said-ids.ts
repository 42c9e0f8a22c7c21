/** Ids of what members said, by member: no key is put together for a message. */
class Generation {
  size = 0;
  readonly #byMember = new Map<string, Map<string, number>>();

  get(member: string, id: string): number | undefined {
    return this.#byMember.get(member)?.get(id);
  }

  add(member: string, id: string, seq: number): void {
    this.size += 1;
    const ids = this.#byMember.get(member);
    if (ids) ids.set(id, seq);
    else this.#byMember.set(member, new Map([[id, seq]]));
  }

  forgetAfter(seq: number): void {
    for (const ids of this.#byMember.values()) {
      for (const [id, of] of ids) if (of > seq && ids.delete(id)) this.size -= 1;
    }
  }
}

/**
 * Remembers which messages were said, so that a repeated `say` is answered and not logged again. Two generations:
 * when the younger is full it becomes the older and the older is forgotten, so between `kept` and twice as many
 * are known at any time and nothing is ever removed one by one.
 */
export class SaidIds {
  readonly #kept: number;
  #younger = new Generation();
  #older = new Generation();

  constructor(kept: number) {
    this.#kept = kept;
  }

  /** The event's number of what `member` said under `id`; undefined when it is not known. */
  seqOf(member: string, id: string): number | undefined {
    return this.#younger.get(member, id) ?? this.#older.get(member, id);
  }

  add(member: string, id: string, seq: number): void {
    if (this.#younger.size >= this.#kept) {
      this.#older = this.#younger;
      this.#younger = new Generation();
    }
    this.#younger.add(member, id, seq);
  }

  /** Takes back each {@link add} of an event after `seq`, which did not reach the disk. */
  forgetAfter(seq: number): void {
    this.#younger.forgetAfter(seq);
    this.#older.forgetAfter(seq);
  }
}
