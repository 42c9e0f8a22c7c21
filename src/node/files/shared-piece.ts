import { pieceMemory } from '../../core/transfer/piece-memory.ts';

/** A piece in memory that several read; the memory is used again when the last has let it go. */
export class SharedPiece {
  readonly bytes: Uint8Array;
  readonly #memory: Uint8Array;
  #holders = 1;

  /** Held by whoever makes it. @param memory of {@link pieceMemory} @param bytes what was read into it */
  constructor(memory: Uint8Array, bytes: Uint8Array) {
    this.#memory = memory;
    this.bytes = bytes;
  }

  /** Whoever reads it later than now holds it until then. */
  hold(): void {
    this.#holders += 1;
  }

  /** Once for each hold. */
  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) pieceMemory.give(this.#memory);
  }
}
