import type { RoomEvent } from '../../shared/models.ts';
import type { PrivateMessage } from '../../shared/sealed/private-models.ts';

/** Opened messages that are kept, in memory alone: a few screens of each of several conversations. */
const KEPT_MOST = 1_000;

/** What was opened lately, so that nobody waits for it twice. */
export class KeptMessages {
  readonly #messages = new Map<string, PrivateMessage>();

  get(event: RoomEvent): PrivateMessage | undefined {
    return this.#messages.get(nameOf(event));
  }

  put(event: RoomEvent, message: PrivateMessage): void {
    const [oldest] = this.#messages.keys();
    if (this.#messages.size >= KEPT_MOST && oldest !== undefined) this.#messages.delete(oldest);
    this.#messages.set(nameOf(event), message);
  }

  clear(): void {
    this.#messages.clear();
  }
}

/** A log that begins anew gives numbers out a second time; its times are others. */
function nameOf({ seq, at, id }: RoomEvent): string {
  return `${seq} ${at} ${id}`;
}
