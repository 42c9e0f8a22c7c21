import { Repeat, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabClient } from '../../../shared/lab/lab-models.ts';
import { writeLabDraft } from '../../stores/lab/drafts.ts';
import { useChoices, useLabDraft } from '../../stores/lab/hooks.ts';
import { readEveryMs, startRepeat, stopRepeat } from '../../stores/lab/send-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './composer.module.css';

/** Sends the same again and again, until it is stopped. */
export function RepeatButton({ client }: { readonly client: LabClient }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const choices = useChoices();
  const { id, repeat } = client;
  const { everyMs: typed } = useLabDraft(id);
  if (repeat) {
    const sent = formatCount(locale, repeat.sent);
    return (
      <Button small className={classes.push} onClick={() => void stopRepeat(id)}>
        <Square aria-hidden />
        {t('lab.send.stopRepeat', { count: repeat.sent, formatted: sent })}
      </Button>
    );
  }
  const everyMs = typed ?? choices.everyMs;
  const bad = readEveryMs(everyMs) === undefined;
  return (
    <span className={`${classes.every} ${classes.push}`}>
      <label>
        {t('lab.send.every')}{' '}
        <input
          className={classes.interval}
          inputMode="numeric"
          value={everyMs}
          aria-invalid={bad}
          title={bad ? t('lab.send.everyBad') : undefined}
          maxLength={8}
          onChange={({ currentTarget }) => writeLabDraft(id, { everyMs: currentTarget.value })}
        />
      </label>
      {t('lab.send.ms')}
      <Button small disabled={bad} onClick={() => void startRepeat(id, choices)}>
        <Repeat aria-hidden />
        {t('lab.send.repeat')}
      </Button>
    </span>
  );
}
