import { LockKeyhole } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, PrivateMessage, PrivatePerson } from '../../../shared/sealed/private-models.ts';
import type { SealedReference } from '../../../shared/sealed/sealed-models.ts';
import { usePeople, usePrivately, useRoom } from '../../stores/hooks.ts';
import { placeShown } from '../../stores/places/open-places.ts';
import {
  answer,
  loadOlderPrivately,
  loadPeople,
  lookAt,
  react,
  readPrivately,
} from '../../stores/private/private-actions.ts';
import { talkOf } from '../../stores/private/private-store.ts';
import { nameOf, rowsOf } from '../../stores/private/talk.ts';
import { Button } from '../../ui/button.tsx';
import { formatList } from '../../ui/format.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { ConnectionBanner } from '../room/connection-banner.tsx';
import { PrivateComposer } from './private-composer.tsx';
import { PrivateHeader } from './private-header.tsx';
import { PrivateMessageRow } from './private-message.tsx';
import classes from './private-screen.module.css';
import { StandingNotes } from './standing-notes.tsx';
import { usePeopleWords, usePersonName } from './use-people-words.ts';
import { WaitingRows } from './waiting-rows.tsx';

/** Pixels from the end within which what comes is followed. */
const NEAR_END = 80;

/** Everybody in the conversation by name, this person too. */
function useKeyNames(people: readonly PrivatePerson[]) {
  const { t } = useTranslation();
  const own = usePeople((state) => state.own?.key ?? '');
  const personName = usePersonName();
  const byKey = new Map(people.map((person) => [person.key, personName(person)]));
  return (key: string, nick: string) =>
    key === own ? t('conversation.you') : (byKey.get(key) ?? personName({ key, nick }));
}

/** The words of a message in a line; undefined where it is not here. */
function useQuotes(messages: readonly PrivateMessage[], keyName: (key: string, nick: string) => string) {
  const { t } = useTranslation();
  const byName = useMemo(() => new Map(messages.map((message) => [nameOf(message), message])), [messages]);
  return (to: SealedReference | undefined) => {
    if (to === undefined) return undefined;
    const message = byName.get(nameOf(to));
    if (!message?.content || message.problem) return t('private.quotedElsewhere');
    const words = message.content.kind === 'file' ? message.content.file.name : '';
    const text = message.content.kind === 'text' ? message.content.text : words;
    return `${keyName(message.key, message.nick)}: ${text.replaceAll('\n', ' ')}`;
  };
}

/** Follows the end, and tells that what is there was read while somebody looks. */
function useReading(conversation: ConversationId, newest: number, lines: number) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const scroller = list.current;
    if (scroller && atEnd.current && lines > 0) scroller.scrollTop = scroller.scrollHeight;
  }, [lines]);
  useEffect(() => {
    const read = () => {
      if (document.hasFocus() && newest > 0) void readPrivately(conversation, newest);
    };
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [conversation, newest]);
  useEffect(() => {
    const { key } = placeShown();
    void lookAt(key, conversation);
    return () => void lookAt(key, undefined);
  }, [conversation]);
  const scrolled = () => {
    const scroller = list.current;
    if (scroller) atEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
  };
  return { list, scrolled };
}

/** A conversation beside the room's, which some of its members alone can read. */
export function PrivateScreen({ conversation }: { readonly conversation: ConversationId }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const talk = usePrivately((state) => talkOf(state, conversation));
  const waiting = usePrivately((state) => state.waiting);
  const members = useRoom(({ room }) => room?.members);
  const own = usePeople((state) => state.own?.key ?? '');
  const { people, messages, loaded, reachedStart, replyTo } = talk;
  // Who comes, goes or has another key changes what can be sent.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list of members is what makes it ask again
  useEffect(() => {
    void loadPeople(placeShown(), conversation);
  }, [conversation, members]);
  const rows = useMemo(() => rowsOf(messages), [messages]);
  const keyName = useKeyNames(people);
  const quoted = useQuotes(messages, keyName);
  const here = waiting.filter((item) => item.conversation === conversation);
  const { list, scrolled } = useReading(conversation, messages.at(-1)?.seq ?? 0, rows.length + here.length);
  const names = usePeopleWords()(people);
  const isStopped = people.some(({ standing }) => standing === 'changed' || standing === 'unknown');
  return (
    <div className={classes.screen} data-private>
      <PrivateHeader people={people} />
      <ConnectionBanner />
      <StandingNotes people={people} />
      <main className={classes.main}>
        <div
          ref={list}
          className={classes.list}
          role="log"
          aria-label={t('private.label', { names })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and must be reachable by keyboard
          tabIndex={0}
          onScroll={scrolled}
        >
          {!loaded && <Spinner />}
          {loaded && !reachedStart && (
            <Button tone="ghost" className={classes.older} onClick={() => void loadOlderPrivately(conversation)}>
              {t('private.older')}
            </Button>
          )}
          {loaded && rows.length + here.length === 0 && (
            <div className={classes.empty}>
              <LockKeyhole aria-hidden />
              <h2>{t('private.emptyTitle', { names })}</h2>
              <p>{t('private.emptyLead')}</p>
            </div>
          )}
          <div className={classes.rows}>
            {rows.map(({ message, reactions, startsGroup }) => (
              <PrivateMessageRow
                key={message.seq}
                message={message}
                reactions={reactions}
                startsGroup={startsGroup}
                name={keyName(message.key, message.nick)}
                tint={people.find(({ key }) => key === message.key)?.member ?? message.key}
                own={own}
                namesOf={(keys) =>
                  formatList(
                    locale,
                    keys.map((key) => keyName(key, '')),
                  )
                }
                quoted={message.content?.kind === 'reaction' ? undefined : quoted(message.content?.replyTo)}
                onAnswer={() => answer(conversation, { key: message.key, id: message.id })}
                onReact={(emoji, isTaken) =>
                  void react(conversation, { key: message.key, id: message.id }, emoji, isTaken)
                }
              />
            ))}
            <WaitingRows items={here} />
          </div>
        </div>
        <PrivateComposer
          conversation={conversation}
          names={names}
          count={people.length}
          quoted={quoted(replyTo)}
          isStopped={isStopped}
        />
      </main>
    </div>
  );
}
