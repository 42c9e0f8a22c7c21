import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireDirection, WireFrame } from '../../../shared/wire/wire-model.ts';
import { formatCount } from '../format-amount.ts';
import { useLocale } from '../use-locale.ts';
import type { CardProps } from './chunk-card.tsx';
import { ROW } from './wire-geometry.ts';
import classes from './wire-list.module.css';

export interface FrameCardProps extends CardProps {
  readonly frame: WireFrame;
  readonly direction: WireDirection;
}

/** One frame, or a line of somebody without our protocol. */
export const FrameCard = memo(function FrameCard(props: FrameCardProps) {
  const { id, frame, direction, isSelected, isRelated, onSelect, onHover, top } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const { state, type, length, summary, chunkCount } = frame;
  const size = t('wire.size', { count: length, formatted: formatCount(locale, length) });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the list has the focus and the keys
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      className={classes.card}
      data-direction={direction}
      data-state={state}
      data-related={isRelated || undefined}
      style={{ top, height: ROW - 6 }}
      onClick={onSelect}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
    >
      <p className={classes.facts}>
        <code>{state === 'whole' ? type : t(`wire.state.${state}`)}</code>
        <span className={classes.length}>{size}</span>
        {chunkCount > 1 && <span className={classes.split}>{t('wire.split', { count: chunkCount })}</span>}
      </p>
      <p className={classes.summary}>
        <bdi>{summary}</bdi>
      </p>
    </div>
  );
});
