import type { Problem } from '../../shared/error-codes.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import type { LabConnection } from '../../shared/lab/lab-models.ts';
import { plainAddress } from './plain-address.ts';
import { socketProblem } from './socket-problem.ts';
import type { TcpSocket } from './tcp-link.ts';
import { plainArray } from './udp-listener.ts';

export type ClosedBy = Exclude<LabConnection['closedBy'], undefined>;

/** Why nothing is read at the moment; several may hold at once. */
export type Hold = 'turn' | 'person' | 'queue' | 'program' | 'output';

export interface PlainStreamEvents {
  received(bytes: Uint8Array): void;
  /** The other side sends no more. */
  ended(): void;
  /** What waited has been handed to the system. */
  drained(): void;
  closed(by: ClosedBy, problem: Problem | undefined): void;
}

/** What the system says when the other side broke the connection off with an RST. */
const RESETS: readonly (string | undefined)[] = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

/**
 * A TCP socket, or one with a path, as a script has it: bytes as they come, half-close, reset. No framing, and no
 * merging but the system's own.
 */
export class PlainStream {
  readonly #socket: TcpSocket;
  readonly #holds = new Set<Hold>();
  /** This end wants nothing any more. */
  #closing = false;
  #closedBy: ClosedBy | undefined;
  #problem: Problem | undefined;

  /** @param socket with `allowHalfOpen`, or the system's answer to a FIN would not be the caller's to choose */
  constructor(socket: TcpSocket, events: PlainStreamEvents) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      // What comes after our own end is read, so that the other side's end is found, and is nobody's any more.
      if (!this.#closing) events.received(plainArray(chunk));
    });
    socket.on('drain', () => {
      this.release('queue');
      events.drained();
    });
    socket.on('end', () => {
      this.#closedBy ??= 'peer';
      events.ended();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#closedBy = RESETS.includes(error.code) ? 'reset' : 'failed';
      this.#problem = socketProblem(error);
    });
    socket.on('close', () => events.closed(this.#closedBy ?? 'peer', this.#problem));
  }

  /** The other end, as people read it; empty for a path. */
  get remote(): string {
    const { remoteAddress, remotePort } = this.#socket;
    return remoteAddress === undefined ? '' : plainAddress(remoteAddress, remotePort ?? 0);
  }

  /** This end, as people read it; undefined for a path and before it is connected. */
  get local(): string | undefined {
    const { localAddress, localPort } = this.#socket;
    return localAddress === undefined ? undefined : plainAddress(localAddress, localPort ?? 0);
  }

  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  get writable(): boolean {
    return this.#socket.writable;
  }

  /** Hands bytes to the system, or keeps what it does not take; reads no more while too much waits. */
  write(bytes: Uint8Array): void {
    if (!this.#socket.writable || bytes.length === 0) return;
    this.#socket.write(bytes);
    if (this.#socket.writableLength > LAB_LIMITS.queueBytes) this.hold('queue');
  }

  /** Settles when the system has taken what was written, or the stream is over. */
  caughtUp(): Promise<void> {
    const socket = this.#socket;
    if (!socket.writableNeedDrain || socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('drain', done);
      socket.on('close', done);
    });
  }

  hold(reason: Hold): void {
    this.#holds.add(reason);
    this.#socket.pause();
  }

  release(reason: Hold): void {
    if (this.#holds.delete(reason) && this.#holds.size === 0) this.#socket.resume();
  }

  /** Sends a FIN behind what waits, and goes on reading. */
  halfClose(): void {
    this.#closedBy ??= 'here';
    this.#socket.end();
  }

  /** Sends what waits and a FIN, and is closed when the other side closes as well or takes too long. */
  close(): void {
    if (this.#socket.destroyed) return;
    this.#closing = true;
    this.#closedBy ??= 'here';
    // Nobody waits for what still comes, and the other side's end stands behind it.
    this.#holds.clear();
    this.#socket.resume();
    this.#socket.end();
    const linger = setTimeout(() => this.#socket.destroy(), LAB_LIMITS.lingerMs);
    this.#socket.once('close', () => clearTimeout(linger));
  }

  /** Sends what waits and closes both ways, as a script's `close` does. */
  closeBothWays(): void {
    this.#closing = true;
    this.#closedBy ??= 'here';
    this.#socket.destroySoon();
  }

  /** Closes at once with an RST; what waits is thrown away. */
  reset(): void {
    this.#closedBy ??= 'here';
    this.#socket.resetAndDestroy();
  }

  /** Closes at once in the system's way. */
  destroy(problem?: Problem): void {
    if (problem) {
      this.#closedBy = 'failed';
      this.#problem = problem;
    }
    this.#closedBy ??= 'here';
    this.#socket.destroy();
  }
}
