import { isIP } from 'node:net';
import { networkSignature } from './local-addresses.ts';
import { outgoingAddress } from './outgoing-address.ts';

/** What somebody wants to hear of, and where it talks to, if anywhere. */
export interface NetworkWatcher {
  /** This computer got or lost an address, or sends from another one to where this watcher talks to. */
  changed(): void;
  /** The IP address at the other end. */
  peer?(): string | undefined;
}

/** How often a look is taken, in milliseconds; it costs a tenth of a millisecond, and half of that for each watcher with a peer. */
const LOOK_MS = 500;

/** A watcher, and what the system would have sent from to its peer when that was looked at last. */
class Watch {
  readonly watcher: NetworkWatcher;
  #peer = '';
  #source: string | undefined;
  #isLooking = false;

  constructor(watcher: NetworkWatcher) {
    this.watcher = watcher;
  }

  /** Whether the way to the peer begins at another address than before, though both addresses are here. */
  async hasOtherWay(): Promise<boolean> {
    const peer = this.watcher.peer?.() ?? '';
    if (isIP(peer) === 0 || this.#isLooking) return false;
    this.#isLooking = true;
    const source = await outgoingAddress(peer);
    this.#isLooking = false;
    const before = peer === this.#peer ? this.#source : undefined;
    this.#peer = peer;
    // Without any way nothing can be done; the one that comes after it counts.
    this.#source = source ?? before;
    return before !== undefined && source !== undefined && source !== before;
  }
}

/** Looks at this computer's addresses while anybody watches: one look for all of them, for the system tells nobody by itself. */
export class NetworkWatch {
  readonly #signature: () => string;
  readonly #watches = new Set<Watch>();
  #timer: NodeJS.Timeout | undefined;
  #before = '';

  /** @param signature changes when this computer gets or loses an address */
  constructor(signature: () => string = networkSignature) {
    this.#signature = signature;
  }

  /** @returns its own end */
  watch(watcher: NetworkWatcher): () => void {
    const watch = new Watch(watcher);
    this.#watches.add(watch);
    if (this.#timer === undefined) {
      this.#before = this.#signature();
      this.#timer = setInterval(() => this.#look(), LOOK_MS);
      this.#timer.unref();
    }
    return () => {
      this.#watches.delete(watch);
      if (this.#watches.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #look(): void {
    const signature = this.#signature();
    const isOther = signature !== this.#before;
    this.#before = signature;
    for (const watch of [...this.#watches]) void this.#lookFor(watch, isOther);
  }

  async #lookFor(watch: Watch, isOther: boolean): Promise<void> {
    const hasOtherWay = await watch.hasOtherWay();
    if ((isOther || hasOtherWay) && this.#watches.has(watch)) watch.watcher.changed();
  }
}

/** The one watch of this process. */
const watch = new NetworkWatch();

/** Tells of changes of this computer's network within half a second. @returns its own end */
export function watchNetwork(watcher: NetworkWatcher): () => void {
  return watch.watch(watcher);
}
