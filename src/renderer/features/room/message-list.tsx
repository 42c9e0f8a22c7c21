import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '../../stores/conversation/rows.ts';
import { loadOlder } from '../../stores/history.ts';
import { useRoom } from '../../stores/hooks.ts';
import { shownRoom } from '../../stores/places/open-places.ts';
import type { ReadingPosition } from '../../stores/places/room-store.ts';
import { readerScrolled } from '../../stores/room-actions.ts';
import { isNearBottom, useReaderPosition } from '../../ui/use-reader-position.ts';
import classes from './conversation.module.css';
import { ConversationRow } from './conversation-row.tsx';
import { NewMessagesPill } from './new-messages-pill.tsx';
import { useRowContext } from './row-context.ts';

/** Pixels: a row of one line with its author above, the most usual one. */
const USUAL_ROW = 66;
/** Rows drawn beyond each edge, so that quick scrolling meets drawn rows. */
const OVERSCAN_ROWS = 12;
/** Rows left above the first one in sight when the page before is asked for. */
const ROWS_AHEAD = 40;
/** Pixels above the first and below the last row. */
const PADDING = { start: 32, end: 4 };

const READER = { atBottom: () => shownRoom().getState().unread.atBottom, moved: readerScrolled };

/** Where the reader was when this conversation was drawn last; undefined where the log began anew since. */
function keptPosition(): ReadingPosition | undefined {
  const { position, conversation } = shownRoom().getState();
  return position?.generation === conversation.generation ? position : undefined;
}

function useRowVirtualizer(rows: readonly Row[], scroller: HTMLElement | null, position: ReadingPosition | undefined) {
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  return useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => USUAL_ROW,
    getItemKey,
    // A page put before the first row moves nothing that is in sight.
    anchorTo: 'end',
    overscan: OVERSCAN_ROWS,
    paddingStart: PADDING.start,
    paddingEnd: PADDING.end,
    ...(position && { initialOffset: position.offset, initialMeasurementsCache: [...position.rows] }),
  });
}

/**
 * Goes to where the reader was, or to the end, and keeps where that is when the list goes: another place is shown, or
 * another view. Whoever was at the end is at the end again, and what was measured there serves once more.
 */
function useKeptPosition(
  scroller: HTMLElement | null,
  position: ReadingPosition | undefined,
  rowsNow: () => readonly VirtualItem[],
  toBottom: () => void,
): void {
  const [room] = useState(shownRoom);
  const rows = useRef(rowsNow);
  rows.current = rowsNow;
  useLayoutEffect(() => {
    if (!scroller) return undefined;
    if (position && !position.isAtEnd) scroller.scrollTop = position.offset;
    else toBottom();
    return () => {
      const { scrollTop: offset, scrollHeight: height, clientHeight: viewport } = scroller;
      const { generation } = room.getState().conversation;
      const isAtEnd = isNearBottom({ top: offset, height, viewport });
      room.setState({ position: { generation, offset, isAtEnd, rows: [...rows.current()] } });
    };
  }, [scroller, position, room, toBottom]);
}

function useOlderPages(firstIndex: number | undefined, scroller: HTMLElement | null): void {
  const oldest = useRoom(({ conversation }) => conversation.oldest);
  const near = firstIndex !== undefined && firstIndex < ROWS_AHEAD;
  useEffect(() => {
    if (scroller && near && oldest > 1) void loadOlder();
  }, [scroller, near, oldest]);
}

/** The virtual list: only what is in sight is drawn, and nothing moves while somebody reads back. */
export function MessageList({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const atBottom = useRoom(({ unread }) => unread.atBottom);
  const loadingOlder = useRoom((state) => state.loadingOlder);
  const said = useRoom((state) => state.said);
  const context = useRowContext();
  const [position] = useState(keptPosition);
  const virtualizer = useRowVirtualizer(rows, scroller, position);
  const toBottom = useReaderPosition(scroller, READER);
  const items = virtualizer.getVirtualItems();
  useOlderPages(items[0]?.index, scroller);

  useKeptPosition(scroller, position, () => virtualizer.measurementsCache, toBottom);
  const saidBefore = useRef(said);
  useEffect(() => {
    if (saidBefore.current !== said) toBottom();
    saidBefore.current = said;
  }, [said, toBottom]);

  return (
    <div className={classes.frame}>
      <div
        ref={setScroller}
        className={classes.list}
        role="log"
        aria-label={t('conversation.label')}
        // Rows that scrolling back draws are nothing new.
        aria-live={atBottom ? 'polite' : 'off'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and must be reachable by keyboard
        tabIndex={0}
      >
        <div className={classes.sheet} style={{ height: virtualizer.getTotalSize() }}>
          {loadingOlder && <p className={classes.older}>{t('conversation.loadingOlder')}</p>}
          <div className={classes.drawn} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ key, index }) => {
              const row = rows[index];
              return (
                row && (
                  <div key={key} data-index={index} ref={virtualizer.measureElement}>
                    <ConversationRow row={row} context={context} />
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
      <NewMessagesPill onClick={toBottom} />
    </div>
  );
}
