import type { Result } from '../../shared/error-codes.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { ConversationId, PrivateMessage } from '../../shared/sealed/private-models.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Log } from '../log.ts';
import type { Language } from '../menu-labels.ts';
import type { DesktopNotice, NoticeHandlers } from '../notify.ts';
import { type DeskView, isToBeTold } from './notice-desk.ts';
import { notSentWords, privateWords, replyWords } from './notice-words.ts';

export interface PrivateNoticesParts {
  readonly settings: () => Settings;
  readonly language: () => Language;
  readonly view: () => DeskView;
  /** The private conversation that somebody has before their eyes. */
  readonly looksAt: (key: PlaceKey) => ConversationId | undefined;
  /** Shows the window at that conversation. */
  readonly open: (key: PlaceKey, conversation: ConversationId) => void;
  /** Says something in that conversation, and nowhere else. */
  readonly say: (key: PlaceKey, conversation: ConversationId, text: string) => Promise<Result<unknown>>;
  readonly sound: () => void;
  readonly log: Log;
  /** Says something on the desktop. @returns takes it back */
  readonly show: (notice: DesktopNotice, handlers: NoticeHandlers, log: Log) => () => void;
}

/**
 * The notifications of private messages: one for each conversation, apart from those of the rooms. An answer that is typed into one is said
 * in that conversation: said in the room it would tell everybody what was meant for one.
 */
export class PrivateNotices {
  readonly #parts: PrivateNoticesParts;
  /** Takes back what stands there, by place and conversation. */
  readonly #standing = new Map<string, () => void>();

  constructor(parts: PrivateNoticesParts) {
    this.#parts = parts;
  }

  /** Messages came in a place. */
  heard(key: PlaceKey, messages: readonly PrivateMessage[]): void {
    const view = this.#parts.view();
    const place = view.places.get(key);
    if (!place || !isToBeTold({ key, isForMe: true }, place, { ...view, looksAt: undefined })) return;
    for (const message of messages) {
      const isSeen = message.conversation === this.#parts.looksAt(key);
      if (!message.isOwn && !isSeen && message.content?.kind !== 'reaction') this.#show(key, place.name, message);
    }
  }

  /** Somebody reads that conversation, or it is gone. */
  withdraw(key: PlaceKey, conversation: ConversationId): void {
    const name = nameOf(key, conversation);
    this.#standing.get(name)?.();
    this.#standing.delete(name);
  }

  /** Takes everything back. */
  end(): void {
    for (const withdraw of this.#standing.values()) withdraw();
    this.#standing.clear();
  }

  #show(key: PlaceKey, room: string, message: PrivateMessage): void {
    const { settings, language, open, sound, log, show } = this.#parts;
    const { conversation } = message;
    this.withdraw(key, conversation);
    const words = privateWords(room, message, language(), settings().notifyPreview, process.platform);
    const id = nameOf(key, conversation);
    const handlers: NoticeHandlers = {
      clicked: () => open(key, conversation),
      replied: (text) => void this.#replied(key, room, conversation, text),
    };
    this.#standing.set(id, show({ words, id, reply: replyWords(language()) }, handlers, log));
    if (settings().sounds) sound();
  }

  async #replied(key: PlaceKey, room: string, conversation: ConversationId, text: string): Promise<void> {
    const { say, language, open, log, show } = this.#parts;
    this.#standing.delete(nameOf(key, conversation));
    const said = await say(key, conversation, text);
    if (said.ok) return;
    const words = notSentWords(room, text, language(), process.platform);
    show({ words }, { clicked: () => open(key, conversation) }, log);
  }
}

function nameOf(key: PlaceKey, conversation: ConversationId): string {
  return `${key} ${conversation}`;
}
