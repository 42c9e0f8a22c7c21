import { DoorClosed, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorWait, WordStanding } from '../../../shared/doors/door-wait.ts';
import type { Problem } from '../../../shared/error-codes.ts';
import { sayWord } from '../../stores/door-actions.ts';
import { leaveRoom } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useSecondsUntil } from '../../ui/use-now.ts';
import classes from './door-screen.module.css';
import { WordField } from './word-field.tsx';

function Leave() {
  const { t } = useTranslation();
  return <Button onClick={() => void leaveRoom()}>{t('door.leave')}</Button>;
}

/** Somebody has to let this person in. */
function Knocked({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  return (
    <main className={classes.screen}>
      <DoorClosed aria-hidden className={classes.icon} />
      <h1>{t('door.knocked')}</h1>
      <p className={classes.lead}>{t('door.knockedLead', { address })}</p>
      <p className={classes.waiting} role="status">
        <Spinner />
        {t('door.waits')}
      </p>
      <div className={classes.actions}>
        <Leave />
      </div>
    </main>
  );
}

/** The room asks for its passphrase. */
function AsksWord({ address, word }: { readonly address: string; readonly word: WordStanding }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<Problem>();
  const seconds = useSecondsUntil(word.retryAt ?? 0);
  const problem = refused ?? word.problem;
  const mustWait = word.retryAt !== undefined && seconds > 0;
  const submit = async () => {
    if (typed === '' || word.isTried || mustWait) return;
    setRefused(await sayWord(typed));
  };
  return (
    <main className={classes.screen}>
      <KeyRound aria-hidden className={classes.icon} />
      <h1>{t('door.asksWord')}</h1>
      <p className={classes.lead}>{t('door.asksWordLead', { address })}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <WordField
          word={typed}
          onWord={setTyped}
          autoFocus
          problem={word.isTried || problem === undefined ? undefined : problemText(problem)}
        />
        <p className={classes.waiting} role="status">
          {word.isTried && (
            <>
              <Spinner />
              {t('door.tries')}
            </>
          )}
          {!word.isTried && mustWait && t('door.waitFor', { seconds })}
        </p>
        <div className={classes.actions}>
          <Button tone="primary" type="submit" disabled={typed === '' || word.isTried || mustWait}>
            {t('door.enter')}
          </Button>
          <Leave />
        </div>
      </form>
    </main>
  );
}

export interface DoorScreenProps {
  readonly address: string;
  readonly wait: DoorWait;
}

/** At the door of a room that does not open by itself. */
export function DoorScreen({ address, wait }: DoorScreenProps) {
  return wait.door === 'ask' ? <Knocked address={address} /> : <AsksWord address={address} word={wait.word} />;
}
