import { Socket } from 'node:net';
import { getSystemErrorName } from 'node:util';

/** What libuv is given to remember a write by, and to tell when it is done, should it not be done at once. */
interface WriteRequest {
  oncomplete?: (status: number) => void;
  /** Keeps the bytes alive until then. */
  bytes?: unknown;
  /** -1 while libuv has nothing to do with it. */
  getAsyncId(): number;
}

/** What is used of the handle below a socket. None of it is documented by Node; all of it is looked for before use. */
interface StreamHandle {
  readonly writeQueueSize: number;
  writeBuffer(request: WriteRequest, bytes: Uint8Array): number;
  writev(request: WriteRequest, pieces: readonly Uint8Array[], allBytes: true): number;
  /** From now on what comes is read into `buffer`. */
  useUserBuffer(buffer: Uint8Array): void;
}

/** What a direct socket reports. */
export interface DirectEvents {
  /** What one `recv()` returned; the bytes are overwritten once this returns. */
  received(chunk: Uint8Array): void;
  /** All that waited has been taken. */
  drained(): void;
}

/** One `recv()` returns at most this much; all sockets are read into the same memory, one after the other. */
const READ_BYTES = 65_536;
export const readMemory = new Uint8Array(READ_BYTES);

type NewRequest = new () => WriteRequest;

/** Where Node keeps the `onread` option of a socket, which it offers for sockets that connect and not for accepted ones. */
const BUFFER = 'kBuffer';
const BUFFER_CALLBACK = 'kBufferCb';

/**
 * A socket that is read and written through its handle, past Node's streams. They cost about half of what a small write
 * or read costs a program, more than the system call itself where each of fifty members is sent a few hundred bytes:
 * an object, a callback and a tick for each write, 64 KiB of new memory and an event for each read (docs/adr/0013).
 *
 * The socket itself stays in charge of everything else: connecting, the end, errors, closing. Where a Node comes with
 * other internals than expected, {@link DirectSocket.of} finds nothing and the caller uses the stream.
 */
export class DirectSocket {
  readonly #socket: Socket;
  readonly #handle: StreamHandle;
  readonly #events: DirectEvents;
  /** Writes that libuv has not finished. */
  #unfinished = 0;

  private constructor(socket: Socket, handle: StreamHandle, events: DirectEvents) {
    this.#socket = socket;
    this.#handle = handle;
    this.#events = events;
  }

  /** Takes over a connected socket, from which nothing was read or written; undefined where that can't be. */
  static of(socket: Socket, events: DirectEvents): DirectSocket | undefined {
    const handle = (socket as unknown as { _handle?: Partial<StreamHandle> | null })._handle;
    if (socket.connecting || !WriteWrap || !isComplete(handle)) return undefined;
    if (!readInto(socket, handle, events)) return undefined;
    return new DirectSocket(socket, handle, events);
  }

  /** @returns how many bytes now wait */
  write(bytes: Uint8Array): number {
    const request = spareRequest();
    return this.#written(request, this.#handle.writeBuffer(request, bytes), bytes);
  }

  /** Writes two pieces in one system call. @returns how many bytes now wait */
  writeTwo(first: Uint8Array, second: Uint8Array): number {
    const request = spareRequest();
    const pieces = [first, second];
    return this.#written(request, this.#handle.writev(request, pieces, true), pieces);
  }

  queuedBytes(): number {
    // A handle that was closed meanwhile has no size.
    return this.#unfinished === 0 ? 0 : this.#handle.writeQueueSize || 0;
  }

  /** Nearly always the system took everything at once, and the request can be used again. */
  #written(request: WriteRequest, status: number, bytes: unknown): number {
    if (status < 0) {
      this.#socket.destroy(systemError(status));
      return 0;
    }
    if (request.getAsyncId() !== -1) this.#wait(request, bytes);
    return this.queuedBytes();
  }

  #wait(request: WriteRequest, bytes: unknown): void {
    spare = undefined;
    this.#unfinished += 1;
    request.bytes = bytes;
    request.oncomplete = (status) => {
      this.#unfinished -= 1;
      if (this.#socket.destroyed) return;
      if (status < 0) this.#socket.destroy(systemError(status));
      else if (this.#unfinished === 0) this.#events.drained();
    };
  }
}

let spare: WriteRequest | undefined;
const WriteWrap = findRequestClass();

function spareRequest(): WriteRequest {
  spare ??= new (WriteWrap as NewRequest)();
  return spare;
}

/** Lets a socket write to a handle that is none, to see which kind of request it comes with. */
function findRequestClass(): NewRequest | undefined {
  let found: NewRequest | undefined;
  const handle = {
    writeBuffer: (request: WriteRequest) => {
      found = request.constructor as NewRequest;
      return 0;
    },
    close: (closed?: () => void) => closed?.(),
  };
  try {
    const socket = new Socket({ handle, manualStart: true } as never);
    socket.on('error', () => {});
    socket.write(Buffer.from([0]));
    socket.destroy();
    return found && new found().getAsyncId() === -1 ? found : undefined;
  } catch {
    return undefined;
  }
}

function isComplete(handle: Partial<StreamHandle> | null | undefined): handle is StreamHandle {
  return (
    typeof handle?.writeBuffer === 'function' &&
    typeof handle.writev === 'function' &&
    typeof handle.useUserBuffer === 'function' &&
    typeof handle.writeQueueSize === 'number'
  );
}

/** Gives an accepted socket what `onread` gives one that connects. @returns false when there is no place for it */
function readInto(socket: Socket, handle: StreamHandle, events: DirectEvents): boolean {
  const fields = socket as unknown as Record<symbol, unknown>;
  const symbols = Object.getOwnPropertySymbols(socket);
  const buffer = symbols.find(({ description }) => description === BUFFER);
  const callback = symbols.find(({ description }) => description === BUFFER_CALLBACK);
  if (!buffer || !callback || fields[buffer] !== null || fields[callback] !== null) return false;
  fields[buffer] = readMemory;
  fields[callback] = (length: number) => events.received(readMemory.subarray(0, length));
  // biome-ignore lint/correctness/useHookAtTopLevel: the name is Node's, and no hook of React
  handle.useUserBuffer(readMemory);
  socket.resume();
  return true;
}

function systemError(status: number): Error {
  const code = getSystemErrorName(status);
  return Object.assign(new Error(`write ${code}`), { code, syscall: 'write' });
}
