import { ArrowLeftRight, FlaskConical, type LucideIcon, MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeDialog } from '../../stores/dialog-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './tour-dialog.module.css';

/** What a newcomer should know, a card each; `help.tour.<card>` in the locale files holds the words. */
const CARDS: readonly { readonly card: 'rooms' | 'bytes' | 'lab'; readonly icon: LucideIcon }[] = [
  { card: 'rooms', icon: MessagesSquare },
  { card: 'bytes', icon: ArrowLeftRight },
  { card: 'lab', icon: FlaskConical },
];

/** Three cards after the first start, and again whenever asked for; each of them can be skipped. */
export function TourDialog() {
  const { t } = useTranslation();
  const [step, setStep] = useState(0);
  const shown = CARDS[step] ?? CARDS[0];
  if (shown === undefined) return null;
  const { card, icon: Icon } = shown;
  const isLast = step === CARDS.length - 1;
  return (
    <Dialog title={t('help.tour.title')} onClose={closeDialog}>
      <section className={classes.card} aria-live="polite">
        <span className={classes.sign}>
          <Icon aria-hidden />
        </span>
        <h3>{t(`help.tour.${card}.title`)}</h3>
        <p>{t(`help.tour.${card}.body`)}</p>
      </section>
      <footer className={classes.foot}>
        <span className={classes.step}>{t('help.tour.step', { step: step + 1, steps: CARDS.length })}</span>
        {step > 0 && <Button onClick={() => setStep(step - 1)}>{t('help.tour.back')}</Button>}
        {!isLast && (
          <Button tone="ghost" onClick={closeDialog}>
            {t('help.tour.skip')}
          </Button>
        )}
        <Button tone="primary" autoFocus onClick={() => (isLast ? closeDialog() : setStep(step + 1))}>
          {t(isLast ? 'help.tour.done' : 'help.tour.next')}
        </Button>
      </footer>
    </Dialog>
  );
}
