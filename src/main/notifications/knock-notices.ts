import type { Knock } from '../../shared/doors/door-models.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import { oneLine, withoutMarkup } from '../desktop-text.ts';
import type { Language } from '../menu-labels.ts';
import type { NotificationWords } from '../transfer-words.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';

const WORDS: Readonly<
  Record<Language, { readonly title: (room: string) => string; readonly body: (nick: string) => string }>
> = {
  en: { title: (room) => `Somebody knocks at ${room}`, body: (nick) => `${nick}: let them in or turn them away.` },
  'zh-CN': { title: (room) => `有人在敲“${room}”的门`, body: (nick) => `${nick}：放行或谢绝。` },
};

/** What a notification of a knock says. */
export function knockWords(
  { nick, room }: { readonly nick: string; readonly room: string },
  language: Language,
  platform: NodeJS.Platform,
): NotificationWords {
  const { title, body } = WORDS[language];
  const shown = (text: string) => withoutMarkup(oneLine(text, WINDOW_LIMITS.noticeLength), platform);
  return { title: shown(title(room)), body: shown(body(nick)) };
}

/** Finds in what is pushed who knocks at which room, each once. */
export class NewKnocks {
  readonly #known = new Map<PlaceKey, ReadonlySet<number>>();

  take(push: Push): { readonly key: PlaceKey; readonly knocks: readonly Knock[] } | undefined {
    const sight = push.kind === 'room' ? push.change.view.door : undefined;
    if (push.kind !== 'room' || sight === undefined) return undefined;
    const { key } = push;
    const before = this.#known.get(key);
    this.#known.set(key, new Set(sight.knocks.map(({ id }) => id)));
    const knocks = sight.knocks.filter(({ id }) => before?.has(id) !== true);
    return knocks.length > 0 ? { key, knocks } : undefined;
  }
}
