import { useCallback, useEffect } from 'react';
import { readerScrolled } from '../../stores/room-actions.ts';
import { roomStore } from '../../stores/room-store.ts';

/** Pixels from the end within which the reader counts as being at the bottom. */
const NEAR_BOTTOM = 48;

export interface ScrollPlace {
  readonly top: number;
  readonly height: number;
  readonly viewport: number;
}

/**
 * Whether the reader is at the bottom after a scroll. Only moving up leaves it: a list that merely grew below has
 * left the reader behind, and is followed.
 */
export function isAtBottom(was: boolean, before: number, { top, height, viewport }: ScrollPlace): boolean {
  if (height - top - viewport <= NEAR_BOTTOM) return true;
  return was && top >= before;
}

/**
 * Follows where the reader is, and keeps the end in sight when the list's or the window's height changes there.
 * @returns goes to the end if the reader is at the bottom
 */
export function useReaderPosition(scroller: HTMLElement | null): () => void {
  const stick = useCallback(() => {
    if (scroller && roomStore.getState().unread.atBottom) scroller.scrollTop = scroller.scrollHeight;
  }, [scroller]);

  useEffect(() => {
    if (!scroller) return;
    let before = scroller.scrollTop;
    const scrolled = () => {
      const { scrollTop: top, scrollHeight: height, clientHeight: viewport } = scroller;
      const was = roomStore.getState().unread.atBottom;
      const now = isAtBottom(was, before, { top, height, viewport });
      before = top;
      if (now !== was) readerScrolled(now);
    };
    const resized = new ResizeObserver(stick);
    resized.observe(scroller);
    scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('scroll', scrolled);
    };
  }, [scroller, stick]);

  return stick;
}
