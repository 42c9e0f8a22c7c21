import { Search } from 'lucide-react';
import fields from './field.module.css';
import classes from './search-field.module.css';

export interface SearchFieldProps {
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** Where one types what one looks for. The first Escape takes it back, the next one is for whatever is around. */
export function SearchField({ label, query, onQuery }: SearchFieldProps) {
  return (
    <div className={classes.search}>
      <Search aria-hidden />
      <input
        type="search"
        className={fields.input}
        aria-label={label}
        placeholder={label}
        value={query}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.preventDefault();
          event.stopPropagation();
          onQuery('');
        }}
      />
    </div>
  );
}
