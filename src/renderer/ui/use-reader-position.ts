import { useCallback, useEffect, useRef } from 'react';

/** Pixels from the end within which the reader counts as being at the bottom. */
const NEAR_BOTTOM = 48;
/** Milliseconds after a turn of the wheel or a key within which scrolling up is the reader's doing. */
const INTENT_MS = 400;
/** Milliseconds for which the end is held after going there: within them the gliding of a page key has ended. */
const HOLD_MS = 800;

export interface ScrollPlace {
  readonly top: number;
  readonly height: number;
  readonly viewport: number;
}

function placeOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): ScrollPlace {
  return { top: scrollTop, height: scrollHeight, viewport: clientHeight };
}

export function isNearBottom({ top, height, viewport }: ScrollPlace): boolean {
  return height - top - viewport <= NEAR_BOTTOM;
}

/**
 * Whether the reader is at the bottom after a scroll. Only the reader's own moving up leaves it: a list that grew
 * below has left the reader behind and is followed, and the virtual list moves by itself when rows are measured.
 */
export function isAtBottom(was: boolean, before: number, place: ScrollPlace, byReader: boolean): boolean {
  if (isNearBottom(place)) return true;
  return was && !(byReader && place.top < before);
}

/** Where the list's store keeps whether the reader is at the end; the same object while the list is drawn. */
export interface ReaderPlace {
  readonly atBottom: () => boolean;
  readonly moved: (atBottom: boolean) => void;
}

interface Intent {
  /** Whether scrolling now is the reader's doing. */
  isNow(): boolean;
  /** What the reader did until now counts no more. */
  forget(): void;
}

/** Follows the inputs with which people scroll. */
function watchIntent(scroller: HTMLElement, signal: AbortSignal): Intent {
  let last = Number.NEGATIVE_INFINITY;
  let held = false;
  const options = { passive: true, signal };
  const noted = (event: Event) => {
    last = event.timeStamp;
  };
  for (const kind of ['wheel', 'keydown', 'touchmove']) scroller.addEventListener(kind, noted, options);
  // The scrollbar is part of the scroller itself.
  const pressed = ({ target }: Event) => {
    held = target === scroller;
  };
  const released = () => {
    held = false;
  };
  scroller.addEventListener('pointerdown', pressed, options);
  window.addEventListener('pointerup', released, options);
  return {
    isNow: () => held || performance.now() - last < INTENT_MS,
    forget: () => {
      last = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Home and End at once: the browser's gliding there would stop at the first row that is measured on the way. */
function jumpByKey(scroller: HTMLElement, reader: ReaderPlace, event: KeyboardEvent): void {
  if (event.target !== scroller || (event.key !== 'End' && event.key !== 'Home')) return;
  event.preventDefault();
  reader.moved(event.key === 'End');
  scroller.scrollTop = event.key === 'End' ? scroller.scrollHeight : 0;
}

interface Follower {
  /** Goes to the end and stays there, whatever of the reader's scrolling still glides on. */
  toEnd(): void;
  stop(): void;
}

function followReader(scroller: HTMLElement, { atBottom, moved }: ReaderPlace): Follower {
  const end = new AbortController();
  const intent = watchIntent(scroller, end.signal);
  let before = scroller.scrollTop;
  let drawnHeight = scroller.scrollHeight;
  let holdUntil = Number.NEGATIVE_INFINITY;

  const settle = (now: boolean) => {
    if (now !== atBottom()) moved(now);
  };
  /** @returns whether the end is held; a new input of the reader lets it go for good */
  const holds = () => {
    if (intent.isNow()) holdUntil = Number.NEGATIVE_INFINITY;
    if (performance.now() >= holdUntil) return false;
    if (!isNearBottom(placeOf(scroller))) scroller.scrollTop = scroller.scrollHeight;
    return true;
  };
  const scrolled = () => {
    const held = holds();
    const place = placeOf(scroller);
    if (!held) settle(isAtBottom(atBottom(), before, place, intent.isNow()));
    before = place.top;
  };
  scroller.addEventListener('scroll', scrolled, { passive: true, signal: end.signal });
  scroller.addEventListener('keydown', (event) => jumpByKey(scroller, { atBottom, moved }, event), {
    signal: end.signal,
  });
  const rested = () => {
    if (holds()) return;
    const place = placeOf(scroller);
    // However it got there (a search, a screen reader), where it came to rest is where the reader is; unless rows
    // came meanwhile, which the observer below is about to follow.
    if (place.height === drawnHeight) settle(isNearBottom(place));
  };
  scroller.addEventListener('scrollend', rested, { signal: end.signal });

  // Called after layout and before paint: a bubble that grows, or a composer, is never seen out of place.
  const heights = new ResizeObserver(() => {
    drawnHeight = scroller.scrollHeight;
    if (atBottom()) scroller.scrollTop = drawnHeight;
  });
  heights.observe(scroller);
  if (scroller.firstElementChild) heights.observe(scroller.firstElementChild);
  return {
    toEnd: () => {
      intent.forget();
      holdUntil = performance.now() + HOLD_MS;
      scroller.scrollTop = scroller.scrollHeight;
    },
    stop: () => {
      end.abort();
      heights.disconnect();
    },
  };
}

/**
 * Follows where the reader is, and keeps the end in sight while the reader is at the bottom.
 * @returns goes to the end
 */
export function useReaderPosition(scroller: HTMLElement | null, reader: ReaderPlace): () => void {
  const follower = useRef<Follower>(undefined);
  useEffect(() => {
    if (!scroller) return undefined;
    const current = followReader(scroller, reader);
    follower.current = current;
    return () => {
      follower.current = undefined;
      current.stop();
    };
  }, [scroller, reader]);
  return useCallback(() => {
    reader.moved(true);
    // The first time, before paint, nobody follows yet.
    if (follower.current) follower.current.toEnd();
    else if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }, [scroller, reader]);
}
