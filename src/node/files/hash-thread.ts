import { Worker } from 'node:worker_threads';

/**
 * The thread's program, as text because it must run from the sources as well as from one bundled file. Only on Linux a
 * priority can be one thread's; elsewhere 0 would mean the whole process.
 */
const PROGRAM = `
const { createHash, hash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
if (process.platform === 'linux') require('node:os').setPriority(0, 19);
const wholes = new Map();
const answers = {
  digest: ({ bytes }) => hash('sha256', bytes, 'buffer'),
  start: ({ whole }) => void wholes.set(whole, createHash('sha256')),
  add: ({ whole, bytes }) => void wholes.get(whole).update(bytes),
  end: ({ whole }) => wholes.get(whole).digest(),
  drop: ({ whole }) => void wholes.delete(whole),
};
parentPort.on('message', (task) => parentPort.postMessage(answers[task.kind](task)));
`;

export type HashTask =
  | { readonly kind: 'digest'; readonly bytes: Uint8Array }
  | { readonly kind: 'start' | 'end' | 'drop'; readonly whole: number }
  | { readonly kind: 'add'; readonly whole: number; readonly bytes: Uint8Array };

/**
 * A thread that hashes, so that messages need not wait for it. WebCrypto has threads too, but copies all that it hashes, and wipes
 * the copy, in the thread that asks. Started when it is needed first.
 */
class HashThread {
  #worker: Worker | undefined;
  /** Who waits for an answer, in the order of the tasks. */
  readonly #asking: ((digest: Uint8Array) => void)[] = [];

  /** Bytes in shared memory must stay as they are until `done`; others are copied. `done` gets an answer where there is one. */
  ask(task: HashTask, done: (digest: Uint8Array) => void): void {
    this.#worker ??= this.#start();
    // Only while somebody waits it keeps the program alive.
    if (this.#asking.length === 0) this.#worker.ref();
    this.#asking.push(done);
    this.#worker.postMessage(task);
  }

  #start(): Worker {
    const worker = new Worker(PROGRAM, { eval: true, execArgv: [] });
    worker.on('message', (digest: Uint8Array) => {
      const done = this.#asking.shift();
      if (this.#asking.length === 0) worker.unref();
      done?.(digest);
    });
    return worker;
  }
}

/** Everybody's in this program. */
export const hashThread = new HashThread();
