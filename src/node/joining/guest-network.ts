import type { Call } from '../../core/wire/messages.ts';
import { CallSocket } from '../net/call-socket.ts';
import type { Dial } from '../net/dial.ts';
import { watchNetwork } from '../net/network-watch.ts';

export interface GuestNetworkOptions {
  /** Learns where the host is. */
  readonly dial: Dial;
  /** The IP address that the present link leads to. */
  readonly peer: () => string | undefined;
  /** What links leave from, or lead to, is another address than before. */
  readonly changed: (whose: 'own' | 'host') => void;
}

/** What a guest hears of addresses that change: its own computer's, and the host's. */
export class GuestNetwork {
  readonly #unwatch: () => void;
  readonly #callSocket: CallSocket | undefined;

  constructor({ dial, peer, changed }: GuestNetworkOptions) {
    this.#unwatch = watchNetwork({ changed: () => changed('own'), peer });
    // Where there is no network in between nobody moves.
    if (dial.moved === undefined) return;
    this.#callSocket = new CallSocket((to) => {
      dial.moved?.(to);
      changed('host');
    });
  }

  /** Where the host can be heard beside any link. */
  get call(): Call | undefined {
    return this.#callSocket?.call;
  }

  stop(): void {
    this.#unwatch();
    this.#callSocket?.close();
  }
}
