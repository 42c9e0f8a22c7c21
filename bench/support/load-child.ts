import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Heard {
  readonly ready?: true;
  readonly answer?: unknown;
  readonly failed?: string;
}

/** A process of the load, as {@link answerTasks} makes one: it does one thing at a time. */
export class LoadChild {
  readonly #child: ChildProcess;
  #waiting = Promise.withResolvers<unknown>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', ({ answer, failed }: Heard) => {
      if (failed === undefined) this.#waiting.resolve(answer);
      else this.#waiting.reject(new Error(failed));
    });
    child.once('exit', (code) => this.#waiting.reject(new Error(`the load ended with ${code}`)));
  }

  /** Starts `bench/load/NAME.ts`. Settles when it is ready for its first task. */
  static async start(name: string, ...parameters: readonly (string | number)[]): Promise<LoadChild> {
    const path = fileURLToPath(new URL(`../load/${name}.ts`, import.meta.url));
    const child = new LoadChild(fork(path, parameters.map(String)));
    await child.#waiting.promise;
    return child;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  ask<Answer>(task: object = {}): Promise<Answer> {
    this.#waiting = Promise.withResolvers();
    this.#child.send(task);
    return this.#waiting.promise as Promise<Answer>;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#waiting.promise.catch(() => {});
    if (this.#child.exitCode === null) {
      this.#child.disconnect();
      await gone;
    }
  }
}
