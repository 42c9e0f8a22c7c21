import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { IdentityKey } from '../../../shared/identity/identity-models.ts';
import { copyText } from '../../stores/copy-text.ts';
import { usePeople } from '../../stores/hooks.ts';
import { scan } from '../../stores/people/contact-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCopied } from '../../ui/use-copied.ts';
import classes from './compare-dialog.module.css';

export interface ScanTabProps {
  /** Whose code it has to be. */
  readonly contact: IdentityKey;
  readonly name: string;
  readonly onVerified: () => void;
}

/** One's own code to be scanned, and a place for theirs: what a phone or a scanner read of their window. */
export function ScanTab({ contact, name, onVerified }: ScanTabProps) {
  const { t } = useTranslation();
  const own = usePeople((state) => state.own);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const { copied, copy } = useCopied(copyText);
  const take = async () => {
    const why = await scan(text, contact);
    setProblem(why);
    if (!why) onVerified();
  };
  return (
    <div className={classes.tab}>
      <div className={classes.scan}>
        {own && <QrCode text={own.link} label={t('identity.scan.ownCode')} />}
        <form
          className={classes.side}
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <p>{t('identity.scan.how', { name })}</p>
          {own && (
            <Button small onClick={() => void copy(own.link)}>
              {t(copied === undefined ? 'identity.scan.copyOwn' : 'common.copied')}
            </Button>
          )}
          <TextField
            label={t('identity.scan.theirs', { name })}
            value={text}
            placeholder="partyline://verify/…"
            hint={t('identity.scan.hint', { name })}
            onText={(next) => {
              setText(next);
              setProblem(undefined);
            }}
          />
          {problem && <ProblemNote problem={problem} />}
          <div className={classes.buttons}>
            <Button tone="primary" type="submit" disabled={text.trim() === ''}>
              {t('identity.scan.check')}
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}
