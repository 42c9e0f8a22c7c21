import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LOOKING } from '../../tests/support/network/looking.ts';
import type { Computer } from '../../tests/support/network/network-lab.ts';

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
  static start(name: string, ...parameters: readonly (string | number)[]): Promise<LoadChild> {
    return LoadChild.#start(name, parameters, {});
  }

  /** The same on a computer of a lab, where rooms are looked for. */
  static startOn(
    { wrapper: [execPath, ...words] }: Computer,
    name: string,
    ...parameters: readonly (string | number)[]
  ): Promise<LoadChild> {
    return LoadChild.#start(name, parameters, {
      ...(execPath !== undefined && { execPath }),
      execArgv: [...words, process.execPath],
      env: { ...process.env, ...LOOKING },
    });
  }

  static async #start(
    name: string,
    parameters: readonly (string | number)[],
    options: ForkOptions,
  ): Promise<LoadChild> {
    const path = fileURLToPath(new URL(`../load/${name}.ts`, import.meta.url));
    const child = new LoadChild(fork(path, parameters.map(String), options));
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
