import { useMemo } from 'react';
import type { WirePage } from '../../../shared/wire/wire-model.ts';
import { GUTTER, linesOf, type Related, ROW } from './wire-geometry.ts';
import classes from './wire-list.module.css';

export interface WireLinesProps {
  readonly page: WirePage;
  /** Lines between these stand out. */
  readonly related: Related;
}

/** A curve across the gutter; what goes on in a later chunk leaves it near its upper edge, so that lines stay apart. */
function path(fromY: number, toY: number): string {
  const bend = GUTTER / 2;
  return `M 0 ${fromY} C ${bend} ${fromY}, ${GUTTER - bend} ${toY}, ${GUTTER - 8} ${toY}`;
}

/** The lines between chunks and frames. */
export function WireLines({ page, related }: WireLinesProps) {
  const lines = useMemo(() => linesOf(page), [page]);
  const rows = lines.flatMap(({ fromRow, toRow }) => [fromRow, toRow]);
  if (rows.length === 0) return null;
  const top = Math.min(...rows);
  const height = (Math.max(...rows) - top + 1) * ROW;
  return (
    <svg
      className={classes.lines}
      style={{ top: (top - page.first) * ROW }}
      width={GUTTER}
      height={height}
      viewBox={`0 0 ${GUTTER} ${height}`}
      aria-hidden
    >
      {lines.map(({ key, fromRow, toRow, frame, isOwn, direction }) => {
        const fromY = (fromRow - top + (isOwn ? 0.5 : 0.3)) * ROW;
        const toY = (toRow - top + 0.5) * ROW;
        return (
          <g key={key} data-direction={direction} data-related={related.frames.has(frame) || undefined}>
            <path d={path(fromY, toY)} />
            <circle cx={GUTTER - 6} cy={toY} r={3} />
          </g>
        );
      })}
    </svg>
  );
}
