/** A program in a terminal, as somebody without the app has it: the built command line, or a script. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import { findPython } from '../../tests/support/programs/programs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'out', 'cli', 'partyline.js');
const SCRIPTS = join(ROOT, 'tests', 'support', 'peers');

export class Terminal {
  /** Standard output so far. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;

  private constructor(program: string, parameters: readonly string[], cwd: string) {
    this.#child = spawn(program, parameters, { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    // Typing into a program that has ended is no concern of these tests.
    this.#child.stdin?.on('error', () => {});
    const { stdout } = this.#child;
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.lines.push(line));
  }

  /** @param parameters such as `join 127.0.0.1:8888 --nick Tess` */
  static partyline(parameters: readonly string[], cwd: string): Terminal {
    return new Terminal(process.execPath, [PROGRAM, ...parameters], cwd);
  }

  /** A script of tests/support/peers. @throws Error where this machine has no Python */
  static python(script: string, parameters: readonly string[], cwd: string): Terminal {
    const python = findPython();
    if (python === undefined) throw new Error('this machine has no Python 3');
    return new Terminal(python, [join(SCRIPTS, script), ...parameters], cwd);
  }

  /** Types a line. */
  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Waits for a line that holds `words`. @returns the first one */
  async reads(words: string): Promise<string> {
    const find = () => this.lines.find((line) => line.includes(words));
    await expect.poll(find, `the terminal shows ${words}`).toBeDefined();
    return find() as string;
  }

  /** Ends the program as Ctrl+C does. */
  interrupt(): Promise<void> {
    return this.#end('SIGINT');
  }

  /** Ends the program at once. */
  close(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}
