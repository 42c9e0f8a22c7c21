import { Clock3, ShieldAlert, ShieldQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PrivatePerson } from '../../../shared/sealed/private-models.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { usePeople } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import classes from './standing-notes.module.css';
import { usePersonName } from './use-people-words.ts';

/** What has to be known of those whom one writes to, before one does: a key that is another, a person who is away, one who was never verified. */
export function StandingNotes({ people }: { readonly people: readonly PrivatePerson[] }) {
  const { t } = useTranslation();
  const nameOf = usePersonName();
  const contacts = usePeople((state) => state.contacts);
  const stopped = people.filter(({ standing }) => standing === 'changed' || standing === 'unknown');
  const away = people.filter(({ standing }) => standing === 'away');
  const unverified = people.filter(({ key, standing }) => standing !== 'changed' && !contacts.get(key)?.verified);
  return (
    <>
      {stopped.map((person) => (
        <div key={person.key} className={classes.stop} role="alert">
          <ShieldAlert aria-hidden />
          <p>{t(person.standing === 'changed' ? 'private.changed' : 'private.unknown', { name: nameOf(person) })}</p>
        </div>
      ))}
      {away.map((person) => (
        <p key={person.key} className={classes.note}>
          <Clock3 aria-hidden />
          {t('private.away', { name: nameOf(person) })}
        </p>
      ))}
      {unverified.map((person) => (
        <div key={person.key} className={classes.note}>
          <ShieldQuestionMark aria-hidden />
          <p>{t('private.unverified', { name: nameOf(person) })}</p>
          {person.member !== undefined && (
            <Button
              small
              tone="ghost"
              onClick={() => openDialog({ kind: 'person', member: person.member ?? '', nick: person.nick })}
            >
              {t('private.check')}
            </Button>
          )}
        </div>
      ))}
    </>
  );
}
