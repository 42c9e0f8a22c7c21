import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cpuMicroseconds } from './cpu-time.ts';
import { pin } from './pin.ts';
import { canRun, type Server, type ServerKind, startServer } from './servers.ts';

const sources = fileURLToPath(new URL('../load/foreign', import.meta.url));

/** Our host and the servers that something is promised beside. */
export type ForeignServer = Extract<ServerKind, 'partyline' | 'ws' | 'nats'>;

/** The servers that the load in C can speak to. */
export type ForeignKind = ForeignServer | 'bare' | 'bare-commit';

/** What the load found, and what the server needed for it. */
export interface ForeignResult {
  readonly deliveries: number;
  /** By the clock, from the first message to the last delivery. */
  readonly seconds: number;
  /** Of the server's CPU, user and system, all threads. */
  readonly cpuSeconds: number;
  /** Microseconds from saying to each delivery; only of the pattern `steady`. */
  readonly p50?: number;
  readonly p99?: number;
}

/** Why nothing can be measured here; undefined when all is there. */
export function missingForForeignLoad(kinds: readonly ForeignKind[]): string | undefined {
  if (process.platform !== 'linux') return 'the load in C speaks to Linux';
  if (!canRun('cc', '--version')) return 'cc is missing, a C compiler (apt-get install gcc libc6-dev)';
  if (kinds.includes('nats') && !canRun('nats-server', '--version')) {
    return 'nats-server is missing (apt-get install nats-server)';
  }
  return undefined;
}

/** Lines that a process writes, one after the other. */
export class Lines {
  readonly #iterator: AsyncIterator<string>;

  constructor(child: ChildProcess) {
    if (!child.stdout) throw new Error('no standard output');
    this.#iterator = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line's JSON. @throws when there is none any more */
  async next<Value>(): Promise<Value> {
    const { done, value } = await this.#iterator.next();
    if (done) throw new Error('the load ended early');
    return JSON.parse(value) as Value;
  }
}

/** The load in C, compiled for this run of the bench. */
export class ForeignLoad {
  readonly #folder = mkdtempSync(join(tmpdir(), 'partyline-bench-load-'));
  readonly #program = join(this.#folder, 'load');

  constructor() {
    const files = readdirSync(sources).filter((name) => name.endsWith('.c'));
    const options = ['-O2', '-std=c17', '-Wall', '-Wextra', '-Werror', '-o', this.#program, ...files];
    const { status, stderr } = spawnSync('cc', options, { cwd: sources, encoding: 'utf8' });
    if (status !== 0 || !existsSync(this.#program)) throw new Error(`the load does not compile:\n${stderr}`);
  }

  /** Starts a load on the members' core. Kill it, or end its input. */
  start(kind: ForeignKind, port: number, ...pattern: readonly (string | number)[]): ChildProcess {
    const speaks = kind.startsWith('bare') ? 'nats' : kind;
    const child = spawn(this.#program, [speaks, String(port), ...pattern.map(String)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    pin(child.pid, 'members');
    return child;
  }

  /** Runs one pattern (see main.c) against a server that is started for it, on a core of its own. */
  async measure(kind: ForeignKind, members: number, ...pattern: readonly (string | number)[]): Promise<ForeignResult> {
    const server = await startServer(kind);
    pin(server.pid, 'host');
    try {
      return await this.#measureOn(server, kind, [members, ...pattern]);
    } finally {
      await server.stop();
    }
  }

  async #measureOn(
    { pid, port }: Server,
    kind: ForeignKind,
    pattern: readonly (string | number)[],
  ): Promise<ForeignResult> {
    const child = this.start(kind, port, ...pattern);
    const lines = new Lines(child);
    await lines.next();
    const before = cpuMicroseconds(pid);
    child.stdin?.write('\n');
    const result = await lines.next<Omit<ForeignResult, 'cpuSeconds'>>();
    const cpuSeconds = (cpuMicroseconds(pid) - before) / 1_000_000;
    child.stdin?.end();
    return { ...result, cpuSeconds };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
