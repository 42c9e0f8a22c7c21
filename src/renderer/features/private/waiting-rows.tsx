import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PrivateWaiting } from '../../../shared/sealed/private-models.ts';
import { discard, retry } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import classes from './private-message.module.css';

/** What a line of the outbox says: a reaction has none. */
function wordsOf({ content }: PrivateWaiting): string | undefined {
  if (content?.kind === 'text') return content.text;
  return content?.kind === 'file' ? content.file.name : undefined;
}

/** What the host does not have yet, or did not take. */
export function WaitingRows({ items }: { readonly items: readonly PrivateWaiting[] }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return items.map((item) => {
    const words = wordsOf(item);
    if (words === undefined && item.state === 'waiting') return null;
    return (
      <article key={item.id} className={classes.row} data-own aria-label={t(`conversation.${item.state}`)}>
        <div className={classes.stack}>
          <div className={classes.line}>
            <div className={`${classes.bubble} ${classes.waiting}`} title={t(`conversation.${item.state}`)}>
              <bdi className={classes.text}>{words ?? '…'}</bdi>
            </div>
          </div>
          {item.state === 'failed' && (
            <div className={classes.failure}>
              <span>{item.problem ? problemText(item.problem) : t('conversation.failed')}</span>
              <Button small tone="ghost" onClick={() => void discard(item.id)}>
                {t('conversation.discard')}
              </Button>
              <Button small onClick={() => void retry(item.id)}>
                <RotateCw aria-hidden />
                {t('conversation.retry')}
              </Button>
            </div>
          )}
        </div>
      </article>
    );
  });
}
