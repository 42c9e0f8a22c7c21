import type { Connection } from '../../shared/models.ts';
import type { PlaceCard, PlaceKey } from '../../shared/places/place-models.ts';
import type { KeptPlace } from '../store/place-table.ts';
import type { Place } from './place.ts';

/** For how long changes are gathered before they are told, in milliseconds: a busy room changes its counter with each message. */
const GATHER_MS = 30;

export interface CardParts {
  readonly kept: (key: PlaceKey) => KeptPlace | undefined;
  readonly place: (key: PlaceKey) => Place | undefined;
  /** How a place stands that is none yet, or could not be opened; undefined where it is none at all. */
  readonly closed: (key: PlaceKey) => Connection | undefined;
  readonly push: (changed: readonly PlaceCard[], gone: readonly PlaceKey[]) => void;
}

/** The cards of places, and what is told of their changes: of each the last one, some times a second at most. */
export class PlaceCards {
  readonly #parts: CardParts;
  readonly #changed = new Set<PlaceKey>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: CardParts) {
    this.#parts = parts;
  }

  /** The card of a place; undefined where the key names none. */
  card(key: PlaceKey): PlaceCard | undefined {
    const { kept: keptOf, place: placeOf, closed } = this.#parts;
    const kept = keptOf(key);
    const place = placeOf(key);
    const connection = place?.guest.connection ?? closed(key);
    if (!kept || !connection) return undefined;
    const { name, address, hosted, isPinned, isMuted, notices, order, isAnnounced } = kept;
    const room = place?.guest.room;
    const { unread, mentions } = place?.mark ?? kept.mark;
    return {
      key,
      roomId: room?.id ?? kept.roomId,
      name: room?.name ?? name,
      isHosted: hosted !== undefined,
      address: place?.address ?? address,
      connection,
      members: place?.guest.memberCount ?? 0,
      ...{ unread, mentions, isPinned, isMuted, notices, order },
      privately: place?.privately.cards() ?? [],
      isAnnounced: hosted !== undefined && isAnnounced,
    };
  }

  /** Something that the card shows changed, or the place is there no more. */
  changed(key: PlaceKey): void {
    this.#changed.add(key);
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Tells what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#changed.size === 0) return;
    const keys = [...this.#changed];
    this.#changed.clear();
    const changed = keys.flatMap((key) => this.card(key) ?? []);
    const there = new Set(changed.map(({ key }) => key));
    this.#parts.push(
      changed,
      keys.filter((key) => !there.has(key)),
    );
  }
}
