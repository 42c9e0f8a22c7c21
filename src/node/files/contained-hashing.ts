import type { Defects } from '../../core/defects.ts';
import type { Hashing } from '../../core/transfer/piece-store.ts';
import { hashing } from './hashing.ts';

/**
 * The same {@link hashing}, where what is thrown over an answer of its thread ends nothing else. An answer that is there at
 * once is heard by whoever asked, as ever, who knows which link it is about.
 */
export function containedHashing(defects: Defects): Hashing {
  function contained<T>(ask: (done: (value: T) => void) => void, done: (value: T) => void): void {
    let isHere = true;
    ask((value) => (isHere ? done(value) : defects.contain(() => done(value))));
    isHere = false;
  }
  return {
    digest: (bytes, done) => contained((answer) => hashing.digest(bytes, answer), done),
    startWhole: () => {
      const whole = hashing.startWhole();
      return {
        add: (bytes, done) => contained<void>((answer) => whole.add(bytes, answer), done),
        digest: (done) => contained((answer) => whole.digest(answer), done),
      };
    },
  };
}
