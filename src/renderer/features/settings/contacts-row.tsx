import { ShieldCheck, Trash2 } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { Contact } from '../../../shared/identity/identity-models.ts';
import { usePeople } from '../../stores/hooks.ts';
import { forgetContact, unverify } from '../../stores/people/contact-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatList, formatShortly } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import controls from './controls/controls.module.css';
import classes from './identity-rows.module.css';
import { RowFrame } from './setting-row.tsx';

/** So many are listed; who is looked for beyond them is met in a room. */
const LISTED_MOST = 200;

/** Those who are verified first, then whoever was met last. */
function inOrder(contacts: Iterable<Contact>): readonly Contact[] {
  const verified = (contact: Contact) => Number(contact.verified !== undefined);
  return [...contacts].sort((a, b) => verified(b) - verified(a) || b.lastMet - a.lastMet).slice(0, LISTED_MOST);
}

interface PersonProps {
  readonly contact: Contact;
  readonly onProblem: (problem: Problem | undefined) => void;
}

function Person({ contact, onProblem }: PersonProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { key, nick, alias, verified, lastMet, rooms } = contact;
  const name = alias ?? nick;
  const where = formatList(locale, [...new Set(rooms.map((room) => room.name))].slice(0, 3));
  return (
    <li className={classes.contact}>
      <div className={classes.who}>
        <bdi className={classes.name}>{name}</bdi>
        {verified && (
          <span className={classes.verified}>
            <ShieldCheck aria-hidden />
            {t(`identity.person.since.${verified.how}`, { date: formatShortly(locale, verified.at) })}
          </span>
        )}
        <span className={controls.note}>
          {t('settings.identity.lastMet', { date: formatShortly(locale, lastMet), where })}
        </span>
      </div>
      {verified && (
        <Button small onClick={() => void unverify(key).then(onProblem)}>
          {t('identity.person.unverify')}
        </Button>
      )}
      <Button
        small
        square
        tone="ghost"
        aria-label={t('settings.identity.forget', { name })}
        title={t('settings.identity.forget', { name })}
        onClick={() => void forgetContact(key).then(onProblem)}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}

/** Everybody whose key this device remembers, each with the ways to take that back. */
export function ContactsRow() {
  const { t } = useTranslation();
  const id = useId();
  const contacts = usePeople((state) => state.contacts);
  const [problem, setProblem] = useState<Problem>();
  const listed = useMemo(() => inOrder(contacts.values()), [contacts]);
  const name = t('settings.row.contacts.name');
  return (
    <RowFrame isWide name={name} labelFor={undefined} why={t('settings.row.contacts.why')} whyId={id}>
      <div className={controls.text}>
        {problem && <ProblemNote problem={problem} />}
        {listed.length === 0 ? (
          <p className={controls.note}>{t('settings.identity.nobody')}</p>
        ) : (
          <ul className={classes.contacts} aria-label={name}>
            {listed.map((contact) => (
              <Person key={contact.key} contact={contact} onProblem={setProblem} />
            ))}
          </ul>
        )}
        {contacts.size > listed.length && (
          <p className={controls.note}>{t('settings.identity.more', { count: contacts.size - listed.length })}</p>
        )}
      </div>
    </RowFrame>
  );
}
