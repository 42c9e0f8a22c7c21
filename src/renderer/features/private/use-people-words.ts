import { useTranslation } from 'react-i18next';
import type { PrivatePerson } from '../../../shared/sealed/private-models.ts';
import { usePeople } from '../../stores/hooks.ts';
import { formatList } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';

/** What somebody is called here: as this person calls them, else as they call themselves. */
export function usePersonName(): (person: Pick<PrivatePerson, 'key' | 'nick'>) => string {
  const { t } = useTranslation();
  const contacts = usePeople((state) => state.contacts);
  return ({ key, nick }) => contacts.get(key)?.alias ?? (nick === '' ? t('private.somebody') : nick);
}

/** The names of everybody in a conversation but this person, as a list in words. */
export function usePeopleWords(): (people: readonly PrivatePerson[]) => string {
  const nameOf = usePersonName();
  const locale = useLocale();
  return (people) => formatList(locale, people.map(nameOf));
}
