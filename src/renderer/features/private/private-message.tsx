import { LockKeyhole, MessageSquareReply, ShieldAlert, SmilePlus } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrivateMessage } from '../../../shared/sealed/private-models.ts';
import type { Reaction } from '../../stores/private/talk.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatMoment, formatShortly, formatTime } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { PrivateFileCard } from './private-file-card.tsx';
import classes from './private-message.module.css';

/** What can be put under a message with two clicks. */
const EMOJIS = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const;

export interface PrivateMessageProps {
  readonly message: PrivateMessage;
  readonly reactions: readonly Reaction[];
  readonly startsGroup: boolean;
  readonly name: string;
  /** What the author's colour follows from: the same as in the room. */
  readonly tint: string;
  /** This person's identity key. */
  readonly own: string;
  /** Whoever put an emoji there, in words. */
  readonly namesOf: (keys: readonly string[]) => string;
  /** What it answers, in words; undefined where it answers nothing. */
  readonly quoted: string | undefined;
  readonly onAnswer: () => void;
  readonly onReact: (emoji: string, isTaken: boolean) => void;
}

/** A message that is shown for what it is, and not as somebody's words. */
function Warning({ message, name }: { readonly message: PrivateMessage; readonly name: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.warning}>
      <ShieldAlert aria-hidden />
      {t(message.problem === 'other_card' ? 'private.otherCard' : 'private.unopened', { name })}
    </p>
  );
}

function Reactions({ reactions, own, namesOf, onReact }: Omit<PrivateMessageProps, 'message'>) {
  const { t } = useTranslation();
  if (reactions.length === 0) return null;
  return (
    <div className={classes.reactions}>
      {reactions.map(({ emoji, by }) => {
        const isMine = by.includes(own);
        const names = namesOf(by);
        return (
          <button
            key={emoji}
            type="button"
            className={classes.reaction}
            aria-pressed={isMine}
            aria-label={t('private.reactedBy', { emoji, names })}
            title={names}
            onClick={() => onReact(emoji, isMine)}
          >
            <span aria-hidden>{emoji}</span>
            <span aria-hidden>{by.length}</span>
          </button>
        );
      })}
    </div>
  );
}

function Deeds({ onAnswer, onReact }: Pick<PrivateMessageProps, 'onAnswer' | 'onReact'>) {
  const { t } = useTranslation();
  return (
    <div className={classes.deeds}>
      <Button tone="ghost" small square aria-label={t('private.reply')} title={t('private.reply')} onClick={onAnswer}>
        <MessageSquareReply aria-hidden />
      </Button>
      <Menu
        title={t('private.react')}
        items={EMOJIS.map((emoji) => ({ id: emoji, text: emoji }))}
        onPick={(emoji) => onReact(emoji, false)}
        trigger={
          <Button tone="ghost" small square aria-label={t('private.react')} title={t('private.react')}>
            <SmilePlus aria-hidden />
          </Button>
        }
      />
    </div>
  );
}

/** One message of a private conversation. */
export const PrivateMessageRow = memo(function PrivateMessageRow(props: PrivateMessageProps) {
  const { message, startsGroup, name, tint, quoted } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const { at, isOwn, content, problem, late } = message;
  const time = formatTime(locale, at);
  const author = isOwn ? t('conversation.you') : name;
  return (
    <article
      className={classNames(classes.row, startsGroup && classes.opens)}
      aria-label={`${author}, ${time}`}
      data-own={isOwn || undefined}
    >
      {!isOwn && <span className={classes.gutter}>{startsGroup && <Avatar id={tint} nick={name} />}</span>}
      <div className={classes.stack}>
        {startsGroup && (
          <header className={classes.author}>
            {!isOwn && <bdi>{name}</bdi>}
            <time>{time}</time>
          </header>
        )}
        <div className={classes.line}>
          {problem ? (
            <Warning message={message} name={name} />
          ) : (
            <div className={classes.bubble} title={formatMoment(locale, at)}>
              {quoted !== undefined && <blockquote className={classes.quote}>{quoted}</blockquote>}
              {content?.kind === 'file' ? (
                <PrivateFileCard file={content.file} seq={message.seq} />
              ) : (
                <bdi className={classes.text} dir="auto">
                  {content?.kind === 'text' && content.text}
                </bdi>
              )}
              <LockKeyhole aria-hidden className={classes.lock} />
            </div>
          )}
          {!problem && <Deeds {...props} />}
        </div>
        {late !== undefined && (
          <p className={classes.late}>{t('conversation.late', { when: formatShortly(locale, late) })}</p>
        )}
        <Reactions {...props} />
      </div>
    </article>
  );
});
