import type { Path } from '../../core/datagram/path.ts';
import type { AddressFamily } from '../../shared/doctor/models.ts';
import { type LooseSocket, openLooseSocket } from '../net/loose-socket.ts';

type Received = (datagram: Uint8Array, from: Path) => void;

const FAMILIES: readonly AddressFamily[] = ['IPv4', 'IPv6'];

/** A port of IPv4 and IPv6, of which the system may have one, both or none. What is sent before it is open goes out then. */
export class BothFamilies {
  readonly #opening: ReadonlyMap<AddressFamily, Promise<LooseSocket | undefined>>;
  readonly #open = new Map<AddressFamily, LooseSocket>();
  #isClosed = false;

  /** @param port 0 for any of its own; any other is shared with whoever else listens there */
  constructor(port: number, received: Received) {
    const isShared = port !== 0;
    this.#opening = new Map(
      FAMILIES.map((family) => [family, openLooseSocket({ family, port, isShared }, received)] as const),
    );
    for (const [family, opening] of this.#opening) void this.#hold(family, opening);
  }

  /** Settles when both are open, or can't be. */
  async ready(): Promise<void> {
    await Promise.all(this.#opening.values());
  }

  send(bytes: Uint8Array, to: Path): void {
    const family = to.address.includes(':') ? 'IPv6' : 'IPv4';
    const open = this.#open.get(family);
    if (open) open.send(bytes, to);
    else void this.#opening.get(family)?.then((socket) => !this.#isClosed && socket?.send(bytes, to));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const sockets = await Promise.all(this.#opening.values());
    for (const socket of sockets) socket?.close();
  }

  async #hold(family: AddressFamily, opening: Promise<LooseSocket | undefined>): Promise<void> {
    const socket = await opening;
    if (socket) this.#open.set(family, socket);
  }
}
