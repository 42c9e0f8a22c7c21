import type { TFunction } from 'i18next';
import { Check, CircleAlert, Clock3, RotateCw } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery, MessageRow as Message } from '../../stores/conversation/rows.ts';
import { discard, retry } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoment, formatShortly } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import classes from './message-row.module.css';
import { SaidFrame, type SaidRowProps } from './said-frame.tsx';
import { SaidLine } from './said-line.tsx';

const DELIVERY_ICON = { accepted: Check, waiting: Clock3, failed: CircleAlert } as const;

function DeliveryMark({ delivery, t }: { readonly delivery: Delivery; readonly t: TFunction }) {
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

/** That it is said again, because the room's log had lost it. */
function Late({ at, locale }: { readonly at: number; readonly locale: string }) {
  const { t } = useTranslation();
  return <p className={classes.late}>{t('conversation.late', { when: formatShortly(locale, at) })}</p>;
}

/** One bubble, with its author above when it starts a group. */
export const MessageRow = memo(function MessageRow(props: SaidRowProps<Message>) {
  const { row, own, locale, t } = props;
  return (
    <SaidFrame {...props}>
      <SaidLine said={row} t={t}>
        <div className={classes.bubble} data-delivery={row.delivery} title={formatMoment(locale, row.at)}>
          <bdi className={classes.text} dir="auto">
            {row.text}
          </bdi>
          {own && <DeliveryMark delivery={row.delivery} t={t} />}
        </div>
      </SaidLine>
      {row.late !== undefined && <Late at={row.late} locale={locale} />}
      {row.delivery === 'failed' && <Failure message={row} />}
    </SaidFrame>
  );
});
