import type { Socket } from 'node:dgram';

/** What Node remembers a send by: one serves all sends but those that the system takes later. */
interface SendRequest {
  /** Keeps the bytes alive until then. */
  list?: readonly Uint8Array[];
}

/** What is used of the handle below a socket. None of it is documented by Node; all of it is looked for before use. */
interface DatagramHandle {
  /** @returns bytes sent and one, 0 when the system takes them later, or a negative error */
  send(
    request: SendRequest,
    list: readonly Uint8Array[],
    length: number,
    port: number,
    address: string,
    hasCallback: boolean,
  ): number;
}

/** Sends a datagram. @returns true when the system has no room now and reads the bytes later */
export type SendDatagram = (bytes: Uint8Array, port: number, address: string) => boolean;

/**
 * Sends past `Socket.send`, which costs a third of a datagram: it checks and copies its arguments, makes a request and
 * looks the address up each time (docs/adr/0013 has the same for TCP). Undefined where this Node's sockets are made
 * otherwise than expected; the caller uses `Socket.send` then.
 */
export function directSend(socket: Socket): SendDatagram | undefined {
  const handle = handleOf(socket);
  const Request = handle && requestClass(socket, handle);
  if (!handle || !Request) return undefined;
  let request = new Request();
  let list: [Uint8Array] = [NO_BYTES];
  return (bytes, port, address) => {
    list[0] = bytes;
    if (handle.send(request, list, 1, port, address, false) !== 0) return false;
    request.list = list;
    request = new Request();
    list = [NO_BYTES];
    return true;
  };
}

/** The same through `Socket.send`. */
export function plainSend(socket: Socket): SendDatagram {
  return (bytes, port, address) => {
    socket.send(bytes, port, address);
    return socket.getSendQueueCount() > 0;
  };
}

const NO_BYTES = new Uint8Array(0);

function handleOf(socket: Socket): DatagramHandle | undefined {
  const fields = socket as unknown as Record<symbol, { handle?: Partial<DatagramHandle> } | undefined>;
  const symbol = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'state symbol');
  const handle = symbol && fields[symbol]?.handle;
  return typeof handle?.send === 'function' ? (handle as DatagramHandle) : undefined;
}

/** Lets the bound socket send an empty datagram to a handle that sends nothing, to see what it comes with. */
function requestClass(socket: Socket, handle: DatagramHandle): (new () => SendRequest) | undefined {
  let found: (new () => SendRequest) | undefined;
  const own = Object.getOwnPropertyDescriptor(handle, 'send');
  handle.send = (request, list, length, port, address) => {
    const asExpected = length === 1 && list.length === 1 && port === 9 && typeof address === 'string';
    if (asExpected) found = request.constructor as new () => SendRequest;
    return 1;
  };
  try {
    socket.send(new Uint8Array(0), 9, socket.address().family === 'IPv6' ? '::1' : '127.0.0.1');
  } catch {
    found = undefined;
  } finally {
    // The handle's class has the real one, and for IPv6 the handle itself another.
    if (own) Object.defineProperty(handle, 'send', own);
    else Reflect.deleteProperty(handle, 'send');
  }
  return typeof handle.send === 'function' ? found : undefined;
}
