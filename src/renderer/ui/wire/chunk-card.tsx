import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireChunk } from '../../../shared/wire/wire-model.ts';
import { formatCount } from '../format-amount.ts';
import { useLocale } from '../use-locale.ts';
import { charactersOf, type TextEncoding } from './characters.ts';
import { ROW } from './wire-geometry.ts';
import classes from './wire-list.module.css';
import { formatInstant, hexOf } from './wire-words.ts';

export interface CardProps {
  readonly id: string;
  readonly isSelected: boolean;
  /** It belongs to what is selected or pointed at. */
  readonly isRelated: boolean;
  readonly onSelect: () => void;
  readonly onHover: (over: boolean) => void;
  /** Pixels from the list's beginning. */
  readonly top: number;
}

export interface ChunkCardProps extends CardProps {
  readonly chunk: WireChunk;
  readonly link: string | undefined;
  readonly encoding: TextEncoding;
}

function PacketMarks({ packet }: { readonly packet: NonNullable<WireChunk['packet']> }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={classes.mark}>{packet.number === undefined ? packet.type : `#${packet.number}`}</span>
      {packet.isAgain && (
        <span className={classes.again} title={t('wire.againHint')}>
          {t('wire.again')}
        </span>
      )}
      {packet.isLate && (
        <span className={classes.again} title={t('wire.lateHint')}>
          {t('wire.late')}
        </span>
      )}
    </>
  );
}

/** One `recv()`, write or datagram. */
export const ChunkCard = memo(function ChunkCard(props: ChunkCardProps) {
  const { id, chunk, link, encoding, isSelected, isRelated, onSelect, onHover, top } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const { direction, at, layer, isSealed, length, packet, preview, rows } = chunk;
  // A packet of ours begins with bytes that are no text, and what is sealed is none.
  const isText = packet === undefined && !isSealed;
  const text = useMemo(
    () => (isText ? charactersOf(preview, encoding).join('') : hexOf(preview)),
    [preview, encoding, isText],
  );
  const Arrow = direction === 'in' ? ArrowDownLeft : ArrowUpRight;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the list has the focus and the keys
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      className={classes.chunk}
      data-direction={direction}
      data-related={isRelated || undefined}
      style={{ top, height: rows * ROW - 6 }}
      onClick={onSelect}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
    >
      <p className={classes.facts}>
        <Arrow aria-label={t(`wire.${direction}`)} />
        <strong>{t('wire.size', { count: length, formatted: formatCount(locale, length) })}</strong>
        {packet && <PacketMarks packet={packet} />}
        {layer === 'inside' && (
          <span className={classes.mark} title={t('wire.openedHint')}>
            {t('wire.opened')}
          </span>
        )}
        {link !== undefined && <bdi className={classes.link}>{link}</bdi>}
        <time>{formatInstant(at)}</time>
      </p>
      <p className={classes.preview} aria-hidden>
        {packet && <span className={classes.carries}>{[...new Set(packet.carries)].join(' · ')}</span>}
        {text}
      </p>
    </div>
  );
});
