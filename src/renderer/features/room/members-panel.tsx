import { LockOpen, SquareTerminal } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { distinctNames } from '../../../shared/distinct-names.ts';
import type { Member } from '../../../shared/models.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import type { Trust } from '../../stores/people/trust.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Named } from '../../ui/named.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useOwnTone } from '../../ui/use-own-tone.ts';
import { TrustMark } from '../identity/trust-mark.tsx';
import { useTrusts } from '../identity/use-trust.ts';
import { WriteFromRoster } from '../private/write-privately-button.tsx';
import classes from './members-panel.module.css';
import { SidePanel } from './side-panel.tsx';

const NOBODY: readonly Member[] = [];

/** What each member is called here, so that equal nicknames can be told apart. */
export function useNames(): ReadonlyMap<string, string> {
  const members = useRoom(({ room }) => room?.members ?? NOBODY);
  return useMemo(() => distinctNames(members), [members]);
}

/** Marks who is here without the app: a script, netcat or telnet, whose words anybody on the way can read. */
function PlainBadge() {
  const { t } = useTranslation();
  return (
    <Tooltip
      text={t('members.plainTip')}
      trigger={
        <button type="button" className={classes.badge} aria-label={t('members.plain')}>
          <SquareTerminal aria-hidden />
          {t('members.plainShort')}
        </button>
      }
    />
  );
}

/** Marks who is here with an app that does not encrypt. */
function ClearBadge({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <Tooltip
      text={t('identity.markTip.clear', { name })}
      trigger={
        <button type="button" className={classes.badge} aria-label={t('identity.mark.clear')}>
          <LockOpen aria-hidden />
          {t('identity.clearShort')}
        </button>
      }
    />
  );
}

interface MemberItemProps {
  readonly id: string;
  readonly nick: string;
  readonly name: string;
  readonly host: boolean;
  readonly moderator: boolean;
  readonly plain: boolean;
  /** Something can be sealed for them. */
  readonly hasCard: boolean;
  readonly trust: Trust | undefined;
  readonly you: boolean;
}

const MemberItem = memo(function MemberItem(props: MemberItemProps) {
  const { id, nick, name, host, moderator, plain, hasCard, trust, you } = props;
  const { t } = useTranslation();
  const ownTone = useOwnTone();
  const part = [host && t('members.host'), moderator && t('members.moderator'), you && t('members.you')]
    .filter(Boolean)
    .join(' · ');
  return (
    <li className={classes.item}>
      <button
        type="button"
        className={classes.person}
        aria-label={t('person.open', { name })}
        onClick={() => openDialog({ kind: 'person', member: id, nick })}
      >
        <Avatar id={id} nick={nick} tone={you ? ownTone : undefined} />
        <Named name={name}>{part === '' ? undefined : part}</Named>
      </button>
      {plain ? <PlainBadge /> : trust === 'clear' ? <ClearBadge name={name} /> : null}
      {!you && (trust === 'verified' || trust === 'changed') && <TrustMark trust={trust} name={name} t={t} />}
      {hasCard && !you && <WriteFromRoster member={id} name={name} />}
    </li>
  );
});

export interface MembersPanelProps {
  /** Lies above the conversation, for narrow windows. */
  readonly overlay: boolean;
  readonly onClose: () => void;
}

/** Everybody in the room, the host first. */
export function MembersPanel({ overlay, onClose }: MembersPanelProps) {
  const { t } = useTranslation();
  const members = useRoom(({ room }) => room?.members ?? NOBODY);
  const you = useRoom(({ room }) => room?.you);
  const names = useNames();
  const trusts = useTrusts();
  const sorted = useMemo(() => members.toSorted((a, b) => Number(b.host) - Number(a.host)), [members]);
  return (
    <SidePanel
      title={t('members.title')}
      note={members.length}
      overlay={overlay}
      closeLabel={t('members.close')}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className={classes.list} aria-label={t('members.title')} tabIndex={0}>
        {sorted.map(({ id, nick, host, role, plain = false, card }) => (
          <MemberItem
            key={id}
            id={id}
            nick={nick}
            name={names.get(id) ?? nick}
            host={host}
            moderator={role === 'moderator'}
            plain={plain}
            hasCard={card !== undefined}
            trust={trusts.get(id)}
            you={id === you}
          />
        ))}
      </ul>
    </SidePanel>
  );
}
