import { ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { groupedKey } from '../../../shared/identity/grouped-key.ts';
import type { Member } from '../../../shared/models.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { usePeople, useRoom } from '../../stores/hooks.ts';
import { unverify } from '../../stores/people/contact-actions.ts';
import { contactOf, trustOf } from '../../stores/people/trust.ts';
import { Button } from '../../ui/button.tsx';
import { formatShortly } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './person-identity.module.css';

export interface PersonIdentityProps {
  readonly member: Member;
  readonly name: string;
  readonly isYou: boolean;
}

const ICONS = { verified: ShieldCheck, changed: ShieldAlert, clear: ShieldAlert, plain: ShieldAlert } as const;

/** By what somebody is known: whether this person made sure of it, since when, and the key itself. */
export function PersonIdentity({ member, name, isYou }: PersonIdentityProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const known = usePeople((state) => state);
  const isGuest = useRoom(({ room }) => room?.role === 'guest');
  const roomId = useRoom(({ room }) => room?.room?.id);
  const [problem, setProblem] = useState<Problem>();
  const contact = contactOf(member, known.byCard);
  const trust = trustOf(member, roomId, known);
  const key = isYou ? known.own?.key : trust === 'clear' ? undefined : contact?.key;
  const Icon = trust in ICONS ? ICONS[trust as keyof typeof ICONS] : ShieldQuestionMark;
  // Between two guests stands the host, whoever they are.
  const isRelayed = !isYou && isGuest && !member.host && contact !== undefined;
  const verified = trust === 'verified' ? contact?.verified : undefined;
  const compare = () => openDialog({ kind: 'compare', member: member.id, nick: member.nick });
  return (
    <Section title={t('identity.person.title')}>
      {!isYou && (
        <div className={classes.state} data-trust={trust}>
          <Icon aria-hidden />
          <p>
            {verified && t(`identity.person.since.${verified.how}`, { date: formatShortly(locale, verified.at) })}
            {trust !== 'verified' && t(`identity.person.${trust}`, { name })}
          </p>
        </div>
      )}
      {key !== undefined && (
        <p className={classes.key}>
          <span>{t(isYou ? 'identity.person.ownKey' : 'identity.person.key')}</span>
          <code>{groupedKey(key)}</code>
        </p>
      )}
      {isRelayed && <p className={classes.note}>{t('identity.person.relayed')}</p>}
      {problem && <ProblemNote problem={problem} />}
      {!isYou && contact && (trust === 'verified' || trust === 'met') && (
        <div className={classes.buttons}>
          {verified ? (
            <Button onClick={() => void unverify(contact.key).then(setProblem)}>{t('identity.person.unverify')}</Button>
          ) : (
            <Button onClick={compare}>
              <ShieldCheck aria-hidden />
              {t('identity.person.compare')}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}
