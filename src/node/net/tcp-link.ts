import type { Socket } from 'node:net';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { Recordable, Tape } from '../../core/recording/tape.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { type Impairment, impairsStreams } from '../../shared/impairment/impairment.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { type DirectEvents, DirectSocket } from './direct-socket.ts';
import { ImpairedStream, type InnerStream } from './impaired-stream.ts';
import { attachSocket } from './recorded-socket.ts';
import { socketProblem } from './socket-problem.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';

/** What the listener accepts and a {@link TcpLink} is made of, for callers that may not touch sockets themselves. */
export type TcpSocket = Socket;

/** Milliseconds that a closed link may take to get rid of its last bytes. */
const LINGER_MS = 2_000;
/** Milliseconds of silence after which the kernel asks whether the peer still lives (TCP keep-alive). */
const KEEP_ALIVE_MS = 20_000;

/**
 * Bytes that may wait in one socket before it reports `drain`: more than a busy turn brings, less than the room lets
 * wait for a slow reader, so that those who are caught up from the log always hear of an empty queue.
 */
export const HIGH_WATER_MARK = 131_072;

const LOST: Problem = { code: 'link_lost', text: 'the connection was closed' };

/** A TCP socket as a {@link StreamLink}: every event of the socket is mapped here and nowhere else. */
export class TcpLink implements StreamLink, Recordable<Tape> {
  readonly port: number | undefined;
  /** While it is recorded. */
  tape: Tape | undefined = undefined;
  readonly #socket: Socket;
  #address: string;
  /** What an impairment reports to; without one the road is shorter. */
  readonly #events: StreamEvents;
  /** Undefined for a socket that still connects, and where this Node's sockets are made otherwise than expected. */
  readonly #direct: DirectSocket | undefined;
  /** Who wants nothing read. */
  readonly #holds = new Set<'user' | 'impairment'>();
  /** Present while the link is impaired. */
  #impaired: ImpairedStream | undefined;
  /** To be called when all that waits has been taken. */
  readonly #lent: (() => void)[] = [];
  #problem = LOST;
  /** True once nothing more is to be sent. */
  #closed = false;

  /**
   * @param recorder what travels is recorded whenever it is on
   * @param readInto where the socket is read by who made it: takes what is to hear of the bytes
   */
  constructor(
    socket: Socket,
    events: StreamEvents,
    recorder?: LinkRecorder,
    readInto?: (received: DirectEvents['received']) => void,
  ) {
    this.#socket = socket;
    this.#events = recorded(this, events);
    this.#address = socket.remoteAddress ?? '';
    this.port = socket.remotePort;
    // Small frames must not wait for company; what belongs together is merged before it gets here.
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const heard = {
      received: (chunk: Uint8Array) => {
        if (this.#impaired) return this.#impaired.received(chunk);
        this.tape?.copy('in', chunk);
        events.received(chunk);
      },
      drained: () => {
        this.#releaseLent();
        (this.#impaired ?? events).drained();
      },
    };
    if (recorder) attachSocket(recorder, socket, this, () => events.peerName?.());
    this.#direct = DirectSocket.of(socket, heard);
    if (!this.#direct) listenTo(socket, heard, readInto);
    socket.on('end', () => (this.#impaired ?? events).ended());
    socket.on('error', (error) => {
      this.#problem = socketProblem(error);
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#impaired?.closed();
      events.closed(this.#problem);
    });
  }

  /** A socket that was dialled knows it once it is connected, and forgets it when it is closed. */
  get address(): string {
    if (this.#address === '') this.#address = this.#socket.remoteAddress ?? '';
    return this.#address;
  }

  send(bytes: Uint8Array): number {
    if (bytes.length === 0 || this.#closed) return this.queuedBytes();
    return this.#impaired ? this.#impaired.send(bytes) : this.#write(bytes);
  }

  lend(bytes: Uint8Array, release: () => void): number {
    // A recording keeps what it saw, and a bad network sends it later.
    if (this.tape || this.#impaired) return this.send(bytes);
    const queued = this.send(bytes);
    this.#lent.push(release);
    // Node's stream tells of an empty queue only where it was a long one.
    if (queued === 0) this.#releaseLent();
    return queued;
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    if (this.#closed) return this.queuedBytes();
    if (this.#impaired) {
      this.#impaired.send(first);
      return this.#impaired.send(second);
    }
    const socket = this.#socket;
    if (this.#direct) {
      this.tape?.keep('out', first, second);
      return this.#direct.writeTwo(first, second);
    }
    if (!socket.writable) return socket.writableLength;
    this.tape?.keep('out', first, second);
    socket.cork();
    socket.write(asBuffer(first));
    socket.write(asBuffer(second));
    socket.uncork();
    return socket.writableLength;
  }

  queuedBytes(): number {
    return this.#impaired ? this.#impaired.queuedBytes() : this.#queuedBytes();
  }

  impair(impairment: Impairment | undefined): void {
    if (impairment === undefined || !impairsStreams(impairment)) {
      const impaired = this.#impaired;
      this.#impaired = undefined;
      impaired?.stop();
    } else if (this.#impaired) {
      this.#impaired.set(impairment);
    } else if (!this.#closed) {
      this.#impaired = new ImpairedStream(impairment, this.#inner(), this.#events);
    }
  }

  pause(paused: boolean): void {
    this.#hold('user', paused);
  }

  /** Only the end that dialled is asked: the other one's bytes go past the counters of Node's sockets. */
  quality(): LinkQuality | undefined {
    if (this.#direct) return undefined;
    const { bytesRead, bytesWritten } = this.#socket;
    return {
      transport: 'tcp',
      roundTripMs: undefined,
      bytesIn: bytesRead,
      bytesOut: bytesWritten,
      datagrams: undefined,
    };
  }

  close(): void {
    if (this.#socket.destroyed) return;
    this.#closed = true;
    if (this.#impaired) this.#impaired.close(LINGER_MS, () => this.#end());
    else this.#end();
  }

  destroy(): void {
    this.#closed = true;
    this.#impaired?.drop();
    this.#socket.destroy();
  }

  /** Reads nothing while anybody wants that. */
  #hold(by: 'user' | 'impairment', held: boolean): void {
    if (held) this.#holds.add(by);
    else this.#holds.delete(by);
    if (this.#holds.size > 0) this.#socket.pause();
    else this.#socket.resume();
  }

  #end(): void {
    this.#socket.end();
    if (this.#socket.readableEnded && this.#queuedBytes() === 0) {
      this.#socket.destroySoon();
      return;
    }
    setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
  }

  #releaseLent(): void {
    for (const release of this.#lent.splice(0)) release();
  }

  #write(bytes: Uint8Array): number {
    const socket = this.#socket;
    if (this.#direct) {
      this.tape?.keep('out', bytes);
      return this.#direct.write(bytes);
    }
    if (!socket.writable) return socket.writableLength;
    this.tape?.keep('out', bytes);
    socket.write(asBuffer(bytes));
    return socket.writableLength;
  }

  #queuedBytes(): number {
    return this.#direct ? this.#direct.queuedBytes() : this.#socket.writableLength;
  }

  #inner(): InnerStream {
    const socket = this.#socket;
    return {
      write: (bytes) => {
        if (!socket.destroyed) this.#write(bytes);
      },
      queuedBytes: () => this.#queuedBytes(),
      pause: (paused) => this.#hold('impairment', paused),
    };
  }
}

/** The same events, recorded: what one `recv()` returned is copied, for it is overwritten. */
function recorded(link: TcpLink, events: StreamEvents): StreamEvents {
  return {
    received: (chunk) => {
      link.tape?.copy('in', chunk);
      events.received(chunk);
    },
    drained: () => events.drained(),
    ended: () => events.ended(),
    closed: (problem) => events.closed(problem),
  };
}

/** The road through Node's stream. */
function listenTo(
  socket: Socket,
  { received, drained }: DirectEvents,
  readInto?: (received: DirectEvents['received']) => void,
): void {
  socket.on('drain', drained);
  if (readInto) return readInto(received);
  // As a plain array of bytes: the engine's loops over bytes are several times faster when they see one kind only.
  socket.on('data', (chunk: Buffer) => received(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
}

/** The same bytes as Node's sockets want them. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
