import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePage } from '../../../shared/wire/wire-model.ts';
import type { TextEncoding } from './characters.ts';
import { ChunkCard } from './chunk-card.tsx';
import { FrameCard } from './frame-card.tsx';
import { neighbour, ROW, relatedTo, rowOf, type WireSelection } from './wire-geometry.ts';
import { WireLines } from './wire-lines.tsx';
import classes from './wire-list.module.css';

export interface WireListProps {
  readonly page: WirePage;
  readonly selection: WireSelection | undefined;
  readonly onSelect: (selection: WireSelection) => void;
  /** Stays at the end while more comes. */
  readonly follows: boolean;
  readonly onFollow: (follows: boolean) => void;
  /** Rows in sight, from `first` up to `end` (exclusive): for whoever holds no more than a stretch. */
  readonly onSight?: (first: number, end: number) => void;
  /** Who is at the other end of a link, where several are shown. */
  readonly linkName?: ((link: number) => string | undefined) | undefined;
  readonly encoding: TextEncoding;
  /** A row to bring into sight, each time that the object is another. */
  readonly target?: { readonly row: number } | undefined;
}

const KEYS = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'];

/** Pixels above the end within which somebody counts as being at the end. */
const AT_END = ROW / 2;

/** Keeps place: at the end while it follows, else at the same rows, whatever the recording drops above them. */
function useScroll({ page, follows, target }: WireListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const firstBefore = useRef(page.first);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const shift = page.first - firstBefore.current;
    firstBefore.current = page.first;
    if (follows) element.scrollTop = element.scrollHeight;
    else if (shift > 0) element.scrollTop -= shift * ROW;
  }, [page, follows]);
  const { first } = page;
  useEffect(() => {
    const element = scroller.current;
    if (!element || target === undefined) return;
    const top = (target.row - first) * ROW;
    const isInSight = top >= element.scrollTop && top + ROW <= element.scrollTop + element.clientHeight;
    if (!isInSight) element.scrollTop = top - element.clientHeight / 3;
  }, [target, first]);
  return scroller;
}

/**
 * Chunks as they travelled on the left, the frames decoded from them on the right, and lines that join the two. A frame
 * stands beside the chunk that it begins in: several lines at a frame say that it was split, several frames beside a
 * chunk that they came together.
 */
export function WireList(props: WireListProps) {
  const { page, selection, onSelect, follows, onFollow, onSight, linkName, encoding } = props;
  const { t } = useTranslation();
  const listId = useId();
  const scroller = useScroll(props);
  const [hovered, setHovered] = useState<WireSelection>();
  const related = useMemo(() => relatedTo(page, hovered ?? selection), [page, hovered, selection]);
  const { first, end, chunks } = page;

  const scrolled = () => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    onSight?.(first + Math.floor(scrollTop / ROW), first + Math.ceil((scrollTop + clientHeight) / ROW));
    const atEnd = scrollTop + clientHeight >= scrollHeight - AT_END;
    if (atEnd !== follows) onFollow(atEnd);
  };
  const select = (next: WireSelection) => {
    onSelect(next);
    const row = rowOf(page, next);
    const element = scroller.current;
    if (row === undefined || !element) return;
    const top = (row - first) * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW - element.clientHeight;
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    const next = neighbour(page, selection, event.key);
    if (next) select(next);
  };
  const optionId = ({ kind, id }: WireSelection) => `${listId}-${kind}-${id}`;
  const cardProps = (kind: WireSelection['kind'], id: number) => ({
    id: optionId({ kind, id }),
    isSelected: selection?.kind === kind && selection.id === id,
    isRelated: related[kind === 'chunk' ? 'chunks' : 'frames'].has(id),
    onSelect: () => select({ kind, id }),
    onHover: (over: boolean) => setHovered(over ? { kind, id } : undefined),
  });

  return (
    <div className={classes.frame}>
      <div className={classes.heads} aria-hidden>
        <span>{t('wire.chunks')}</span>
        <span>{t('wire.frames')}</span>
      </div>
      <div
        ref={scroller}
        className={classes.list}
        role="listbox"
        aria-label={t('wire.list')}
        aria-activedescendant={selection && optionId(selection)}
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={pressed}
      >
        <div className={classes.sheet} role="presentation" style={{ height: (end - first) * ROW }}>
          {chunks.map((chunk) => (
            <ChunkCard
              key={chunk.id}
              {...cardProps('chunk', chunk.id)}
              chunk={chunk}
              top={(chunk.row - first) * ROW}
              link={linkName?.(chunk.link)}
              encoding={encoding}
            />
          ))}
          <WireLines page={page} related={related} />
          {chunks.flatMap((chunk) =>
            chunk.frames.map((frame) => (
              <FrameCard
                key={frame.id}
                {...cardProps('frame', frame.id)}
                frame={frame}
                direction={chunk.direction}
                top={(frame.row - first) * ROW}
              />
            )),
          )}
        </div>
      </div>
    </div>
  );
}
