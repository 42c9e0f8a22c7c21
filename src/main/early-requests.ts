import type { HandedOver } from './single-instance.ts';

/** What is asked of the app from outside, also before it has a window: macOS opens it by a link, and people click twice. */
export interface EarlyRequests {
  take(request: HandedOver): void;
  /** The link that came last, until somebody takes requests. */
  readonly link: string | undefined;
  /** From now on `taker` gets each as it comes; of those before it gets what {@link link} does not say. */
  handTo(taker: (request: HandedOver) => void): void;
}

export function createEarlyRequests(): EarlyRequests {
  let early: HandedOver[] = [];
  let taker: ((request: HandedOver) => void) | undefined;
  return {
    take: (request) => {
      if (taker) taker(request);
      else early.push(request);
    },
    get link() {
      return early.findLast(({ link }) => link !== undefined)?.link;
    },
    handTo: (next) => {
      taker = next;
      for (const { join } of early) if (join !== undefined) next({ join });
      early = [];
    },
  };
}
