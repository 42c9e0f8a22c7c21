import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ByteSpan } from '../../../shared/wire/wire-model.ts';
import type { Lane } from '../../stores/lab/lanes.ts';
import type { TrafficRow as Row } from '../../stores/lab/traffic-rows.ts';
import { formatClock } from '../../ui/format.ts';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './chunk.module.css';
import { ChunkBytes } from './chunk-bytes.tsx';

/** Who a source is, where several are drawn in one list. */
export interface RowOwner {
  readonly lane: Lane;
  /** Which client a row is about. @param peer the other end's address, as the source sees it */
  readonly nameOf: (peer: string) => string | undefined;
}

interface RowProps<K extends Row['kind']> {
  readonly row: Extract<Row, { kind: K }>;
  readonly owner: RowOwner | undefined;
  /** Whether the other end's address tells anything, as it does where there are several. */
  readonly withPeer: boolean;
}

interface ChunkRowProps extends RowProps<'chunk'> {
  /** What its bytes are part of, where that is known. */
  readonly spans: readonly ByteSpan[] | undefined;
  /** Pixels of the list. */
  readonly width: number;
}

const NO_SPANS: readonly ByteSpan[] = [];
/** Pixels beside the bytes of a row. */
const EDGES = 40;
/** Bytes of a chunk that are drawn at first, across the list and in a half of it. */
const MOST_BYTES = { wide: 192, lane: 64 };

function ChunkRow({ row, owner, withPeer, spans, width }: ChunkRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { at, chunk } = row;
  const inward = chunk.direction === 'in';
  const name = owner?.nameOf(chunk.peer);
  const Arrow = inward ? ArrowDownLeft : ArrowUpRight;
  return (
    <div className={classes.chunk} data-direction={chunk.direction} data-lane={owner?.lane}>
      <p className={classes.meta}>
        <Arrow aria-hidden />
        {/* In a half of the list the arrow has to do. */}
        <span className={owner ? 'visually-hidden' : classes.direction}>
          {t(inward ? 'lab.traffic.in' : 'lab.traffic.out')}
        </span>
        {name !== undefined && <span className={classes.name}>{name}</span>}
        <time>{formatClock(locale, at)}</time>
        <span className={classes.size}>{formatBytes(locale, chunk.size)}</span>
        {withPeer && <span className={classes.peer}>{chunk.peer}</span>}
      </p>
      <ChunkBytes
        chunk={chunk}
        spans={spans ?? NO_SPANS}
        width={(owner ? width / 2 : width) - EDGES}
        most={owner ? MOST_BYTES.lane : MOST_BYTES.wide}
      />
    </div>
  );
}

function MarkRow({ row, owner, withPeer }: RowProps<'mark'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const who = owner ? owner.nameOf(row.peer) : withPeer ? row.peer : undefined;
  return (
    <p className={classes.mark} data-mark={row.mark} data-lane={owner?.lane}>
      {owner && who !== undefined && <span className={classes.name}>{who}</span>}
      <time>{formatClock(locale, row.at)}</time>
      <span>{t(`lab.mark.${row.mark}`)}</span>
      {!owner && who !== undefined && <span className={classes.peer}>{who}</span>}
    </p>
  );
}

/** One line of the list of traffic. */
export function TrafficRow({ row, owner, withPeer, spans, width }: { readonly row: Row } & Omit<ChunkRowProps, 'row'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (row.kind === 'chunk') {
    return <ChunkRow row={row} owner={owner} withPeer={withPeer} spans={spans} width={width} />;
  }
  if (row.kind === 'mark') return <MarkRow row={row} owner={owner} withPeer={withPeer} />;
  return (
    <p className={classes.gap}>
      {t('lab.traffic.gap', { count: row.count, formatted: formatCount(locale, row.count) })}
    </p>
  );
}
