import { LockKeyhole, Paperclip, SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { ConversationId } from '../../../shared/sealed/private-models.ts';
import { usePrivately } from '../../stores/hooks.ts';
import { answer, sayPrivately, sendPrivateFile, writePrivateDraft } from '../../stores/private/private-actions.ts';
import { talkOf } from '../../stores/private/private-store.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { sendsMessage } from '../room/composer-keys.ts';
import classes from './private-composer.module.css';

export interface PrivateComposerProps {
  readonly conversation: ConversationId;
  /** Everybody but this person, in words. */
  readonly names: string;
  readonly count: number;
  /** What the draft answers, in words. */
  readonly quoted: string | undefined;
  /** Nothing may be sent as it stands. */
  readonly isStopped: boolean;
}

/** Where one writes to some alone: it says in words, beside the lock, who reads it. */
export function PrivateComposer({ conversation, names, count, quoted, isStopped }: PrivateComposerProps) {
  const { t } = useTranslation();
  const draft = usePrivately((state) => talkOf(state, conversation).draft);
  const [problem, setProblem] = useState<Problem>();
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isReady = draft.trim() !== '' && !isStopped;

  const send = async () => {
    field.current?.focus();
    if (isReady) setProblem(await sayPrivately(conversation));
  };
  const attach = async () => {
    setSending(true);
    setProblem(await sendPrivateFile(conversation));
    setSending(false);
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && quoted !== undefined) return answer(conversation, undefined);
    if (!sendsMessage(event.nativeEvent)) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem && <ProblemNote problem={problem} />}
      {quoted !== undefined && (
        <div className={classes.quote}>
          <span>{quoted}</span>
          <Button
            tone="ghost"
            small
            square
            aria-label={t('private.dropReply')}
            onClick={() => answer(conversation, undefined)}
          >
            <X aria-hidden />
          </Button>
        </div>
      )}
      <p className={classes.readers}>
        <LockKeyhole aria-hidden />
        {t('private.readers', { count, names })}
      </p>
      <div className={classes.box}>
        <Button
          tone="ghost"
          square
          aria-label={t('private.attach', { names })}
          title={t('private.attach', { names })}
          disabled={isStopped || isSending}
          onClick={() => void attach()}
        >
          <Paperclip aria-hidden />
        </Button>
        <textarea
          ref={field}
          className={classes.field}
          aria-label={t('private.field', { names })}
          placeholder={t('private.placeholder', { names })}
          rows={1}
          dir="auto"
          // biome-ignore lint/a11y/noAutofocus: who opens a conversation wants to write
          autoFocus
          disabled={isStopped}
          value={draft}
          onChange={({ currentTarget: { value } }) => writePrivateDraft(conversation, value)}
          onKeyDown={pressed}
        />
        <Button
          tone="primary"
          square
          type="submit"
          aria-label={t('private.send', { names })}
          title={t('private.send', { names })}
          aria-disabled={!isReady}
        >
          <SendHorizontal aria-hidden />
        </Button>
      </div>
    </form>
  );
}
