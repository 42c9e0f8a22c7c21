import type { Doorstep } from '../../core/session/doorstep.ts';
import { wallNow } from '../../node/time/clocks.ts';
import type { DoorWait, WordStanding } from '../../shared/doors/door-wait.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { note, printJson } from '../output.ts';
import { askForWord, canAsk } from './word-source.ts';

export interface AtDoorParts {
  readonly doorstep: () => Doorstep;
  /** The passphrase of a file or the environment. */
  readonly word: string | undefined;
  readonly isJson: boolean;
  /** There is no way in from here. */
  readonly giveUp: (problem: Problem) => void;
}

const NO_WORD: Problem = { code: 'no_word', text: 'the room asks for a passphrase: name its file with --word-file' };

/** A terminal that stands at a room's door: says what it waits for, and says the passphrase. */
export class AtDoor {
  readonly #parts: AtDoorParts;
  #told: DoorWait['door'] | undefined;
  #isAsking = false;

  constructor(parts: AtDoorParts) {
    this.#parts = parts;
  }

  /** How this guest stands at the door now. */
  stands(wait: DoorWait): void {
    const { isJson } = this.#parts;
    if (this.#told !== wait.door) {
      this.#told = wait.door;
      if (isJson) printJson({ event: 'waiting', code: wait.door });
      else if (wait.door === 'ask') note('You knocked. Somebody in the room has to let you in; Ctrl+C leaves.');
    }
    if (wait.door === 'word') void this.#say(wait.word);
  }

  /** It is in, or not at the door any more. */
  left(): void {
    this.#told = undefined;
  }

  async #say({ isTried, problem, retryAt }: WordStanding): Promise<void> {
    if (isTried || this.#isAsking) return;
    const { doorstep, giveUp } = this.#parts;
    this.#isAsking = true;
    const word = await this.#next(problem, retryAt);
    this.#isAsking = false;
    if (word === undefined) return giveUp(problem ?? NO_WORD);
    // The link may be another by now: then it is asked for again.
    doorstep().tryWord(word);
  }

  async #next(problem: Problem | undefined, retryAt = 0): Promise<string | undefined> {
    const { word } = this.#parts;
    if (!canAsk()) return problem === undefined ? word : undefined;
    if (problem === undefined && word !== undefined) return word;
    if (problem) note(`${problem.text} (${problem.code})`);
    const wait = Math.max(0, retryAt - wallNow());
    if (wait > 0) {
      note(`The next one is heard in ${Math.ceil(wait / 1_000)} s.`);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return askForWord("The room's passphrase: ");
  }
}
