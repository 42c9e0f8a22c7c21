import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Licence } from '../../../shared/help/licences.ts';
import { SearchField } from '../../ui/search-field.tsx';
import classes from './about-dialog.module.css';

function matches({ name, identifier }: Licence, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return `${name}\n${identifier}`.toLowerCase().includes(wanted);
}

/** Every part with its licence, whose text unfolds; undefined while they are being read. */
export function LicenceList({ licences }: { readonly licences: readonly Licence[] | undefined }) {
  const { t } = useTranslation();
  const id = useId();
  const [query, setQuery] = useState('');
  if (licences?.length === 0) return <p className={classes.count}>{t('help.about.missing')}</p>;
  const found = licences?.filter((licence) => matches(licence, query)) ?? [];
  return (
    <section className={classes.licences} aria-labelledby={id}>
      <h3 id={id}>{t('help.about.licences')}</h3>
      <p>{t('help.about.licencesLead')}</p>
      <SearchField label={t('help.about.search')} query={query} onQuery={setQuery} />
      <p className={classes.count} role="status">
        {found.length > 0
          ? t('help.about.found', { count: found.length })
          : query !== '' && t('help.about.nothing', { query })}
      </p>
      <ul className={classes.parts}>
        {found.map(({ name, version, identifier, text }) => (
          <li key={`${name} ${version}`}>
            <details>
              <summary>
                <span className={classes.part}>{name}</span> {version}
                <span className={classes.identifier}>{identifier}</span>
              </summary>
              <pre>{text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
