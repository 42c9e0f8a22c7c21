import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCounters } from '../../../shared/lab/lab-models.ts';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './socket-header.module.css';
import type { SocketState } from './socket-state.ts';
import { StateDot } from './state-dot.tsx';

function Counters({ bytesIn, bytesOut, chunksIn, chunksOut }: LabCounters) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = (count: number, bytes: number) =>
    t('lab.counter', { count, formatted: formatCount(locale, count), bytes: formatBytes(locale, bytes) });
  return (
    <>
      <span className={classes.in}>{t('lab.counterIn', { amount: words(chunksIn, bytesIn) })}</span>
      <span className={classes.out}>{t('lab.counterOut', { amount: words(chunksOut, bytesOut) })}</span>
    </>
  );
}

export interface SocketHeaderProps {
  readonly title: string;
  readonly where: ReactNode;
  readonly state: SocketState;
  readonly counters: LabCounters;
  /** What else there is to tell in the line of counters. */
  readonly more?: ReactNode;
  /** The buttons. */
  readonly children: ReactNode;
}

/** Which server or client this is, how it stands, what it has moved, and what can be done with it. */
export function SocketHeader({ title, where, state, counters, more, children }: SocketHeaderProps) {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.title}>
          <h1>{title}</h1>
          <p className={classes.where}>{where}</p>
        </div>
        <div className={classes.buttons}>{children}</div>
      </div>
      <p className={classes.counters}>
        <span className={classes.state}>
          <StateDot state={state} />
          <span aria-hidden>{t(`lab.state.${state}`)}</span>
        </span>
        <Counters {...counters} />
        {more}
      </p>
    </header>
  );
}
