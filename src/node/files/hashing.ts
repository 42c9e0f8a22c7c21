import { createHash, type Hash, hash } from 'node:crypto';
import type { Hashing, WholeHash } from '../../core/transfer/piece-store.ts';
import { LowThread } from '../threads/low-thread.ts';

const UPDATE = `
const { createHash } = require('node:crypto');
const update = (hash, bytes) => {
  for (let at = 0; at < bytes.length; at += SLICE) {
    hash.update(bytes.subarray(at, at + SLICE));
    nap();
  }
  return hash;
};
`;

/** WebCrypto has threads too, but copies all that it hashes, and wipes the copy, in the thread that asks. */
const pieceThread = new LowThread<Uint8Array, Uint8Array>(`
${UPDATE}
const answer = (bytes) => update(createHash('sha256'), bytes).digest();
`);

type WholeTask =
  | { readonly kind: 'start' | 'end' | 'drop'; readonly whole: number }
  | { readonly kind: 'add'; readonly whole: number; readonly bytes: Uint8Array };

/** Another one, for a content and its pieces are hashed at the same time. A digest is answered to `end`. */
const wholeThread = new LowThread<WholeTask, Uint8Array>(`
${UPDATE}
const wholes = new Map();
const tasks = {
  start: ({ whole }) => void wholes.set(whole, createHash('sha256')),
  add: ({ whole, bytes }) => void update(wholes.get(whole), bytes),
  end: ({ whole }) => wholes.get(whole).digest(),
  drop: ({ whole }) => void wholes.delete(whole),
};
const answer = (task) => tasks[task.kind](task);
`);

/** Shorter contents are hashed at once: another thread would cost more. */
const SHORT = 32_768;

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

/** SHA-256 that never holds the event loop for long: what is not short is hashed in another thread. */
export const hashing: Hashing = {
  digest(bytes, done) {
    if (bytes.length <= SHORT) done(hash('sha256', bytes, 'buffer'));
    else pieceThread.ask(bytes, done);
  },
  startWhole: () => new ContentHash(),
};

/** Contents that nobody wants to know the hash of any more leave nothing in the thread. */
const abandoned = new FinalizationRegistry((whole: number) => wholeThread.ask({ kind: 'drop', whole }, () => {}));
let wholes = 0;

/** The hash of a content: here where its first bytes are all and short, else in the thread. */
class ContentHash implements WholeHash {
  #here: Hash | undefined;
  #whole: number | undefined;

  add(bytes: Uint8Array, done: () => void): void {
    if (this.#whole === undefined && (this.#here || bytes.length <= SHORT)) {
      this.#here ??= createHash('sha256');
      this.#here.update(bytes);
      return done();
    }
    wholeThread.ask({ kind: 'add', whole: this.#started(), bytes }, done);
  }

  digest(done: (digest: Uint8Array) => void): void {
    if (this.#whole === undefined) done((this.#here ?? createHash('sha256')).digest());
    else wholeThread.ask({ kind: 'end', whole: this.#whole }, done);
  }

  #started(): number {
    if (this.#whole !== undefined) return this.#whole;
    wholes += 1;
    this.#whole = wholes;
    abandoned.register(this, wholes);
    wholeThread.ask({ kind: 'start', whole: wholes }, () => {});
    return wholes;
  }
}
