import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pendingItems } from '../../stores/conversation/outbox.ts';
import { outboxRows, type Row } from '../../stores/conversation/rows.ts';
import { useApp, useRoom } from '../../stores/hooks.ts';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './conversation.module.css';
import { EmptyRoom } from './empty-room.tsx';
import { MessageList } from './message-list.tsx';

/** The log's rows with those of the outbox below; the same array while neither changes. */
function useRows(): readonly Row[] {
  const conversation = useRoom((state) => state.conversation);
  const outbox = useRoom((state) => state.outbox);
  const you = useRoom(({ room }) => room?.you ?? '');
  const nick = useApp(({ settings }) => settings.nick);
  return useMemo(() => {
    const { rows, messageKeys } = conversation;
    const pending = pendingItems(outbox, you, messageKeys);
    return pending.length === 0 ? rows : [...rows, ...outboxRows(rows.at(-1), pending, { id: you, nick })];
  }, [conversation, outbox, you, nick]);
}

/** What was said in the room. */
export function Conversation() {
  const { t } = useTranslation();
  const rows = useRows();
  const loaded = useRoom(({ conversation }) => conversation.loaded);
  const generation = useRoom(({ conversation }) => conversation.generation);
  const reachedStart = useRoom(({ conversation }) => conversation.reachedStart);
  const silent = reachedStart && rows.every(({ kind }) => kind === 'presence');

  if (loaded && !silent) return <MessageList key={generation} rows={rows} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in a low window and must be reachable by keyboard
    <div className={classes.blank} role="log" aria-label={t('conversation.label')} tabIndex={0}>
      {loaded ? (
        <EmptyRoom />
      ) : (
        <p className={classes.loading}>
          <Spinner />
          {t('conversation.loading')}
        </p>
      )}
    </div>
  );
}
