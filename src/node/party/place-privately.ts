import type { Identity } from '../../core/secure/identity-card.ts';
import { failure, type Result } from '../../shared/error-codes.ts';
import type { Member, OutboxItem, RoomEvent } from '../../shared/models.ts';
import type { PrivatePush } from '../../shared/sealed/private-contract.ts';
import type { ConversationId, PrivateCard, PrivateMessage } from '../../shared/sealed/private-models.ts';
import type { SealedContent } from '../../shared/sealed/sealed-models.ts';
import type { KnownPerson } from '../joining/private-people.ts';
import { PrivateWords } from '../joining/private-words.ts';
import type { RoomGuest } from '../joining/room-guest.ts';
import type { PlaceFiles } from './place-files.ts';
import { putPrivateFile, savePrivateFile } from './private-files.ts';

export interface PrivatelyParts {
  readonly key: string;
  readonly identity: Identity;
  readonly guest: RoomGuest;
  readonly files: PlaceFiles;
  /** Whoever this device knows by a key, from any room. */
  readonly known: (key: string) => KnownPerson | undefined;
  readonly push: (push: PrivatePush) => void;
  /** A conversation's card is otherwise than before. */
  readonly changed: () => void;
}

/** People who were here in this run and are remembered when they leave. */
const SEEN_MOST = 1_000;

/** The private conversations of one place, and what the window is told of them. */
export class PlacePrivately {
  readonly words: PrivateWords;
  /** The conversation that somebody has before their eyes. */
  looksAt: ConversationId | undefined = undefined;
  readonly #parts: PrivatelyParts;
  /** Who was here in this run, by card: what is sealed needs no more of them. */
  readonly #seen = new Map<string, KnownPerson>();
  #waited = 0;
  #isReleased = false;
  /** Cards as they were counted last; undefined when something came since. */
  #cards: readonly PrivateCard[] | undefined;

  constructor(parts: PrivatelyParts) {
    this.#parts = parts;
    this.words = new PrivateWords({
      identity: parts.identity,
      guest: parts.guest,
      known: (key) => parts.known(key) ?? this.#seen.get(key),
      opened: (messages) => this.#opened(messages),
    });
  }

  /** All conversations, the one with the newest message first. */
  cards(): readonly PrivateCard[] {
    this.#cards ??= this.words.cards();
    return this.#cards;
  }

  /** New events of the room, or a page of its past. */
  came(events: readonly RoomEvent[]): void {
    if (this.words.came(events)) this.#changed();
  }

  /** Events that came before those that are here: they are no news, but counted. */
  pastCame(events: readonly RoomEvent[]): void {
    if (events.some(({ kind }) => kind === 'sealed')) this.#changed();
  }

  /** Somebody came, went, or is called otherwise. */
  membersChanged(members: readonly Member[]): void {
    for (const { card, nick } of members) {
      const key = card === undefined ? undefined : this.words.keyOf(card);
      if (key !== undefined && card !== undefined) this.#remember(key, { card, nick });
    }
    this.#cards = undefined;
  }

  /** The outbox is otherwise than before. */
  async outboxChanged(): Promise<void> {
    const { guest, key, push } = this.#parts;
    const sealed = guest.outbox.filter((item) => item.sealed !== undefined).length;
    if (sealed === 0 && this.#waited === 0) return;
    this.#waited = sealed;
    const waiting = await this.words.waiting();
    if (!this.#isReleased) push({ kind: 'private-waiting', key, waiting });
  }

  say(conversation: ConversationId, content: SealedContent): Promise<Result<OutboxItem>> {
    return this.words.say(conversation, content);
  }

  /** Sends a file of this computer to those of a conversation. Fails with what {@link say} and the disk say, and with `file_too_large`. */
  async sendFile(conversation: ConversationId, path: string): Promise<Result<OutboxItem>> {
    const put = await putPrivateFile(this.#parts.files, path);
    return put.ok ? this.say(conversation, { kind: 'file', file: put.value }) : put;
  }

  /** Saves the file of a private message among the downloads. @returns its path; fails with `file_gone`, `file_wrong` or what the disk says */
  async saveFile(seq: number): Promise<Result<string>> {
    const message = await this.words.at(seq);
    if (message?.content?.kind !== 'file' || message.problem)
      return failure('transfer_unknown', `there is no private file ${seq}`);
    return savePrivateFile(this.#parts.files, message.content.file);
  }

  /** Everything of a conversation up to event `seq` is read. */
  readTo(conversation: ConversationId, seq: number): void {
    this.words.readTo(conversation, seq);
    this.#changed();
  }

  /** Nothing that was opened is kept any longer. */
  release(): void {
    this.#isReleased = true;
    this.words.forget();
  }

  #opened(messages: readonly PrivateMessage[]): void {
    if (this.#isReleased) return;
    this.#parts.push({ kind: 'private-messages', key: this.#parts.key, messages });
  }

  #changed(): void {
    this.#cards = undefined;
    this.#parts.changed();
  }

  #remember(key: string, person: KnownPerson): void {
    const [oldest] = this.#seen.keys();
    if (this.#seen.size >= SEEN_MOST && !this.#seen.has(key) && oldest !== undefined) this.#seen.delete(oldest);
    this.#seen.set(key, person);
  }
}
