import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { SaidRow } from '../../stores/conversation/rows.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import type { Trust } from '../../stores/people/trust.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatTime } from '../../ui/format.ts';
import { useOwnTone } from '../../ui/use-own-tone.ts';
import { TrustMark } from '../identity/trust-mark.tsx';
import { DayLine } from './day-line.tsx';
import classes from './said-frame.module.css';

export interface SaidRowProps<R extends SaidRow> {
  readonly row: R;
  readonly day: string | undefined;
  readonly name: string;
  readonly own: boolean;
  /** What is known of who said it. */
  readonly trust: Trust | undefined;
  readonly locale: string;
  readonly t: TFunction;
}

export interface SaidFrameProps extends SaidRowProps<SaidRow> {
  readonly children: ReactNode;
}

/** Where what somebody said or sent stands: beside its author, who is named when it starts a group. */
export function SaidFrame({ row, day, name, own, trust, locale, t, children }: SaidFrameProps) {
  const time = formatTime(locale, row.at);
  const author = own ? t('conversation.you') : name;
  const ownTone = useOwnTone();
  const opens = row.startsGroup || day !== undefined;
  return (
    <>
      {day !== undefined && <DayLine text={day} />}
      <article
        className={classNames(classes.row, own && classes.own, opens && classes.opens)}
        aria-label={`${author}, ${time}`}
        data-own={own || undefined}
        data-tone={own ? ownTone : undefined}
        data-opens={opens || undefined}
      >
        {!own && <span className={classes.gutter}>{opens && <Avatar id={row.from} nick={row.nick} />}</span>}
        <div className={classes.stack}>
          {opens && (
            <header className={classes.author}>
              {!own && (
                <button
                  type="button"
                  className={classes.name}
                  title={t('person.open', { name })}
                  onClick={() => openDialog({ kind: 'person', member: row.from, nick: row.nick })}
                >
                  <bdi>{name}</bdi>
                </button>
              )}
              {!own && <TrustMark trust={trust} name={name} t={t} />}
              <time>{time}</time>
            </header>
          )}
          {children}
        </div>
      </article>
    </>
  );
}
