import { Binary, Check, CircleAlert, Clock3, RotateCw } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery, MessageRow as Message } from '../../stores/conversation/rows.ts';
import { discard, retry } from '../../stores/room-actions.ts';
import { openWire } from '../../stores/wire-store.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatMoment, formatTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { DayLine } from './day-line.tsx';
import classes from './message-row.module.css';

const DELIVERY_ICON = { accepted: Check, waiting: Clock3, failed: CircleAlert } as const;

function DeliveryMark({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  const Icon = DELIVERY_ICON[delivery];
  const label = t(`conversation.${delivery}`);
  return (
    <span className={classes.delivery} role="img" aria-label={label} title={label}>
      <Icon aria-hidden />
    </span>
  );
}

function Failure({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const reason = message.problem ? problemText(message.problem) : t('conversation.failed');
  return (
    <div className={classes.failure}>
      <p>{reason}</p>
      <div className={classes.choices}>
        <Button small tone="ghost" onClick={() => void discard(message.id)}>
          {t('conversation.discard')}
        </Button>
        <Button small onClick={() => void retry(message.id)}>
          <RotateCw aria-hidden />
          {t('conversation.retry')}
        </Button>
      </div>
    </div>
  );
}

/** As much of a message as its frames are told by. */
const TEXT_MOST = 200;

/** Opens the bytes that carried the message; there on hover and for the keyboard. */
function BytesButton({ message: { id, from, text, at } }: { readonly message: Message }) {
  const { t } = useTranslation();
  const message = { id, from, text: text.slice(0, TEXT_MOST) };
  return (
    <button
      type="button"
      className={classes.bytes}
      aria-label={t('wire.showBytes')}
      title={t('wire.showBytes')}
      onClick={() => void openWire({ message, at })}
    >
      <Binary aria-hidden />
    </button>
  );
}

export interface MessageRowProps {
  readonly row: Message;
  readonly day: string | undefined;
  readonly name: string;
  readonly own: boolean;
  readonly locale: string;
}

/** One bubble, with its author above when it starts a group. */
export const MessageRow = memo(function MessageRow({ row, day, name, own, locale }: MessageRowProps) {
  const { t } = useTranslation();
  const time = formatTime(locale, row.at);
  const author = own ? t('conversation.you') : name;
  const opens = row.startsGroup || day !== undefined;
  return (
    <>
      {day !== undefined && <DayLine text={day} />}
      <article
        className={classNames(classes.row, own && classes.own, opens && classes.opens)}
        aria-label={`${author}, ${time}`}
      >
        {!own && <span className={classes.gutter}>{opens && <Avatar id={row.from} nick={row.nick} />}</span>}
        <div className={classes.stack}>
          {opens && (
            <header className={classes.author}>
              {!own && <bdi className={classes.name}>{name}</bdi>}
              <time>{time}</time>
            </header>
          )}
          <div className={classes.line}>
            <div className={classes.bubble} data-delivery={row.delivery} title={formatMoment(locale, row.at)}>
              <bdi className={classes.text} dir="auto">
                {row.text}
              </bdi>
              {own && <DeliveryMark delivery={row.delivery} />}
            </div>
            <BytesButton message={row} />
          </div>
          {row.delivery === 'failed' && <Failure message={row} />}
        </div>
      </article>
    </>
  );
});
