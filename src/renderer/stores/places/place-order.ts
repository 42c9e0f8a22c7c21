import type { PlaceCard, PlaceKey } from '../../../shared/places/place-models.ts';

/** As the sidebar shows them: the pinned ones first, each part in the user's own order. */
export function inOrder(cards: Iterable<PlaceCard>): readonly PlaceCard[] {
  return [...cards].sort(
    (a, b) => Number(b.isPinned) - Number(a.isPinned) || a.order - b.order || (a.key < b.key ? -1 : 1),
  );
}

/**
 * The order after a place was moved to where another stands: behind it when it came from above, else before it. A place
 * stays among the pinned ones or the others; undefined where nothing changes.
 * @param cards in order
 */
export function movedTo(cards: readonly PlaceCard[], key: PlaceKey, target: PlaceKey): readonly PlaceKey[] | undefined {
  const from = cards.findIndex((card) => card.key === key);
  const to = cards.findIndex((card) => card.key === target);
  const [moving, other] = [cards[from], cards[to]];
  if (!moving || !other || from === to || moving.isPinned !== other.isPinned) return undefined;
  const keys = cards.map((card) => card.key).filter((one) => one !== key);
  return keys.toSpliced(to, 0, key);
}

/** The same by one step up (-1) or down (1). */
export function movedBy(cards: readonly PlaceCard[], key: PlaceKey, step: 1 | -1): readonly PlaceKey[] | undefined {
  const target = cards[cards.findIndex((card) => card.key === key) + step];
  return target && movedTo(cards, key, target.key);
}

/**
 * The place above (-1) or below (1) the shown one, round in a circle; from the list of rooms, the last or the first.
 * @param cards in order
 */
export function neighbourOf(
  cards: readonly PlaceCard[],
  shown: PlaceKey | undefined,
  step: 1 | -1,
): PlaceKey | undefined {
  const at = cards.findIndex(({ key }) => key === shown);
  if (at === -1) return cards.at(step === 1 ? 0 : -1)?.key;
  return cards[(at + step + cards.length) % cards.length]?.key;
}

/** What counts in the badge of the whole: a muted place does not. */
export function unreadInAll(cards: Iterable<PlaceCard>, except?: PlaceKey): { unread: number; mentions: number } {
  let [unread, mentions] = [0, 0];
  for (const card of cards) {
    if (card.isMuted || card.key === except) continue;
    unread += card.unread;
    mentions += card.mentions;
  }
  return { unread, mentions };
}
