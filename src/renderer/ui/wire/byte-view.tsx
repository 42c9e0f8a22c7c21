import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ByteSpan } from '../../../shared/wire/wire-model.ts';
import { type ByteRange, type ByteRun, placesOf, runsBetween } from './byte-runs.ts';
import classes from './byte-view.module.css';
import { charactersOf, readableText, type TextEncoding } from './characters.ts';
import { useWidth } from './use-width.ts';

/** How bytes are written: in base 16 with the text beside, as text alone, or in base 10. */
export const NOTATIONS = ['hex', 'text', 'numbers'] as const;
export type Notation = (typeof NOTATIONS)[number];

export interface ByteViewProps {
  /** What the bytes are, for who can't see them. */
  readonly label: string;
  readonly bytes: Uint8Array;
  /** What they are part of; in order. Bytes without a span have no colour. */
  readonly spans?: readonly ByteSpan[];
  readonly notation: Notation;
  readonly encoding: TextEncoding;
  /** Bytes to mark wherever they stand. */
  readonly needle?: Uint8Array | undefined;
}

/** Pixels. */
const LINE = 20;
const CHARACTER = 7.3;
/** Characters of a line beside its bytes, and for each byte. */
const MARGIN = 12;
const PER_BYTE = { hex: 4, numbers: 4 };
const LINE_LENGTHS = [32, 24, 16, 12, 8, 4] as const;
const NO_SPANS: readonly ByteSpan[] = [];
const NO_HITS: readonly ByteRange[] = [];

/** How many bytes fit beside each other into so many pixels. */
export function lineLength(width: number, notation: 'hex' | 'numbers'): number {
  const most = (width / CHARACTER - MARGIN) / PER_BYTE[notation];
  return LINE_LENGTHS.find((length) => length <= most) ?? 4;
}

function written(bytes: Uint8Array, { from, to }: ByteRun, notation: 'hex' | 'numbers'): string {
  const [base, size] = notation === 'hex' ? [16, 2] : [10, 3];
  const cells: string[] = [];
  for (let at = from; at < to; at += 1) {
    const digits = (bytes[at] as number).toString(base);
    cells.push(notation === 'hex' ? digits.padStart(size, '0') : digits.padStart(size, ' '));
  }
  return cells.join(' ');
}

function Characters({ characters, run }: { readonly characters: readonly string[]; readonly run: ByteRun }) {
  return characters.slice(run.from, run.to).map((character, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a byte has no other name than its place
    <i key={index}>{character === ' ' ? '\u00a0' : character}</i>
  ));
}

interface LineProps {
  readonly bytes: Uint8Array;
  readonly characters: readonly string[];
  readonly runs: readonly ByteRun[];
  readonly offset: number;
  readonly notation: 'hex' | 'numbers';
}

/** One line of cells. */
export function Line({ bytes, characters, runs, offset, notation }: LineProps) {
  return (
    <>
      <span className={classes.offset}>{offset.toString(16).padStart(4, '0')}</span>
      <span className={classes.cells} data-notation={notation}>
        {runs.map((run) => (
          <span key={run.from} data-kind={run.kind} data-hit={run.isHit || undefined}>
            {written(bytes, run, notation)}
          </span>
        ))}
      </span>
      {notation === 'hex' && (
        <span className={classes.characters}>
          {runs.map((run) => (
            <span key={run.from} data-kind={run.kind} data-hit={run.isHit || undefined}>
              <Characters characters={characters} run={run} />
            </span>
          ))}
        </span>
      )}
    </>
  );
}

type CellProps = Omit<ByteViewProps, 'notation' | 'needle' | 'spans'> & {
  readonly notation: 'hex' | 'numbers';
  readonly spans: readonly ByteSpan[];
  readonly hits: readonly ByteRange[];
};

/** Lines of cells, of which only those in sight are drawn. */
function Cells({ label, bytes, spans, notation, encoding, hits }: CellProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const width = useWidth(scroller);
  const perLine = lineLength(width, notation);
  const characters = useMemo(() => charactersOf(bytes, encoding), [bytes, encoding]);
  const virtualizer = useVirtualizer({
    count: Math.ceil(bytes.length / perLine),
    getScrollElement: () => scroller,
    estimateSize: () => LINE,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and must be reachable by keyboard
    <section ref={setScroller} className={classes.view} aria-label={label} tabIndex={0}>
      <div className={classes.sheet} style={{ height: virtualizer.getTotalSize() }}>
        <div className={classes.drawn} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ key, index }) => {
            const from = index * perLine;
            const to = Math.min(bytes.length, from + perLine);
            return (
              <p key={key} className={classes.line} style={{ '--per-line': perLine } as CSSProperties}>
                <Line
                  bytes={bytes}
                  characters={characters}
                  runs={runsBetween(from, to, spans, hits)}
                  offset={from}
                  notation={notation}
                />
              </p>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Longer texts are cut: a person reads no more, and the list beside has the rest. */
const TEXT_MOST = 65_536;

function Text({ label, bytes, spans, encoding, hits }: Omit<CellProps, 'notation'>) {
  const end = Math.min(bytes.length, TEXT_MOST);
  const runs = useMemo(() => runsBetween(0, end, spans, hits), [end, spans, hits]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and must be reachable by keyboard
    <section className={classes.view} aria-label={label} tabIndex={0}>
      <p className={classes.text}>
        {runs.map((run) => (
          <span key={run.from} data-kind={run.kind} data-hit={run.isHit || undefined}>
            {readableText(bytes.subarray(run.from, run.to), encoding)}
          </span>
        ))}
        {end < bytes.length && <span className={classes.cut}>…</span>}
      </p>
    </section>
  );
}

/** Bytes as they travelled, coloured by what they are. */
export function ByteView({ spans = NO_SPANS, notation, needle, ...rest }: ByteViewProps) {
  const { t } = useTranslation();
  const { bytes } = rest;
  const hits = useMemo(() => (needle ? placesOf(bytes, needle) : NO_HITS), [bytes, needle]);
  if (bytes.length === 0) return <p className={classes.empty}>{t('bytes.none')}</p>;
  if (notation === 'text') return <Text {...rest} spans={spans} hits={hits} />;
  return <Cells {...rest} spans={spans} notation={notation} hits={hits} />;
}
