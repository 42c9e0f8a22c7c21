import type { Clock } from '../clock.ts';
import type { Computer } from './computer.ts';

/** One way, in microseconds. */
const DELAY = 200;
/** What fits between a sender and its receiver, each way. */
const SOCKET_BUFFER = 262_144;
/** What one `recv()` returns at most. */
const CHUNK = 65_536;
/** Bytes that a peer takes in a microsecond while it reads. */
const TAKES = 1_000;

/** What the host makes of a connection. */
export interface HostEnd {
  received(chunk: Uint8Array): void;
  drained(): void;
  closed(): void;
}

/** What a peer makes of it. */
export interface PeerEnd {
  received(bytes: Uint8Array): void;
  /** There is room in the socket's buffer again. */
  writable(): void;
  closed(): void;
}

/** A stream between a peer, whose computer costs nothing, and the host. */
export class Cable {
  readonly #clock: Clock;
  readonly #computer: Computer;
  readonly #peer: PeerEnd;
  host: HostEnd | undefined;
  isClosed = false;
  /** False while the peer takes nothing. */
  #reads = true;
  /** The host does not read. */
  #isPaused = false;
  /** Bytes on their way to the host. */
  #up: Uint8Array[] = [];
  #upBytes = 0;
  #isReading = false;
  /** Bytes that the host still holds for the peer, and when that was counted. */
  #queued = 0;
  #countedAt = 0;

  constructor(clock: Clock, computer: Computer, peer: PeerEnd) {
    this.#clock = clock;
    this.#computer = computer;
    this.#peer = peer;
  }

  /** The peer sends. @returns whether there is room for more */
  send(bytes: Uint8Array): boolean {
    if (this.isClosed) return false;
    this.#up.push(bytes);
    this.#upBytes += bytes.length;
    this.#readLater(DELAY);
    return this.#upBytes < SOCKET_BUFFER;
  }

  /** The peer reads nothing from now on. */
  stopReading(): void {
    this.#reads = false;
  }

  /** The peer closes, or its process ends. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#clock.after(DELAY, () => this.#computer.arrives(() => this.host?.closed()));
  }

  /** The host sends. @returns bytes that wait */
  write(bytes: Uint8Array): number {
    if (this.isClosed) return 0;
    this.#count();
    this.#queued += bytes.length;
    this.#drainLater();
    if (this.#reads) this.#computer.later(DELAY, () => this.isClosed || this.#peer.received(bytes));
    return this.queuedBytes();
  }

  queuedBytes(): number {
    this.#count();
    return Math.max(0, Math.ceil(this.#queued) - SOCKET_BUFFER);
  }

  pause(paused: boolean): void {
    this.#isPaused = paused;
    if (!paused) this.#readLater(0);
  }

  /** The host closes. */
  end(): void {
    if (this.isClosed) return;
    this.#computer.later(DELAY, () => {
      if (this.isClosed) return;
      this.isClosed = true;
      this.#peer.closed();
      this.#computer.arrives(() => this.host?.closed());
    });
  }

  #count(): void {
    const now = this.#computer.now * 1_000;
    if (this.#reads) this.#queued = Math.max(0, this.#queued - TAKES * (now - this.#countedAt));
    this.#countedAt = now;
  }

  #drainLater(): void {
    if (!this.#reads || this.queuedBytes() === 0) return;
    this.#computer.after(Math.ceil(this.#queued / TAKES), () => {
      if (!this.isClosed && this.queuedBytes() === 0) this.host?.drained();
    });
  }

  #readLater(delay: number): void {
    if (this.#isReading || this.#isPaused || this.#upBytes === 0) return;
    this.#isReading = true;
    this.#clock.after(delay, () => this.#computer.arrives(() => this.#read()));
  }

  /** The host's process reads once in a turn. */
  #read(): void {
    this.#isReading = false;
    if (this.isClosed || this.#isPaused) return;
    const chunk = this.#take();
    this.host?.received(chunk);
    this.#readLater(0);
    if (this.#upBytes < SOCKET_BUFFER) this.#computer.later(DELAY, () => this.isClosed || this.#peer.writable());
  }

  #take(): Uint8Array {
    const parts: Uint8Array[] = [];
    let left = CHUNK;
    while (left > 0) {
      const first = this.#up[0];
      if (first === undefined) break;
      const part = first.subarray(0, left);
      if (part.length === first.length) this.#up.shift();
      else this.#up[0] = first.subarray(part.length);
      parts.push(part);
      left -= part.length;
    }
    this.#upBytes -= CHUNK - left;
    return Buffer.concat(parts);
  }
}
