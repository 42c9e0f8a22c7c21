import { movedPacket } from '../../core/datagram/packet.ts';
import type { Path } from '../../core/datagram/path.ts';
import { watchNetwork } from '../net/network-watch.ts';
import type { HostedLink } from './hosted-link.ts';

/** How often guests are called after a change, in milliseconds: packets get lost, and a network may not be up at once. */
const CALLS_AT_MS = [0, 300, 1_000, 2_500] as const;

/**
 * Tells guests where the host is after its addresses changed: by a packet beside their links, which lead to where it
 * was. Whoever named no port for that in its `hello` finds out by itself, and redials what it knows.
 */
export class HostCalls {
  readonly #links: Iterable<HostedLink>;
  readonly #send: (bytes: Uint8Array, to: Path) => void;
  readonly #unwatch: () => void;
  #timers: NodeJS.Timeout[] = [];

  /**
   * @param links those of the room, now and later
   * @param changed hears of each change as well
   */
  constructor(links: Iterable<HostedLink>, send: (bytes: Uint8Array, to: Path) => void, changed: () => void) {
    this.#links = links;
    this.#send = send;
    this.#unwatch = watchNetwork({
      changed: () => {
        this.#call();
        changed();
      },
    });
  }

  stop(): void {
    this.#unwatch();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #call(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    const callees = [...this.#links].flatMap(({ address, room: { call } }) => (call ? [{ address, call }] : []));
    this.#timers = CALLS_AT_MS.map((wait) =>
      setTimeout(() => {
        for (const { address, call } of callees) this.#send(movedPacket(call), { address, port: call.port });
      }, wait),
    );
  }
}
