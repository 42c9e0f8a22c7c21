import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import { pendingItems } from '../../stores/conversation/outbox.ts';
import { outboxRows, type Row, sendingRows } from '../../stores/conversation/rows.ts';
import { pendingSends } from '../../stores/files/transfer-lookup.ts';
import { useApp, useRoom, useTransfers } from '../../stores/hooks.ts';
import { shownTransfers } from '../../stores/places/open-places.ts';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './conversation.module.css';
import { EmptyRoom } from './empty-room.tsx';
import { MessageList } from './message-list.tsx';

const NO_SENDS: readonly Transfer[] = [];

/** Changes when the row does. */
function sendKey({ id, size, files }: Transfer): string {
  return `${id}:${size}:${files?.all ?? ''}`;
}

/** What this member sends and the room does not have yet; the same array while it is the same. */
function useSends(you: string, saidKeys: ReadonlySet<string>, newest: number): readonly Transfer[] {
  // Progress changes a transfer four times a second, and moves no row.
  const ids = useTransfers(({ transfers }) => pendingSends(transfers, you, saidKeys).map(sendKey).join(' '));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `newest` stands for the keys, which grow in place
  return useMemo(
    () => (ids === '' ? NO_SENDS : pendingSends(shownTransfers().getState().transfers, you, saidKeys)),
    [ids, you, saidKeys, newest],
  );
}

/** The log's rows with what is under way below; the same array while neither changes. */
function useRows(): readonly Row[] {
  const conversation = useRoom((state) => state.conversation);
  const outbox = useRoom((state) => state.outbox);
  const you = useRoom(({ room }) => room?.you ?? '');
  const nick = useApp(({ settings }) => settings.nick);
  const { rows, saidKeys, newest } = conversation;
  const sends = useSends(you, saidKeys, newest);
  return useMemo(() => {
    const pending = pendingItems(outbox, you, saidKeys);
    if (pending.length === 0 && sends.length === 0) return rows;
    const me = { id: you, nick };
    const sending = sendingRows(rows.at(-1), sends, me);
    return [...rows, ...sending, ...outboxRows(sending.at(-1) ?? rows.at(-1), pending, me)];
  }, [rows, saidKeys, outbox, sends, you, nick]);
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
