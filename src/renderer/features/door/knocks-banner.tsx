import { DoorOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Knock } from '../../../shared/doors/door-models.ts';
import { manageHere } from '../../stores/door-actions.ts';
import { usePeople, useRoom } from '../../stores/hooks.ts';
import { contactOf } from '../../stores/people/trust.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { TrustMark } from '../identity/trust-mark.tsx';
import classes from './knocks-banner.module.css';

const NOBODY: readonly Knock[] = [];

interface KnockRowProps {
  readonly knock: Knock;
  /** Only the host bans. */
  readonly mayBan: boolean;
}

function KnockRow({ knock: { id, nick, address, card, plain }, mayBan }: KnockRowProps) {
  const { t } = useTranslation();
  const known = usePeople(({ byCard }) => contactOf(card === undefined ? {} : { card }, byCard));
  const how = plain ? t('members.plain') : t(card === undefined ? 'door.inClear' : 'door.sealed');
  return (
    <li className={classes.knock}>
      <Avatar id={`knock ${id}`} nick={nick} />
      <div className={classes.words}>
        <span className={classes.name}>
          <bdi className={classes.nick}>{nick}</bdi>
          <TrustMark trust={known?.verified ? 'verified' : undefined} name={nick} t={t} />
        </span>
        <span className={classes.soft}>
          {address} · {how}
        </span>
      </div>
      <div className={classes.actions}>
        <Button
          small
          tone="primary"
          aria-label={t('door.letInWho', { nick })}
          onClick={() => void manageHere({ do: 'admit', knock: id })}
        >
          {t('door.letIn')}
        </Button>
        <Button
          small
          aria-label={t('door.turnAwayWho', { nick })}
          onClick={() => void manageHere({ do: 'turn_away', knock: id })}
        >
          {t('door.turnAway')}
        </Button>
        {mayBan && (
          <Button
            small
            tone="danger"
            aria-label={t('door.banWho', { nick })}
            onClick={() => void manageHere({ do: 'ban', knock: id })}
          >
            {t('door.ban')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Who waits to be let in, before the host and moderators; nothing while nobody does. */
export function KnocksBanner() {
  const { t } = useTranslation();
  const knocks = useRoom(({ room }) => room?.door.knocks ?? NOBODY);
  const isHost = useRoom(({ room }) => room?.role === 'host');
  if (knocks.length === 0) return null;
  return (
    <section className={classes.banner} aria-label={t('door.knocks', { count: knocks.length })}>
      <p className={classes.title} role="status">
        <DoorOpen aria-hidden />
        <strong>{t('door.knocks', { count: knocks.length })}</strong>
      </p>
      <ul className={classes.list}>
        {knocks.map((knock) => (
          <KnockRow key={knock.id} knock={knock} mayBan={isHost} />
        ))}
      </ul>
    </section>
  );
}
