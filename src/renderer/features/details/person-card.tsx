import { AtSign, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { MemberLink, PersonDetails } from '../../../shared/places/details-contract.ts';
import { copyText } from '../../stores/copy-text.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type Fact, FactList } from '../../ui/fact-list.tsx';
import { formatList, formatShortly } from '../../ui/format.ts';
import { formatCount } from '../../ui/format-amount.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useCopied } from '../../ui/use-copied.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { useOwnTone } from '../../ui/use-own-tone.ts';
import classes from './person-card.module.css';

export interface PersonCardProps {
  readonly id: string;
  readonly nick: string;
  /** What tells them from others of the same nickname. */
  readonly name: string;
  readonly isYou: boolean;
  readonly isHost: boolean;
  readonly isPlain: boolean;
  readonly isModerator: boolean;
  /** What may be done about this person, below what is known of them. */
  readonly powers?: ReactNode;
  readonly isHere: boolean;
  /** This person hosts the room, and so knows where everybody is. */
  readonly isHostedHere: boolean;
  /** Undefined until main told. */
  readonly details: PersonDetails | undefined;
  readonly problem: Problem | undefined;
  /** The way to write to them alone, or why there is none. */
  readonly privately: ReactNode;
  /** By what they are known; absent for who is away. */
  readonly identity: ReactNode;
  readonly onMention: () => void;
  readonly onClose: () => void;
}

/** Where somebody is, in words: to the host their address, to all others that the host alone knows. */
function useWhere({ isYou, isHost, isPlain, isHostedHere, isHere }: PersonCardProps) {
  const { t } = useTranslation();
  return (links: readonly MemberLink[]): readonly Fact[] => {
    const program = { label: t('person.program'), value: t(isPlain ? 'person.plain' : 'person.app') };
    if (isYou) return [program, { label: t('person.computer'), value: t('person.thisComputer') }];
    if (!isHere) return [program];
    if (!isHostedHere)
      return [program, { label: t('person.computer'), value: t(isHost ? 'person.hostHere' : 'person.hostKnows') }];
    return [
      program,
      ...links.map(({ transport, address, relation, adapter }, index) => ({
        label: links.length > 1 ? t('person.link', { number: index + 1 }) : t('person.computer'),
        value: address,
        more: [t(`room.transport.${transport}`), t(`doctor.relations.${relation}`), adapter]
          .filter(Boolean)
          .join(' · '),
      })),
    ];
  };
}

function useFacts(props: PersonCardProps): readonly Fact[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const where = useWhere(props);
  const { details, isHere } = props;
  if (!details) return [];
  const { messages, files, firstAt, hereSince, links, alsoIn } = details;
  return [
    {
      label: t('person.here'),
      value: !isHere ? t('person.away') : hereSince === undefined ? t('person.now') : formatShortly(locale, hereSince),
    },
    ...(firstAt === undefined ? [] : [{ label: t('person.first'), value: formatShortly(locale, firstAt) }]),
    { label: t('person.messages'), value: formatCount(locale, messages) },
    { label: t('person.files'), value: formatCount(locale, files) },
    ...where(links),
    ...(alsoIn.length === 0
      ? []
      : [{ label: t('person.alsoIn'), value: formatList(locale, alsoIn), more: t('person.alsoInHint') }]),
  ];
}

/** Somebody in the room: who they are here, what is known of their computer, and the ways to turn to them. */
export function PersonCard(props: PersonCardProps) {
  const { id, nick, name, isYou, isHost, isPlain, isModerator, isHere, problem } = props;
  const { powers, privately, identity, onMention, onClose } = props;
  const { t } = useTranslation();
  const ownTone = useOwnTone();
  const facts = useFacts(props);
  const { copied, copy } = useCopied(copyText);
  const part = [
    isHost && t('members.host'),
    isModerator && t('members.moderator'),
    isYou && t('members.you'),
    !isHere && t('person.away'),
  ].filter(Boolean);
  return (
    <Dialog title={t('person.title')} onClose={onClose}>
      <div className={classes.who}>
        <span className={classes.avatar}>
          <Avatar id={id} nick={nick} tone={isYou ? ownTone : undefined} />
        </span>
        <div className={classes.words}>
          <bdi className={classes.name}>{name}</bdi>
          <span className={classes.part}>
            {part.join(' · ')}
            {isPlain && (
              <span className={classes.plain}>
                <SquareTerminal aria-hidden />
                {t('members.plain')}
              </span>
            )}
          </span>
        </div>
      </div>
      {identity}
      {problem && <ProblemNote problem={problem} />}
      <FactList facts={facts} />
      {powers}
      <footer className={classes.buttons}>
        {!isYou && privately}
        <Button onClick={() => void copy(nick)}>{t(copied === undefined ? 'person.copyName' : 'common.copied')}</Button>
        {!isYou && (
          <Button tone="primary" onClick={onMention}>
            <AtSign aria-hidden />
            {t('person.mention')}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}
