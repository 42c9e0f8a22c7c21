import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import fields from './field.module.css';
import classes from './search-field.module.css';

export interface SearchFieldProps extends Pick<ComponentProps<'input'>, 'autoFocus'> {
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** Where one types what one looks for; Escape takes it back. */
export function SearchField({ label, query, onQuery, ...rest }: SearchFieldProps) {
  return (
    <div className={classes.search}>
      <Search aria-hidden />
      <input
        {...rest}
        type="search"
        className={fields.input}
        aria-label={label}
        placeholder={label}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onQuery('');
        }}
      />
    </div>
  );
}
