import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORD_LENGTH } from '../../../shared/limits.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import classes from './word-field.module.css';
import { wordStrength } from './word-strength.ts';

export interface WordFieldProps {
  readonly word: string;
  readonly onWord: (word: string) => void;
  /** A new passphrase: how good it is stands below. */
  readonly isNew?: boolean;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
}

/** A passphrase, hidden until one asks to see it. */
export function WordField({ word, onWord, isNew = false, hint, problem, disabled, autoFocus }: WordFieldProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const strength = isNew && word !== '' ? t(`door.strength.${wordStrength(word)}`) : hint;
  return (
    <div className={classes.word} data-strength={isNew && word !== '' ? wordStrength(word) : undefined}>
      <TextField
        label={t(isNew ? 'door.newWord' : 'door.word')}
        type={isShown ? 'text' : 'password'}
        value={word}
        onText={onWord}
        maxLength={WORD_LENGTH}
        problem={problem}
        hint={strength}
        disabled={disabled}
        autoFocus={autoFocus}
        className={classes.field}
      />
      <Button
        className={classes.show}
        square
        tone="ghost"
        aria-pressed={isShown}
        aria-label={t('door.showWord')}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </Button>
    </div>
  );
}
