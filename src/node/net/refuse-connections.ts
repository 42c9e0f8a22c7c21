import type { Server, Socket } from 'node:net';

/** Whether a connection from an address may be one; asked once for each. */
export type Admits = (address: string) => boolean;

/** What is used of the handle of an accepted connection. None of it is documented by Node; all of it is looked for before use. */
interface ConnectionHandle {
  /** Puts the peer's address into `into`. @returns an error of the system, or 0 */
  getpeername(into: { address?: string }): number;
  /** Ends the connection with a RST: nothing of it stays behind, no TIME_WAIT either. @returns the same */
  reset(): number;
}

/** What is used of the handle of a listening server. */
interface ListeningHandle {
  onconnection(status: number, connection: unknown): void;
}

/** Refusing a connection where Node has no socket for it yet: a fraction of what a socket costs to be made and to end. */
export class RefusedConnections {
  readonly #admits: Admits;
  #isEarly = false;

  constructor(admits: Admits) {
    this.#admits = admits;
  }

  /** True where connections are refused before sockets are made of them. */
  get isEarly(): boolean {
    return this.#isEarly;
  }

  /** Stands before a server that listens, where this Node's servers are made as expected. */
  guard(server: Server): void {
    const handle = (server as unknown as { _handle?: Partial<ListeningHandle> | null })._handle;
    const accept = handle?.onconnection;
    if (!handle || typeof accept !== 'function') return;
    this.#isEarly = true;
    handle.onconnection = (status, connection) => {
      if (status === 0 && isConnection(connection)) {
        const peer: { address?: string } = {};
        // One whose address is unknown is gone already; Node finds that out.
        if (connection.getpeername(peer) === 0 && peer.address !== undefined && !this.#admits(peer.address)) {
          connection.reset();
          return;
        }
      } else if (status === 0) {
        this.#isEarly = false;
      }
      accept.call(handle as ListeningHandle, status, connection);
    };
  }

  /** @returns false for a socket that was refused just now, since nothing stood before it */
  passes(socket: Socket): boolean {
    if (this.#isEarly || this.#admits(socket.remoteAddress ?? '')) return true;
    socket.resetAndDestroy();
    return false;
  }
}

function isConnection(handle: unknown): handle is ConnectionHandle {
  const { getpeername, reset } = (handle ?? {}) as Partial<ConnectionHandle>;
  return typeof getpeername === 'function' && typeof reset === 'function';
}
