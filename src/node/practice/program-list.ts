import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ProgramOutput } from '../../core/practice/practice-peer.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';

/** Bounds of one program, as LAB_LIMITS has them; tests take smaller ones. */
export interface ProgramLimits {
  readonly programMs: number;
  readonly programBytes: number;
  readonly programs: number;
}

const WINDOWS = process.platform === 'win32';

/** The programs that the clients of a practice server may start, and those that run. */
export class ProgramList {
  readonly #allowed: ReadonlyMap<string, string>;
  readonly #limits: ProgramLimits;
  readonly #kills = new Set<() => void>();
  readonly #waiting: (() => void)[] = [];
  #stopped = false;

  /** @param programs names, found as the system finds them, or paths */
  constructor(programs: readonly string[], limits: ProgramLimits = LAB_LIMITS) {
    this.#allowed = new Map(programs.flatMap((program) => spellings(program).map((name) => [name, program])));
    this.#limits = limits;
  }

  /**
   * Runs a command, without a shell and without input, as soon as there is room for one more. The output is what it wrote
   * to standard output, then what it wrote to standard error, and a line when it was not allowed, could not be started
   * or was ended; never an error, for the client waits for an answer.
   */
  async run(words: readonly string[]): Promise<ProgramOutput> {
    const [name = '', ...parameters] = words;
    const program = this.#allowed.get(spelling(name));
    if (program === undefined) return asOutput(name, line(`${name} is not on the list of allowed programs`));
    while (this.#kills.size >= this.#limits.programs) await new Promise<void>((go) => this.#waiting.push(go));
    const output = this.#stopped ? new Uint8Array(0) : await this.#tryStart(program, parameters);
    this.#waiting.shift()?.();
    return asOutput(name, output);
  }

  /** A word that no program can get, such as one with a zero byte, makes the call itself fail. */
  async #tryStart(program: string, parameters: readonly string[]): Promise<Uint8Array> {
    try {
      return await this.#start(program, parameters);
    } catch (error) {
      return notStarted(program, error);
    }
  }

  /** Ends what runs; nothing starts any more. */
  stop(): void {
    this.#stopped = true;
    for (const kill of [...this.#kills]) kill();
    for (const go of this.#waiting.splice(0)) go();
  }

  #start(program: string, parameters: readonly string[]): Promise<Uint8Array> {
    const { programMs, programBytes } = this.#limits;
    return new Promise((resolve) => {
      const streams: { readonly out: Buffer[]; readonly err: Buffer[] } = { out: [], err: [] };
      let size = 0;
      // In a group of its own, so that what it starts ends with it.
      const child = spawn(program, parameters, {
        shell: false,
        windowsHide: true,
        detached: !WINDOWS,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const done = (last: string) => {
        clearTimeout(timer);
        this.#kills.delete(kill);
        child.stdout.destroy();
        child.stderr.destroy();
        const output = Buffer.concat([...streams.out, ...streams.err]).subarray(0, programBytes);
        resolve(last === '' ? output : cut(output, line(last), programBytes));
      };
      const end = (why: string) => {
        killGroup(child.pid, () => child.kill('SIGKILL'));
        done(why);
      };
      const kill = () => end('');
      const timer = setTimeout(() => end(`${program} was ended: it ran longer than ${programMs} ms`), programMs);
      const take = (into: Buffer[]) => (chunk: Buffer) => {
        into.push(chunk);
        size += chunk.length;
        if (size > programBytes) end(`${program} was ended: it wrote more than ${programBytes} bytes`);
      };
      child.stdout.on('data', take(streams.out));
      child.stderr.on('data', take(streams.err));
      child.once('error', (error) => {
        streams.err.push(notStarted(program, error));
        done('');
      });
      child.once('close', () => done(''));
      this.#kills.add(kill);
    });
  }
}

/** How a client may write a program: as it is on the list, and without its folder. */
function spellings(program: string): readonly string[] {
  return [...new Set([spelling(program), spelling(basename(program))])];
}

/** Windows takes no notice of case, nor of the usual ending. */
function spelling(name: string): string {
  return WINDOWS ? name.toLowerCase().replace(/\.exe$/, '') : name;
}

function killGroup(pid: number | undefined, killAlone: () => void): void {
  if (pid === undefined) return;
  try {
    if (WINDOWS) killAlone();
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended a moment ago.
  }
}

function notStarted(program: string, error: unknown): Buffer {
  return line(`${program} could not be started: ${error instanceof Error ? error.message : String(error)}`);
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

/** The output with the line behind it, both within the limit. */
function cut(output: Uint8Array, last: Uint8Array, limit: number): Uint8Array {
  return Buffer.concat([output.subarray(0, limit - last.length), last]);
}

function asOutput(program: string, output: Uint8Array): ProgramOutput {
  return { program, output, hash: createHash('sha256').update(output).digest('hex') };
}
