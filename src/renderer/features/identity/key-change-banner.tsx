import { ShieldAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { KeyChange } from '../../../shared/identity/identity-models.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { usePeople, useRoom } from '../../stores/hooks.ts';
import { decide } from '../../stores/people/contact-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './key-change-banner.module.css';

/** What kind of change it is: somebody with another key, without one, or of the same name only. */
function kindOf({ key, by }: KeyChange): 'clear' | 'member' | 'name' {
  return key === undefined ? 'clear' : by;
}

function Change({ change }: { readonly change: KeyChange }) {
  const { t } = useTranslation();
  const { id, nick, member, key, known } = change;
  const wasVerified = usePeople(({ contacts }) => contacts.get(known)?.verified !== undefined);
  const isHere = useRoom(({ room }) => room?.members.some((one) => one.id === member) ?? false);
  const [problem, setProblem] = useState<Problem>();
  const kind = kindOf(change);
  return (
    <section className={classes.banner} aria-label={t('identity.change.label', { name: nick })}>
      <ShieldAlert aria-hidden />
      <div className={classes.words} role="alert">
        <p>
          <strong>{t(`identity.change.${kind}Title`, { name: nick })}</strong>
        </p>
        <p>
          {t(`identity.change.${kind}`, { name: nick })} {wasVerified && t('identity.change.wasVerified')}
        </p>
        {problem && <ProblemNote problem={problem} />}
      </div>
      <div className={classes.buttons}>
        {key !== undefined && isHere && (
          <Button small onClick={() => openDialog({ kind: 'compare', member, nick })}>
            {t('identity.person.compare')}
          </Button>
        )}
        <Button small onClick={() => void decide(id, 'other').then(setProblem)}>
          {t('identity.change.other')}
        </Button>
        {key !== undefined && (
          <Button small onClick={() => void decide(id, 'same').then(setProblem)}>
            {t('identity.change.same', { name: nick })}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Somebody in this room comes with another key than theirs: it is asked until this person decides. */
export function KeyChangeBanner() {
  const roomId = useRoom(({ room }) => room?.room?.id);
  const changes = usePeople((state) => state.changes);
  // One after the other: who is asked five things at once answers none.
  const first = useMemo(() => changes.find((change) => change.roomId === roomId), [changes, roomId]);
  return first ? <Change key={first.id} change={first} /> : null;
}
