/**
 * Remembers which messages were said, so that a repeated `say` is answered and not logged again. Two generations:
 * when the younger is full it becomes the older and the older is forgotten, so between `kept` and twice as many
 * are known at any time and nothing is ever removed one by one.
 */
export class SaidIds {
  readonly #kept: number;
  #younger = new Map<string, number>();
  #older = new Map<string, number>();

  constructor(kept: number) {
    this.#kept = kept;
  }

  /** The event's number of what `member` said under `id`; undefined when it is not known. */
  seqOf(member: string, id: string): number | undefined {
    const key = `${member} ${id}`;
    return this.#younger.get(key) ?? this.#older.get(key);
  }

  add(member: string, id: string, seq: number): void {
    if (this.#younger.size >= this.#kept) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(`${member} ${id}`, seq);
  }

  /** Takes back each {@link add} of an event after `seq`, which did not reach the disk. */
  forgetAfter(seq: number): void {
    for (const generation of [this.#younger, this.#older]) {
      for (const [key, of] of generation) if (of > seq) generation.delete(key);
    }
  }
}
