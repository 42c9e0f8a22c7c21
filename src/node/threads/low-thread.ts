import { Worker } from 'node:worker_threads';

/** In MiB: it keeps nothing, so V8 need not wait long before it collects. */
const MEMORY = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };
/**
 * Only on Linux a priority can be one thread's; elsewhere 0 would mean the whole process. Even with the lowest a thread that runs may have
 * 1.4 ms before one that is woken, unless it stops by itself: so programs do what takes long in slices and nap between them, for some
 * 60 microseconds. Where naps last for milliseconds there are none.
 */
const LOW_PRIORITY = `
const SLICE = 524_288;
const isLinux = process.platform === 'linux';
try {
  if (isLinux) require('node:os').setPriority(0, 19);
} catch {
  // Then it has the priority of the others.
}
const still = new Int32Array(new SharedArrayBuffer(4));
const nap = () => isLinux && Atomics.wait(still, 0, 0, 0.001);
`;

/**
 * A thread of the lowest priority for what takes long, so that messages need not wait for it. It does one task after another, and is
 * started when there is one.
 */
export class LowThread<Task, Answer> {
  readonly #program: string;
  #worker: Worker | undefined;
  /** Who waits for an answer, in the order of the tasks. */
  readonly #asking: ((answer: Answer) => void)[] = [];

  /**
   * @param program defines a function `answer(task)`, which may be asynchronous where all answers take the same way, with `SLICE` and `nap()` at hand; as text, because it must run from the sources as
   *   well as from one bundled file
   */
  constructor(program: string) {
    this.#program = program;
  }

  /** Shared memory in the task must stay as it is until `done`; other memory is copied. */
  ask(task: Task, done: (answer: Answer) => void): void {
    this.#worker ??= this.#start();
    // Only while somebody waits it keeps the program alive.
    if (this.#asking.length === 0) this.#worker.ref();
    this.#asking.push(done);
    this.#worker.postMessage(task);
  }

  #start(): Worker {
    const listen = `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', async (task) => parentPort.postMessage(await answer(task)));`;
    const worker = new Worker(`${LOW_PRIORITY}\n${this.#program}\n${listen}`, {
      eval: true,
      execArgv: [],
      resourceLimits: MEMORY,
    });
    worker.on('message', (answer: Answer) => {
      const done = this.#asking.shift();
      if (this.#asking.length === 0) worker.unref();
      done?.(answer);
    });
    return worker;
  }
}
