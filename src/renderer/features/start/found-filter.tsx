import { Search } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './found-list.module.css';

export interface FoundFilterProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Ids of the list and of its chosen line. */
  readonly list: string;
  readonly active: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** How many rooms are left. */
  readonly shown: number;
}

/** Filters a list without leaving it: the arrow keys and Enter go on working. */
export function FoundFilter({ ref, text, onText, list, active, onKeyDown, shown }: FoundFilterProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.filter}>
      <Search aria-hidden />
      <input
        ref={ref}
        type="text"
        role="combobox"
        aria-label={t('here.filter')}
        aria-autocomplete="list"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={active}
        placeholder={t('here.filter')}
        autoComplete="off"
        spellCheck={false}
        maxLength={128}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output className={classes.count}>{text !== '' && t('here.matches', { count: shown })}</output>
    </div>
  );
}
