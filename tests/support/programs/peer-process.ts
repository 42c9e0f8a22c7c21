import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { atEnd } from '../releases.ts';
import { until, within } from '../until.ts';
import { findNetcat, findPython } from './programs.ts';

/** Folder of the scripts that tests start as peers. */
export const PEERS = join(import.meta.dirname, '..', 'peers');

/** Another program as a peer: what it prints is kept, and it is killed when the test ends. */
export class PeerProcess {
  readonly child: ChildProcess;
  output = '';
  errors = '';
  /** Settles with its exit code when it ended and all that it printed was read. */
  readonly exited: Promise<number | null>;

  private constructor(program: string, parameters: readonly string[], folder?: string) {
    this.child = spawn(program, parameters, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
      cwd: folder,
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    // It ended without reading all that it was given.
    this.child.stdin?.on('error', () => {});
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
    atEnd(async () => {
      this.child.kill('SIGKILL');
      await this.exited;
    });
  }

  /** A script of {@link PEERS}, or one by its whole path. Its standard input is empty. */
  static python(script: string, ...parameters: readonly (string | number)[]): PeerProcess {
    const peer = PeerProcess.typing(script, ...parameters);
    peer.end();
    return peer;
  }

  /** The same with a standard input that stays open. */
  static typing(script: string, ...parameters: readonly (string | number)[]): PeerProcess {
    const path = script.includes('/') ? script : join(PEERS, script);
    return new PeerProcess(findPython() ?? '', [path, ...parameters.map(String)]);
  }

  /** A script run in a folder of its own, with an empty standard input. */
  static pythonIn(folder: string, script: string, ...parameters: readonly string[]): PeerProcess {
    const peer = new PeerProcess(findPython() ?? '', [script, ...parameters], folder);
    peer.end();
    return peer;
  }

  /** A compiled program by its path, with an empty standard input. */
  static program(path: string, ...parameters: readonly (string | number)[]): PeerProcess {
    const peer = new PeerProcess(path, parameters.map(String));
    peer.end();
    return peer;
  }

  /** `nc` with these parameters, whose standard input stays open. */
  static netcat(...parameters: readonly (string | number)[]): PeerProcess {
    return new PeerProcess(findNetcat() ?? '', parameters.map(String));
  }

  /** Writes to its standard input. */
  write(bytes: string | Uint8Array): void {
    this.child.stdin?.write(bytes);
  }

  /** Ends its standard input. */
  end(): void {
    this.child.stdin?.end();
  }

  /** Waits until it printed this. */
  prints(text: string): Promise<void> {
    return until(
      () => this.output.includes(text),
      () => `${text} is printed; ${this.output} ${this.errors}`,
    );
  }

  /** @returns its exit code */
  ends(): Promise<number | null> {
    return within(this.exited, () => `the program ends; ${this.output} ${this.errors}`);
  }
}
