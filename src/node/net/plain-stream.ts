import type { Problem } from '../../shared/error-codes.ts';
import { type Impairment, impairsStreams } from '../../shared/impairment/impairment.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import type { LabConnection } from '../../shared/lab/lab-models.ts';
import { ImpairedStream, type InnerStream } from './impaired-stream.ts';
import { plainAddress } from './plain-address.ts';
import { socketProblem } from './socket-problem.ts';
import type { StreamEvents } from './stream-link.ts';
import type { TcpSocket } from './tcp-link.ts';
import { plainArray } from './udp-listener.ts';

export type ClosedBy = Exclude<LabConnection['closedBy'], undefined>;

/** Why nothing is read at the moment; several may hold at once. */
export type Hold = 'turn' | 'person' | 'queue' | 'program' | 'output' | 'impairment';

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
  readonly #events: PlainStreamEvents;
  readonly #holds = new Set<Hold>();
  /** Who waits until less waits. */
  #waiters: (() => void)[] = [];
  /** Present while the stream is impaired. */
  #impaired: ImpairedStream | undefined;
  /** This end wants nothing any more. */
  #closing = false;
  #closedBy: ClosedBy | undefined;
  #problem: Problem | undefined;

  /** @param socket with `allowHalfOpen`, or the system's answer to a FIN would not be the caller's to choose */
  constructor(socket: TcpSocket, events: PlainStreamEvents) {
    this.#socket = socket;
    this.#events = events;
    const straight = this.#straight();
    socket.on('data', (chunk: Buffer) => (this.#impaired ?? straight).received(plainArray(chunk)));
    socket.on('drain', () => (this.#impaired ?? straight).drained());
    socket.on('end', () => (this.#impaired ?? straight).ended());
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#closedBy = RESETS.includes(error.code) ? 'reset' : 'failed';
      this.#problem = socketProblem(error);
    });
    socket.on('close', () => {
      this.#impaired?.closed();
      this.#wakeWaiters();
      events.closed(this.#closedBy ?? 'peer', this.#problem);
    });
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
    return this.#impaired?.queuedBytes() ?? this.#socket.writableLength;
  }

  get writable(): boolean {
    return this.#socket.writable;
  }

  /** Hands bytes to the system, or keeps what it does not take. */
  write(bytes: Uint8Array): void {
    if (!this.#socket.writable || bytes.length === 0) return;
    if (this.#impaired) this.#impaired.send(bytes);
    else this.#socket.write(bytes);
  }

  /** Reads no more until what waits is taken, if too much waits. Only for who answers what it reads. */
  holdWhileFull(): void {
    if (this.queuedBytes > LAB_LIMITS.queueBytes) this.hold('queue');
  }

  /** Settles when what was written has gone on its way, or the stream is over; at once when not much waits. */
  caughtUp(): Promise<void> {
    const isFull = this.#socket.writableNeedDrain || this.queuedBytes > LAB_LIMITS.queueBytes;
    if (!isFull || this.#socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Cuts and delays what travels from now on, in both directions; or lets it travel as it does. */
  impair(impairment: Impairment | undefined): void {
    if (impairment === undefined || !impairsStreams(impairment)) {
      const impaired = this.#impaired;
      this.#impaired = undefined;
      impaired?.stop();
    } else if (this.#impaired) {
      this.#impaired.set(impairment);
    } else if (!this.#socket.destroyed) {
      this.#impaired = new ImpairedStream(impairment, this.#inner(), this.#straight());
    }
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
    this.#behindAll(() => this.#socket.end());
  }

  /** Sends what waits and a FIN, and is closed when the other side closes as well or takes too long. */
  close(): void {
    if (this.#socket.destroyed) return;
    this.#closing = true;
    this.#closedBy ??= 'here';
    // Nobody waits for what still comes, and the other side's end stands behind it.
    this.#holds.clear();
    this.#socket.resume();
    this.#behindAll(() => this.#socket.end());
    const linger = setTimeout(() => this.#socket.destroy(), LAB_LIMITS.lingerMs);
    this.#socket.once('close', () => clearTimeout(linger));
  }

  /** Sends what waits and closes both ways, as a script's `close` does. */
  closeBothWays(): void {
    this.#closing = true;
    this.#closedBy ??= 'here';
    this.#behindAll(() => this.#socket.destroySoon());
  }

  /** Closes at once with an RST; what waits is thrown away. */
  reset(): void {
    this.#closedBy ??= 'here';
    this.#impaired?.drop();
    this.#socket.resetAndDestroy();
  }

  /** Closes at once in the system's way. */
  destroy(problem?: Problem): void {
    if (problem) {
      this.#closedBy = 'failed';
      this.#problem = problem;
    }
    this.#closedBy ??= 'here';
    this.#impaired?.drop();
    this.#socket.destroy();
  }

  /** What the socket tells goes straight on; the impairment stands before it, where there is one. */
  #straight(): StreamEvents {
    return {
      received: (bytes) => {
        // What comes after our own end is read, so that the other side's end is found, and is nobody's any more.
        if (!this.#closing) this.#events.received(bytes);
      },
      drained: () => {
        this.release('queue');
        this.#wakeWaiters();
        this.#events.drained();
      },
      ended: () => {
        this.#closedBy ??= 'peer';
        this.#events.ended();
      },
      closed: () => {},
    };
  }

  #inner(): InnerStream {
    const socket = this.#socket;
    return {
      write: (bytes) => {
        if (socket.writable) socket.write(bytes);
      },
      queuedBytes: () => socket.writableLength,
      pause: (paused) => (paused ? this.hold('impairment') : this.release('impairment')),
    };
  }

  /** Ends the socket when all that was written before is in it. */
  #behindAll(end: () => void): void {
    if (this.#impaired) this.#impaired.close(LAB_LIMITS.lingerMs, end);
    else end();
  }

  #wakeWaiters(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
