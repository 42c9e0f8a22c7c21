import type { GuestWordPort, WordPort } from '../../core/secure/word.ts';
import { LowThread } from '../threads/low-thread.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { WordResults, WordTask } from './word-program.ts';

/** Passphrases that wait to be calculated, of which each is a few milliseconds of a host: whoever comes then is turned away. */
const WAITING_MOST = 64;

/**
 * Calculates what passphrases take on a thread of its own, which is started with the first: a guest's part takes a third of a
 * second and 64 MiB, on purpose.
 */
class Words {
  #thread: Promise<LowThread<WordTask, WordResults[WordTask['step']]>> | undefined;
  #waiting = 0;
  #done = 0;

  /** How many steps wait to be done. */
  get waiting(): number {
    return this.#waiting;
  }

  /** How many were done. */
  get done(): number {
    return this.#done;
  }

  async do<S extends WordTask['step']>(task: Extract<WordTask, { readonly step: S }>): Promise<WordResults[S]> {
    this.#waiting += 1;
    this.#thread ??= start();
    const thread = await this.#thread;
    try {
      return await new Promise((resolve) => thread.ask(task, (answer) => resolve(answer as WordResults[S])));
    } finally {
      this.#waiting -= 1;
      this.#done += 1;
    }
  }
}

/** The program is named by the bundle, or by the sources, that it is part of. */
async function start() {
  const { program } = await import('./word-program.ts');
  return new LowThread<WordTask, WordResults[WordTask['step']]>(
    `const loaded = import(${JSON.stringify(program.url)});
     const answer = async (task) => (await loaded).program.answer(task);`,
  );
}

/** One thread for all rooms of this program. */
export const words = new Words();

/** The host's end of OPAQUE, for a room. @param contain does what comes of an answer, and catches what is thrown */
export function hostWords(contain: (work: () => void) => void): WordPort {
  const settle = <T>(asked: Promise<T>, done: (result: T, now: number) => void) => {
    void asked.then((result) => contain(() => done(result, monotonicNow())));
  };
  return {
    begin: (secret, request, done) => {
      if (words.waiting >= WAITING_MOST) return contain(() => done(undefined, monotonicNow()));
      settle(words.do({ step: 'begin', secret, request }), done);
    },
    finish: (state, last, done) => settle(words.do({ step: 'finish', state, last }), done),
  };
}

/** The guest's end of OPAQUE. */
export const guestWords: GuestWordPort = {
  ask: (word, done) => void words.do({ step: 'ask', word }).then(done),
  answer: (asked, done) => void words.do({ step: 'answer', ...asked }).then(done),
};
