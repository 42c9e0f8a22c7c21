import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { atEnd, temporaryFolder } from '../releases.ts';
import { DEADLINE_MS, within } from '../until.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PROGRAM = join(ROOT, 'src', 'cli', 'partyline.ts');
/** Node keeps what it compiled there: a child starts in a third of the time. */
const COMPILED = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'partyline-tests') };

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface StartOptions {
  /** A program that starts the command line, such as `unshare`, with its arguments. */
  readonly wrapper?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** False to leave standard output unread until {@link CliProcess.read}. */
  readonly read?: boolean;
  /** An open file that takes standard output instead of a pipe to this process. */
  readonly stdout?: number;
  /** An open file as standard input instead of a pipe from this process. */
  readonly stdin?: number;
}

/** `partyline …` as a process of its own. It is killed when the test ends, if it still runs. */
export class CliProcess {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  errors = '';
  /** The folder that it takes for the system's temporary one. */
  readonly temporary = temporaryFolder();
  readonly exited: Promise<Exit>;
  readonly #waiters = new Set<() => void>();
  #exit: Exit | undefined;

  constructor(
    parameters: readonly string[],
    { wrapper = [], environment = {}, read = true, stdout, stdin }: StartOptions = {},
  ) {
    // What a killed child can't tidy up goes with the test.
    const own = { TMPDIR: this.temporary };
    const [program = '', ...rest] = [...wrapper, process.execPath, PROGRAM, ...parameters];
    this.child = spawn(program, rest, {
      stdio: [stdin ?? 'pipe', stdout ?? 'pipe', 'pipe'],
      env: { ...process.env, ...COMPILED, ...own, ...environment },
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString();
      this.#wake();
    });
    // Writing to a process that has ended is no concern of these tests.
    this.child.stdin?.on('error', () => {});
    this.exited = new Promise((resolve) => {
      this.child.once('close', (code, signal) => {
        this.#exit = { code, signal };
        resolve(this.#exit);
        this.#wake();
      });
    });
    if (read && stdout === undefined) this.read();
    atEnd(async () => {
      this.child.kill('SIGKILL');
      this.child.stdout?.destroy();
      this.child.stderr?.destroy();
      await this.exited;
    });
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Starts reading standard output. */
  read(): void {
    const stdout = this.child.stdout as NodeJS.ReadableStream;
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
  }

  /** Types a line. */
  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  kill(signal: NodeJS.Signals): Promise<Exit> {
    this.child.kill(signal);
    return this.ends();
  }

  ends(deadlineMs = DEADLINE_MS): Promise<Exit> {
    return within(this.exited, () => `the process ends; it printed ${this.#summary()}`, deadlineMs);
  }

  /** Line number `index` of standard output. */
  async line(index: number): Promise<string> {
    await this.#until(() => this.lines.length > index, `line ${index}`);
    return this.lines[index] as string;
  }

  /** The first line of standard output, as JSON. */
  async firstObject(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.line(0));
  }

  /** The first line that fits, which may be there already. */
  async find(fits: (line: string) => boolean, words: string, deadlineMs?: number): Promise<string> {
    await this.#until(() => this.lines.some(fits), words, deadlineMs);
    return this.lines.find(fits) as string;
  }

  /** The first line that is a JSON object which fits. */
  async findObject(
    fits: (value: Record<string, unknown>) => boolean,
    words: string,
    deadlineMs?: number,
  ): Promise<Record<string, unknown>> {
    let looked = 0;
    let found: Record<string, unknown> | undefined;
    const look = () => {
      for (; found === undefined && looked < this.lines.length; looked += 1) {
        const value = JSON.parse(this.lines[looked] as string);
        if (fits(value)) found = value;
      }
      return found !== undefined;
    };
    await this.#until(look, words, deadlineMs);
    return found as unknown as Record<string, unknown>;
  }

  /** Waits for words on standard error. */
  async complains(words: string | RegExp): Promise<void> {
    await this.#until(
      () => (typeof words === 'string' ? this.errors.includes(words) : words.test(this.errors)),
      `standard error says ${words}`,
    );
  }

  #until(condition: () => boolean, words: string, deadlineMs?: number): Promise<void> {
    return within(
      new Promise((resolve, reject) => {
        const wake = () => {
          const met = condition();
          if (!met && this.#exit === undefined) return;
          this.#waiters.delete(wake);
          if (met) resolve();
          else reject(new Error(`the process ended before: ${words}; it printed ${this.#summary()}`));
        };
        this.#waiters.add(wake);
        wake();
      }),
      () => `${words}; it printed ${this.#summary()}`,
      deadlineMs,
    );
  }

  #wake(): void {
    for (const wake of [...this.#waiters]) wake();
  }

  #summary(): string {
    const lines = this.lines.slice(-5).map((line) => line.slice(0, 200));
    return `${this.lines.length} lines, at last ${lines.join(' | ')}; errors: ${this.errors.slice(-500)}`;
  }
}

/** Starts `partyline host` on loopback with `--json` and waits for its port. */
export async function startHost(
  parameters: readonly string[] = [],
  options?: StartOptions,
): Promise<CliProcess & { readonly port: number }> {
  const at = parameters.includes('--port') ? [] : ['--port', '0'];
  const process = new CliProcess(
    ['host', ...at, '--bind', '127.0.0.1', '--no-discovery', '--json', ...parameters],
    options,
  );
  const { tcp } = (await process.firstObject()) as { tcp: { port: number } };
  return Object.assign(process, { port: tcp.port });
}
