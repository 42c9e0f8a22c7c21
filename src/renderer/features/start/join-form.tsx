import { Plug } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress, parseAddress } from '../../../shared/address.ts';
import { useStart } from '../../stores/hooks.ts';
import { joinRoom, writeAddress } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { BusyLine } from './busy-line.tsx';
import classes from './start-screen.module.css';

/** Joins the room at a typed, pasted or linked address. */
export function JoinForm() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const address = useStart((state) => state.joinAddress);
  const fromLink = useStart((state) => state.fromLink);
  const busy = useStart((state) => state.busy);
  const problem = useStart((state) => state.joinProblem);
  const [submitted, setSubmitted] = useState(false);
  const submit = useRef<HTMLButtonElement>(null);
  const parsed = parseAddress(address);
  const shown = !parsed.ok && (address.trim() !== '' || submitted) ? problemText(parsed.problem) : undefined;

  useEffect(() => {
    if (fromLink && address !== '') submit.current?.focus();
  }, [fromLink, address]);

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (parsed.ok) void joinRoom(formatAddress(parsed.value));
      }}
    >
      <header className={classes.head}>
        <Plug aria-hidden />
        <div>
          <h2 id="join-title">{t('start.join.title')}</h2>
          <p>{t('start.join.lead')}</p>
        </div>
      </header>
      {fromLink && (
        <p className={classes.link} role="status">
          {t('start.join.fromLink')}
        </p>
      )}
      <TextField
        label={t('start.join.address')}
        value={address}
        onText={(text) => {
          setSubmitted(false);
          writeAddress(text);
        }}
        placeholder={t('start.join.placeholder')}
        problem={shown}
        hint={parsed.ok ? t('start.join.willJoin', { address: formatAddress(parsed.value) }) : t('start.join.hint')}
      />
      {problem && <ProblemNote problem={problem} />}
      {busy?.what === 'join' ? (
        <BusyLine text={t('start.join.busy', { address: busy.address })} />
      ) : (
        <div className={classes.actions}>
          <Button tone="primary" type="submit" ref={submit} disabled={busy !== undefined}>
            {t('start.join.submit')}
          </Button>
        </div>
      )}
    </form>
  );
}
