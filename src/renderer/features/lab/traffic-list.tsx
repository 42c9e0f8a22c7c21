import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ByteSpan } from '../../../shared/wire/wire-model.ts';
import type { TrafficRow as Row } from '../../stores/lab/traffic-rows.ts';
import { Button } from '../../ui/button.tsx';
import { useReaderPosition } from '../../ui/use-reader-position.ts';
import { useWidth } from '../../ui/wire/use-width.ts';
import classes from './traffic-list.module.css';
import { type RowOwner, TrafficRow } from './traffic-row.tsx';

/** Pixels: a chunk of one line. */
const USUAL_ROW = 48;
/** Rows drawn beyond each edge, so that quick scrolling meets drawn rows. */
const OVERSCAN_ROWS = 12;

/** Whether the reader follows the end; kept while the list is drawn. */
function usePlace() {
  const [atBottom, setAtBottom] = useState(true);
  const reader = useMemo(() => {
    let there = true;
    return {
      atBottom: () => there,
      moved: (now: boolean) => {
        there = now;
        setAtBottom(now);
      },
    };
  }, []);
  return { atBottom, reader };
}

export interface TrafficListProps {
  readonly label: string;
  readonly rows: readonly Row[];
  /** By source, where several are drawn in one list. */
  readonly owners?: ReadonlyMap<string, RowOwner>;
  readonly withPeer?: boolean;
  /** What the bytes of a chunk are part of, by the key of its row. */
  readonly spans?: ReadonlyMap<string, readonly ByteSpan[]>;
}

/** The virtual list of what travelled: it follows the newest, and never moves while somebody reads back. */
export function TrafficList({ label, rows, owners, withPeer = false, spans }: TrafficListProps) {
  const { t } = useTranslation();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { atBottom, reader } = usePlace();
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => USUAL_ROW,
    getItemKey,
    anchorTo: 'end',
    overscan: OVERSCAN_ROWS,
    paddingStart: 8,
    paddingEnd: 8,
  });
  const width = useWidth(scroller);
  const toBottom = useReaderPosition(scroller, reader);
  const items = virtualizer.getVirtualItems();
  useLayoutEffect(toBottom, [toBottom]);

  return (
    <div className={classes.frame}>
      <div
        ref={setScroller}
        className={classes.list}
        role="log"
        aria-label={label}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and must be reachable by keyboard
        tabIndex={0}
      >
        <div className={classes.sheet} style={{ height: virtualizer.getTotalSize() }}>
          <div className={classes.drawn} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ key, index }) => {
              const row = rows[index];
              return (
                row && (
                  <div key={key} data-index={index} ref={virtualizer.measureElement}>
                    <TrafficRow
                      row={row}
                      owner={owners?.get(row.source)}
                      withPeer={withPeer}
                      spans={spans?.get(row.key)}
                      width={width}
                    />
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
      {!atBottom && (
        <Button small className={classes.down} onClick={toBottom}>
          <ArrowDown aria-hidden />
          {t('lab.traffic.toEnd')}
        </Button>
      )}
    </div>
  );
}
