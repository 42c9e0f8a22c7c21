import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlaceCard } from '../../../shared/places/place-models.ts';
import type { ConversationId, PrivateCard } from '../../../shared/sealed/private-models.ts';
import { usePlaces, usePrivately } from '../../stores/hooks.ts';
import { showPrivate } from '../../stores/private/private-actions.ts';
import { shortCount } from '../../ui/format-amount.ts';
import classes from './private-rows.module.css';
import { usePeopleWords } from './use-people-words.ts';

interface PrivateRowProps {
  readonly card: PrivateCard;
  readonly room: string;
  readonly isShown: boolean;
  readonly onShow: () => void;
}

function PrivateRow({ card: { people, unread }, room, isShown, onShow }: PrivateRowProps) {
  const { t } = useTranslation();
  const names = usePeopleWords()(people);
  const news = unread > 0 ? `, ${t('places.unread', { count: unread })}` : '';
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        data-conversation
        data-new={unread > 0 || undefined}
        aria-current={isShown ? 'page' : undefined}
        aria-label={`${t('private.row', { names, room })}${news}`}
        title={t('private.row', { names, room })}
        tabIndex={-1}
        onClick={onShow}
      >
        <LockKeyhole aria-hidden />
        <bdi className={classes.names}>{names}</bdi>
        {unread > 0 && (
          <span className={classes.count} aria-hidden>
            {shortCount(unread)}
          </span>
        )}
      </button>
    </li>
  );
}

/** The private conversations of a place, under its row in the sidebar. */
export function PrivateRows({ card }: { readonly card: PlaceCard }) {
  const { t } = useTranslation();
  const isPlaceShown = usePlaces(({ shown }) => shown === card.key);
  const shown = usePrivately((state) => state.shown);
  if (card.privately.length === 0) return null;
  const show = (conversation: ConversationId) => void showPrivate(card.key, conversation);
  return (
    <li>
      <ul className={classes.rows} aria-label={t('private.rows', { room: card.name })}>
        {card.privately.map((one) => (
          <PrivateRow
            key={one.conversation}
            card={one}
            room={card.name}
            isShown={isPlaceShown && shown === one.conversation}
            onShow={() => show(one.conversation)}
          />
        ))}
      </ul>
    </li>
  );
}
