import type { Defects } from '../../core/defects.ts';
import type { HostedLink } from './hosted-link.ts';

/** Links whose peer sends no more: each is ended once it got what it was owed. */
export class HalfClosedLinks {
  readonly #links = new Set<HostedLink>();
  readonly #defects: Defects;

  constructor(defects: Defects) {
    this.#defects = defects;
  }

  add(hosted: HostedLink): void {
    this.#links.add(hosted);
  }

  delete(hosted: HostedLink): void {
    this.#links.delete(hosted);
  }

  /** A link's queue ran empty. */
  drained(hosted: HostedLink): void {
    if (this.#links.has(hosted)) this.finish();
  }

  /** Ends those that are owed nothing any more. */
  finish(): void {
    for (const hosted of this.#links) {
      // Whoever is still behind is closed when the log has been sent.
      if (hosted.room.isHeld || (hosted.room.session && !hosted.room.live)) continue;
      this.#links.delete(hosted);
      this.#defects.contain(() => hosted.finish());
    }
  }
}
