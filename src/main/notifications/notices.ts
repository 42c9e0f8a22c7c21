import type { Result } from '../../shared/error-codes.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Log } from '../log.ts';
import type { Language } from '../menu-labels.ts';
import { notify } from '../notify.ts';
import { type Deed, type DeskView, type Heard, type Notice, NoticeDesk } from './notice-desk.ts';
import { noticeWords, notSentWords, replyWords } from './notice-words.ts';

export interface NoticesParts {
  readonly settings: () => Settings;
  readonly language: () => Language;
  /** What is so right now. */
  readonly view: () => DeskView;
  /** Shows the window at that room. */
  readonly open: (key: PlaceKey) => void;
  readonly say: (key: PlaceKey, text: string) => Result<unknown>;
  readonly sound: () => void;
  readonly log: Log;
}

/** The rooms' notifications on the desktop, as {@link NoticeDesk} wants them. */
export class Notices {
  readonly #parts: NoticesParts;
  readonly #desk = new NoticeDesk();
  /** Takes back what stands there, by place. */
  readonly #standing = new Map<PlaceKey, () => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: NoticesParts) {
    this.#parts = parts;
  }

  heard(items: readonly Heard[]): void {
    if (items.length > 0) this.#do(this.#desk.heard(items, this.#parts.view()));
  }

  /** Somebody looks elsewhere, or settings or places changed. */
  update(): void {
    this.#do(this.#desk.changed(this.#parts.view()));
  }

  /** Takes everything back. */
  end(): void {
    clearTimeout(this.#timer);
    for (const withdraw of this.#standing.values()) withdraw();
    this.#standing.clear();
  }

  #do(deeds: readonly Deed[]): void {
    for (const deed of deeds) {
      if (deed.kind === 'show') this.#show(deed.notice);
      else if (deed.kind === 'withdraw') this.#withdraw(deed.key);
      else this.#parts.sound();
    }
    clearTimeout(this.#timer);
    const { nextAt } = this.#desk;
    if (nextAt === undefined) return;
    const wait = Math.max(0, nextAt - this.#parts.view().now);
    this.#timer = setTimeout(() => this.#do(this.#desk.due(this.#parts.view())), wait);
  }

  #show(notice: Notice): void {
    const { settings, language, open, log } = this.#parts;
    const { key } = notice;
    this.#withdraw(key);
    const words = noticeWords(notice, language(), settings().notifyPreview, process.platform);
    const handlers = { clicked: () => open(key), replied: (text: string) => this.#replied(notice, text) };
    this.#standing.set(key, notify({ words, id: key, reply: replyWords(language()) }, handlers, log));
  }

  #withdraw(key: PlaceKey): void {
    this.#standing.get(key)?.();
    this.#standing.delete(key);
  }

  /** Who answers has read it. */
  #replied({ key, room }: Notice, text: string): void {
    const { say, language, open, log } = this.#parts;
    this.#standing.delete(key);
    this.#desk.answered(key);
    const said = say(key, text);
    if (said.ok) return;
    log.warn(`${said.problem.code}: ${said.problem.text}`);
    const words = notSentWords(room, text, language(), process.platform);
    notify({ words }, { clicked: () => open(key) }, log);
  }
}
