import { ArrowLeft, LockKeyhole, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PrivatePerson } from '../../../shared/sealed/private-models.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import { showRoomAgain } from '../../stores/private/private-actions.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { DrawerButton } from '../places/drawer-button.tsx';
import classes from './private-header.module.css';
import { usePeopleWords } from './use-people-words.ts';

/** Faces that stand in the header; the rest is in the names. */
const FACES = 4;

/** With whom one talks alone here, and the way back to everybody. */
export function PrivateHeader({ people }: { readonly people: readonly PrivatePerson[] }) {
  const { t } = useTranslation();
  const room = useRoom(({ room: view }) => view?.room?.name ?? '');
  const names = usePeopleWords()(people);
  const members = people.flatMap(({ member }) => member ?? []);
  const add = (
    <Button
      tone="ghost"
      square
      aria-label={t('private.add')}
      onClick={() => openDialog({ kind: 'private-people', members })}
    >
      <UserPlus aria-hidden />
    </Button>
  );
  return (
    <header className={classes.header}>
      <DrawerButton />
      <span className={classes.faces} aria-hidden>
        {people.slice(0, FACES).map(({ key, member, nick }) => (
          <Avatar key={key} id={member ?? key} nick={nick} />
        ))}
      </span>
      <div className={classes.title}>
        <h1>
          <LockKeyhole aria-hidden />
          <bdi>{names}</bdi>
        </h1>
        <p>{t('private.lead', { count: people.length, names, room })}</p>
      </div>
      <div className={classes.buttons}>
        <Tooltip text={t('private.add')} trigger={add} />
        <Button onClick={showRoomAgain}>
          <ArrowLeft aria-hidden />
          <span className={classes.back}>{t('private.back', { room })}</span>
        </Button>
      </div>
    </header>
  );
}
