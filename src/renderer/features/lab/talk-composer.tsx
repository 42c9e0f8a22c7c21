import { SendHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabConnection, LabServer } from '../../../shared/lab/lab-models.ts';
import { answerKey, writeLabDraft } from '../../stores/lab/drafts.ts';
import { useChoices, useLabDraft } from '../../stores/lab/hooks.ts';
import { answerClient } from '../../stores/lab/send-actions.ts';
import { Button } from '../../ui/button.tsx';
import classes from './composer.module.css';
import { EncodingChoice } from './encoding-choice.tsx';

function Answer({ server, connection }: { readonly server: LabServer; readonly connection: LabConnection }) {
  const { t } = useTranslation();
  const choices = useChoices();
  const key = answerKey(server.id, connection.id);
  const { text } = useLabDraft(key);
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void answerClient(server.id, connection.id, choices);
      }}
    >
      <div className={classes.line}>
        <input
          className={classes.field}
          aria-label={t('lab.talk.label', { peer: connection.peer })}
          placeholder={t('lab.talk.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => writeLabDraft(key, { text: currentTarget.value })}
        />
        <Button tone="primary" type="submit" square aria-label={t('lab.talk.send')} title={t('lab.talk.send')}>
          <SendHorizontal aria-hidden />
        </Button>
      </div>
      <div className={classes.options}>
        <EncodingChoice />
        <p className={classes.hint}>{t('lab.talk.hint')}</p>
      </div>
    </form>
  );
}

export interface TalkComposerProps {
  readonly server: LabServer;
  /** The one that is looked at; undefined for all of them. */
  readonly connection: LabConnection | undefined;
}

/** Habit `talk`: where a person answers one client. */
export function TalkComposer({ server, connection }: TalkComposerProps) {
  const { t } = useTranslation();
  if (connection === undefined) {
    return server.connections.length === 0 ? null : <p className={classes.note}>{t('lab.talk.choose')}</p>;
  }
  if (connection.state === 'closed') return <p className={classes.note}>{t('lab.talk.over')}</p>;
  return <Answer server={server} connection={connection} />;
}
