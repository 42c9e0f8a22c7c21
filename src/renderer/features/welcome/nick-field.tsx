import { useTranslation } from 'react-i18next';
import { type NameProblem, readNick } from '../../ui/read-name.ts';
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx';

export interface NickFieldProps extends Pick<TextFieldProps, 'placeholder' | 'autoFocus'> {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Shown whatever the text; an empty field is only a problem once it was submitted. */
  readonly problem?: NameProblem | undefined;
  /** Replaces the usual hint. */
  readonly note?: string | undefined;
}

/** A nickname, checked while it is typed. */
export function NickField({ text, onText, problem, note, ...rest }: NickFieldProps) {
  const { t } = useTranslation();
  const live = readNick(text).problem;
  const shown = live === 'empty' ? problem : (live ?? problem);
  return (
    <TextField
      {...rest}
      label={t('nick.label')}
      value={text}
      onText={onText}
      problem={shown && t(`nick.${shown}`)}
      hint={note ?? t('nick.hint')}
    />
  );
}
