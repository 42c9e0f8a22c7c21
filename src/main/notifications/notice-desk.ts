import type { PlaceCard, PlaceKey } from '../../shared/places/place-models.ts';
import type { Settings } from '../../shared/settings.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';

/** A message or a file of somebody else, as it came. */
export interface Heard {
  readonly key: PlaceKey;
  readonly nick: string;
  /** What was said, or the file's name. */
  readonly text: string;
  readonly isFile: boolean;
  /** It names this person, or answers them. */
  readonly isForMe: boolean;
}

/** What a room's notification says. */
export interface Notice {
  readonly key: PlaceKey;
  readonly room: string;
  /** How many it stands for: those that came since nobody looked. */
  readonly count: number;
  /** One of them is for this person. */
  readonly isForMe: boolean;
  readonly last: Heard;
}

/** What the shell is to do. */
export type Deed =
  /** In place of the one of that room, if there is one. */
  | { readonly kind: 'show'; readonly notice: Notice }
  | { readonly kind: 'withdraw'; readonly key: PlaceKey }
  | { readonly kind: 'sound' };

/** What of a place's card is asked for. */
export type NoticePlace = Pick<PlaceCard, 'name' | 'members' | 'isMuted' | 'notices'>;

/** What is so right now, when something is decided. */
export interface DeskView {
  readonly places: ReadonlyMap<PlaceKey, NoticePlace>;
  readonly settings: Pick<Settings, 'notify' | 'sounds'>;
  /** Nobody is to be disturbed. */
  readonly isQuiet: boolean;
  /** The place whose conversation somebody has before their eyes. */
  readonly looksAt: PlaceKey | undefined;
  /** In milliseconds, of a clock that nobody sets. */
  readonly now: number;
}

/** A room's notification: what it says, and what waits to be said with the next one. */
interface Told {
  readonly notice: Notice;
  /** Undefined before it is shown for the first time. */
  readonly shownAt: number | undefined;
  readonly waits: boolean;
}

/**
 * Decides what the desktop is told: one notification for each room, which grows, and goes when somebody looks. It knows
 * no Electron; the shell does what it says.
 */
export class NoticeDesk {
  readonly #told = new Map<PlaceKey, Told>();

  /** Something was said. */
  heard(items: readonly Heard[], view: DeskView): readonly Deed[] {
    for (const item of items) {
      const place = view.places.get(item.key);
      if (place === undefined || !isToBeTold(item, place, view)) continue;
      const before = this.#told.get(item.key);
      const notice = {
        key: item.key,
        room: place.name,
        count: (before?.notice.count ?? 0) + 1,
        isForMe: item.isForMe || (before?.notice.isForMe ?? false),
        last: item,
      };
      // The first that is for this person goes out at once, also where another waits; the fiftieth does not.
      const isUrgent = item.isForMe && before?.notice.isForMe !== true;
      const shownAt = isUrgent ? undefined : before?.shownAt;
      this.#told.set(item.key, { notice, shownAt, waits: true });
    }
    return this.due(view);
  }

  /** Says what has waited long enough; to be called at {@link nextAt}. */
  due({ now, settings }: Pick<DeskView, 'now' | 'settings'>): readonly Deed[] {
    const deeds: Deed[] = [];
    for (const [key, told] of this.#told) {
      if (!told.waits || now < dueAt(told)) continue;
      deeds.push({ kind: 'show', notice: told.notice });
      this.#told.set(key, { notice: told.notice, shownAt: now, waits: false });
    }
    return deeds.length > 0 && settings.sounds ? [...deeds, { kind: 'sound' }] : deeds;
  }

  /** When {@link due} has something to say, by the clock of {@link DeskView.now}. */
  get nextAt(): number | undefined {
    const waiting = [...this.#told.values()].filter(({ waits }) => waits);
    return waiting.length === 0 ? undefined : Math.min(...waiting.map(dueAt));
  }

  /** Somebody looks elsewhere, or settings or places changed: takes back what is not to stand there any more. */
  changed(view: DeskView): readonly Deed[] {
    const withdrawn: Deed[] = [];
    for (const [key, { notice }] of this.#told) {
      const place = view.places.get(key);
      if (place !== undefined && isToBeTold(notice, place, view)) continue;
      this.#told.delete(key);
      withdrawn.push({ kind: 'withdraw', key });
    }
    return withdrawn;
  }

  /** The person answered: the next one counts anew. */
  answered(key: PlaceKey): void {
    this.#told.delete(key);
  }
}

function dueAt({ shownAt }: Told): number {
  return shownAt === undefined ? Number.NEGATIVE_INFINITY : shownAt + WINDOW_LIMITS.noticePaceMs;
}

/** Whether the desktop is told of something in this place, as settings are and people look. */
export function isToBeTold(item: Pick<Heard, 'key' | 'isForMe'>, place: NoticePlace, view: DeskView): boolean {
  if (place.isMuted || item.key === view.looksAt || view.isQuiet) return false;
  switch (place.notices === 'default' ? view.settings.notify : place.notices) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'mentions':
      return item.isForMe;
    case 'fitting':
      return item.isForMe || place.members <= WINDOW_LIMITS.smallRoomMembers;
  }
}
