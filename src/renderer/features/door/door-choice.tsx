import { useTranslation } from 'react-i18next';
import { type Door, doorSchema } from '../../../shared/doors/door-models.ts';
import { SelectField } from '../../ui/select-field.tsx';
import classes from './door-choice.module.css';
import { WordField } from './word-field.tsx';

export interface DoorChoiceProps {
  readonly door: Door;
  readonly word: string;
  /** The room may have a passphrase already, which stays when none is written. */
  readonly mayHaveWord?: boolean;
  readonly problem?: string | undefined;
  readonly onDoor: (door: Door) => void;
  readonly onWord: (word: string) => void;
}

/** Who comes into a room, each choice with what it means, and its passphrase. */
export function DoorChoice({ door, word, mayHaveWord = false, problem, onDoor, onWord }: DoorChoiceProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.choice}>
      <SelectField<Door>
        label={t('door.who')}
        value={door}
        onPick={onDoor}
        options={doorSchema.options.map((value) => ({ value, text: t(`door.as.${value}`) }))}
      />
      <p className={classes.means}>{t(`door.means.${door}`)}</p>
      {door === 'word' && (
        <WordField
          word={word}
          onWord={onWord}
          isNew
          problem={problem}
          hint={t(mayHaveWord ? 'door.keepWord' : 'door.wordHint')}
        />
      )}
    </div>
  );
}
