import { randomBytes } from 'node:crypto';

const RUN_BYTES = 4;
const DIGITS = 36;

/** Ids of the messages of one run, unlike those of every other run on this device. */
export class MessageIds {
  readonly #run = randomBytes(RUN_BYTES).toString('hex');
  #said = 0;

  next(): string {
    this.#said += 1;
    return `${this.#run}-${this.#said.toString(DIGITS)}`;
  }
}
