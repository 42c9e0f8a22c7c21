import { Check, CircleAlert, CloudOff, Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import { shareOf } from '../../stores/files/transfer-lookup.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { Progress } from '../../ui/progress.tsx';
import type { CardState } from './card-state.ts';
import { visibleName } from './file-name.ts';
import { StayedBehind } from './stayed-behind.tsx';
import classes from './transfer-status.module.css';
import { useProgressWords } from './use-progress-words.ts';

export interface TransferStatusProps {
  readonly transfer: Transfer | undefined;
  readonly state: CardState;
  readonly own: boolean;
}

/** Pieces that came damaged: nothing is lost, but somebody may want to look at the network. */
function WrongPieces({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return <p className={classes.why}>{t('files.wrongPieces', { count })}</p>;
}

function Moving({ transfer, state }: { readonly transfer: Transfer; readonly state: CardState }) {
  const { t } = useTranslation();
  const words = useProgressWords()(transfer, state);
  const problemText = useProblemText();
  // Nothing is known of how far the hashing is.
  const share = state === 'preparing' ? undefined : state === 'finishing' ? 1 : shareOf(transfer);
  const still = state === 'paused' || state === 'waiting';
  const { problem } = transfer;
  return (
    <>
      <Progress
        label={t(transfer.direction === 'send' ? 'files.sending' : 'files.receiving', {
          name: visibleName(transfer.name),
        })}
        share={share}
        text={words}
        tone={still ? 'still' : 'usual'}
      />
      <p className={classes.line}>
        {state === 'paused' && <Pause aria-hidden />}
        {words}
      </p>
      {problem && <p className={classes.why}>{problemText(problem)}</p>}
      <WrongPieces count={transfer.wrongPieces} />
      <StayedBehind left={transfer.left} />
    </>
  );
}

/** How a card stands, in words and as a bar while something moves. */
export function TransferStatus({ transfer, state, own }: TransferStatusProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  switch (state) {
    case 'offered':
      return null;
    case 'gone':
      return (
        <p className={classes.line}>
          <CloudOff aria-hidden />
          {t('files.gone')}
        </p>
      );
    case 'done':
      return (
        <>
          <p className={classes.line} data-tone="good">
            <Check aria-hidden />
            {t(own && transfer?.direction === 'send' ? 'files.sent' : 'files.received')}
          </p>
          <WrongPieces count={transfer?.wrongPieces ?? 0} />
          <StayedBehind left={transfer?.left} />
        </>
      );
    case 'failed':
      return (
        <p className={classes.line} data-tone="bad">
          <CircleAlert aria-hidden />
          <span>{transfer?.problem ? problemText(transfer.problem) : t('files.failed')}</span>
        </p>
      );
    default:
      return transfer ? <Moving transfer={transfer} state={state} /> : null;
  }
}
