import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import type { Row } from '../../stores/conversation/rows.ts';
import { loadOlder } from '../../stores/history.ts';
import { useRoom } from '../../stores/hooks.ts';
import { readerScrolled } from '../../stores/room-actions.ts';
import { roomStore } from '../../stores/room-store.ts';
import { useDayWords, useLocale, useToday } from '../../ui/use-locale.ts';
import classes from './conversation.module.css';
import { useNames } from './members-panel.tsx';
import { MessageRow } from './message-row.tsx';
import { NewMessagesPill } from './new-messages-pill.tsx';
import { PresenceRow } from './presence-row.tsx';
import { type RowContext, dayLineOf } from './row-context.ts';
import { useReaderPosition } from './use-reader-position.ts';

/** Index of the first row ever loaded; older pages count down from here and must not reach 0. */
const FIRST_INDEX = 1_000_000_000;

/** Pixels drawn beyond the window's edges, so that quick scrolling meets drawn rows and asks early for older ones. */
const OVERSCAN = { top: 900, bottom: 600 };

function Top() {
  const { t } = useTranslation();
  const loading = useRoom((state) => state.loadingOlder);
  return <div className={classes['top']}>{loading && t('conversation.loadingOlder')}</div>;
}

function Bottom() {
  return <div className={classes['bottom']} />;
}

const COMPONENTS = { Header: Top, Footer: Bottom };

function drawRow(_index: number, row: Row, context: RowContext) {
  const day = dayLineOf(row, context);
  if (row.kind === 'presence') return <PresenceRow row={row} day={day} you={context.you} names={context.names} />;
  const known = context.nicks.get(row.from) === row.nick ? context.names.get(row.from) : undefined;
  return (
    <MessageRow
      row={row}
      day={day}
      name={known ?? row.nick}
      own={row.from === context.you}
      locale={context.locale}
    />
  );
}

function keyOf(_index: number, row: Row): string {
  return row.key;
}

function useRowContext(): RowContext {
  const members = useRoom(({ room }) => room?.members);
  const you = useRoom(({ room }) => room?.you ?? '');
  const names = useNames();
  const nicks = useMemo(() => new Map(members?.map(({ id, nick }) => [id, nick])), [members]);
  const locale = useLocale();
  const today = useToday();
  const { today: todayWord, yesterday } = useDayWords();
  return useMemo(
    () => ({ you, names, nicks, locale, today, words: { today: todayWord, yesterday } }),
    [you, names, nicks, locale, today, todayWord, yesterday],
  );
}

/** The virtual list: only what is in sight is drawn, and nothing moves while somebody reads back. */
export function MessageList({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation();
  const list = useRef<VirtuosoHandle>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const prepended = useRoom(({ conversation }) => conversation.prepended);
  const atBottom = useRoom(({ unread }) => unread.atBottom);
  const said = useRoom((state) => state.said);
  const context = useRowContext();

  const toBottom = useCallback(() => {
    readerScrolled(true);
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, []);
  const stick = useReaderPosition(scroller);

  const saidBefore = useRef(said);
  useEffect(() => {
    if (saidBefore.current !== said) toBottom();
    saidBefore.current = said;
  }, [said, toBottom]);

  return (
    <div className={classes['frame']}>
      <Virtuoso<Row, RowContext>
        ref={list}
        scrollerRef={(element) => setScroller(element instanceof HTMLElement ? element : null)}
        className={classes['list'] ?? ''}
        role="log"
        aria-label={t('conversation.label')}
        // Rows that scrolling back draws are nothing new.
        aria-live={atBottom ? 'polite' : 'off'}
        data={rows}
        context={context}
        itemContent={drawRow}
        computeItemKey={keyOf}
        components={COMPONENTS}
        firstItemIndex={FIRST_INDEX - prepended}
        initialTopMostItemIndex={{ index: 'LAST', align: 'end' }}
        increaseViewportBy={OVERSCAN}
        alignToBottom
        followOutput={() => (roomStore.getState().unread.atBottom ? 'auto' : false)}
        totalListHeightChanged={stick}
        startReached={() => void loadOlder()}
      />
      <NewMessagesPill onClick={toBottom} />
    </div>
  );
}
