import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { DEFAULT_LIMITS } from '../../../shared/limits.ts';
import { useRoom } from '../../stores/hooks.ts';
import { sayDraft, tellTyping, writeDraft } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { AttachButton } from '../files/attach-button.tsx';
import classes from './composer.module.css';
import { charactersLeft, sendsMessage } from './composer-keys.ts';

function Counter({ left }: { readonly left: number }) {
  const { t } = useTranslation();
  const words = left < 0 ? t('composer.over', { count: -left }) : t('composer.left', { count: left });
  return (
    <span className={classes.counter} data-over={left < 0 || undefined} role="status">
      {words}
    </span>
  );
}

/** Where one writes. It works whatever the link does: main keeps what is sent until the host has it. */
export function Composer() {
  const { t } = useTranslation();
  const draft = useRoom((state) => state.draft);
  const [problem, setProblem] = useState<Problem>();
  const field = useRef<HTMLTextAreaElement>(null);
  const mentioned = useRoom((state) => state.mentioned);
  useEffect(() => {
    if (mentioned > 0) field.current?.focus();
  }, [mentioned]);
  const left = charactersLeft(draft.length, DEFAULT_LIMITS.messageLength);
  const ready = draft.trim() !== '' && (left ?? 0) >= 0;

  const send = async () => {
    field.current?.focus();
    if (ready) setProblem(await sayDraft());
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
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
      <div className={classes.box}>
        <AttachButton />
        <textarea
          ref={field}
          className={classes.field}
          aria-label={t('composer.label')}
          placeholder={t('composer.placeholder')}
          rows={1}
          dir="auto"
          // biome-ignore lint/a11y/noAutofocus: who enters a room wants to write
          autoFocus
          value={draft}
          onChange={({ currentTarget: { value } }) => {
            writeDraft(value);
            if (value.trim() !== '') void tellTyping();
          }}
          onKeyDown={pressed}
        />
        <Button
          tone="primary"
          square
          type="submit"
          aria-label={t('composer.send')}
          title={t('composer.send')}
          aria-disabled={!ready}
        >
          <SendHorizontal aria-hidden />
        </Button>
      </div>
      <p className={classes.foot}>
        <span>{t('composer.hint')}</span>
        {left !== undefined && <Counter left={left} />}
      </p>
    </form>
  );
}
