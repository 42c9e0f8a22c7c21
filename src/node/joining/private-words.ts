import { conversationOf, othersIn } from '../../core/conversation/private-conversation.ts';
import { cleanText } from '../../core/room/check-text.ts';
import type { Identity, IdentityCard } from '../../core/secure/identity-card.ts';
import { openWords } from '../../core/secure/sealed-words/open-words.ts';
import { sealWords } from '../../core/secure/sealed-words/seal-words.ts';
import type { SealedPorts } from '../../core/secure/sealed-words/sealed-box.ts';
import { claimOf } from '../../core/secure/sealed-words/sealed-row.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import type {
  ConversationId,
  PrivateCard,
  PrivateMessage,
  PrivatePerson,
  PrivateWaiting,
} from '../../shared/sealed/private-models.ts';
import { SEALED_RECIPIENTS } from '../../shared/sealed/sealed-limits.ts';
import type { SealedContent } from '../../shared/sealed/sealed-models.ts';
import { openHpke } from '../secure/hpke.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import { KeptMessages } from './kept-messages.ts';
import { type KnownPerson, PrivatePeople } from './private-people.ts';
import type { RoomGuest } from './room-guest.ts';

export interface PrivateParts {
  readonly identity: Identity;
  readonly guest: Pick<
    RoomGuest,
    'room' | 'members' | 'you' | 'canSeal' | 'sealed' | 'outbox' | 'nextId' | 'saySealed'
  >;
  /** Whoever is known by this key and not in the room now. */
  readonly known: (key: string) => KnownPerson | undefined;
  /** Messages that were opened, in the order in which they came. */
  readonly opened: (messages: readonly PrivateMessage[]) => void;
}

const PORTS: SealedPorts = { crypto: nodeCrypto, hpke: openHpke(nodeCrypto) };
const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** The private conversations that a member has in a room: what comes is opened in order, what is said is sealed. */
export class PrivateWords {
  readonly #parts: PrivateParts;
  readonly #kept = new KeptMessages();
  /** What was said here and waits, by id. */
  readonly #said = new Map<string, SealedContent>();
  readonly #people: PrivatePeople;
  #opening: Promise<void> = Promise.resolve();
  #sealing: Promise<unknown> = Promise.resolve();

  constructor(parts: PrivateParts) {
    this.#parts = parts;
    this.#people = new PrivatePeople({ members: () => parts.guest.members, known: parts.known });
  }

  /** This person's identity key. */
  get own(): string {
    return this.#parts.identity.card.key;
  }

  /** Settles when all that came until now is opened. */
  get settled(): Promise<void> {
    return this.#opening;
  }

  /** New events of the room: what of them is for this member is opened, each after those before it. @returns whether there is any */
  came(events: readonly RoomEvent[]): boolean {
    const own = events.filter((event) => this.concerns(event));
    if (own.length === 0) return false;
    this.#opening = this.#opening.then(async () => {
      const messages: PrivateMessage[] = [];
      for (const event of own) messages.push(...(await this.#open(event)));
      if (messages.length > 0) this.#parts.opened(messages);
    });
    return true;
  }

  /** Whether an event is a private message to this member or by it, and no repetition of another. */
  concerns({ kind, seq, sealed }: RoomEvent): boolean {
    if (kind !== 'sealed' || !sealed || !claimOf(sealed, this.own)) return false;
    return this.#parts.guest.sealed?.sealed.has(seq) ?? true;
  }

  /** One event opened, by itself; undefined where it is none of this member's business. */
  async read(event: RoomEvent): Promise<PrivateMessage | undefined> {
    const [message] = this.concerns(event) ? await this.#open(event) : [];
    return message;
  }

  /** The private message with this number; undefined where there is none that concerns this member. */
  async at(seq: number): Promise<PrivateMessage | undefined> {
    const event = this.#parts.guest.sealed?.event(seq);
    return event && this.read(event);
  }

  /** The `limit` newest messages of a conversation before event `before`, oldest first, of those that are here. */
  async history(conversation: ConversationId, before: number, limit: number): Promise<readonly PrivateMessage[]> {
    const store = this.#parts.guest.sealed;
    const messages: PrivateMessage[] = [];
    for (const seq of store?.sealed.page(conversation, before, limit) ?? []) {
      const event = store?.event(seq);
      if (event) messages.push(...(await this.#open(event)));
    }
    return messages;
  }

  /** All conversations of which there is something, the one with the newest message first. */
  cards(): readonly PrivateCard[] {
    const counts = this.#parts.guest.sealed?.sealed.counts() ?? [];
    if (counts.length === 0) return [];
    const people = this.#people.look();
    return counts.map(({ conversation, newest, unread }) => ({
      conversation,
      people: othersIn(conversation).map(people),
      unread,
      newest,
    }));
  }

  /** The identity key of a card as text; undefined where it is none, or wrongly signed. */
  keyOf(card: string): string | undefined {
    return this.#people.read(card)?.key;
  }

  /** The conversation with these members, by their ids. Fails with `no_recipient`, `recipient_unknown` or `too_many_recipients`. */
  with(members: readonly string[]): Result<ConversationId> {
    const keys: string[] = [];
    for (const member of members) {
      const here = this.#parts.guest.members.find(({ id }) => id === member);
      const key = here?.card === undefined ? undefined : this.keyOf(here.card);
      if (key === undefined)
        return failure('recipient_unknown', 'they came without a key', { nick: here?.nick ?? member });
      keys.push(key);
    }
    const conversation = conversationOf(this.own, keys);
    if (conversation === undefined) return failure('no_recipient', 'nobody else is in it');
    if (othersIn(conversation).length > SEALED_RECIPIENTS)
      return failure('too_many_recipients', `at most ${SEALED_RECIPIENTS} people`);
    return success(conversation);
  }

  /** Those whom a conversation is with. */
  people(conversation: ConversationId): readonly PrivatePerson[] {
    return othersIn(conversation).map(this.#people.look());
  }

  /** Everything of a conversation up to event `seq` is read. */
  readTo(conversation: ConversationId, seq: number): void {
    this.#parts.guest.sealed?.sealed.readTo(conversation, seq);
  }

  /** What waits to be said in private, in order. */
  async waiting(): Promise<readonly PrivateWaiting[]> {
    const waiting: PrivateWaiting[] = [];
    for (const { id, sealed, at, state, problem } of this.#parts.guest.outbox) {
      const claim = sealed && claimOf(sealed, this.own);
      if (!claim) continue;
      const content = this.#said.get(id) ?? (await this.#contentOf(id, sealed));
      waiting.push({ conversation: claim.conversation, id, at, content, state, problem });
    }
    return waiting;
  }

  /**
   * Says something to those of a conversation, each sealed message behind the one before. Fails with `no_room`, `host_cannot_seal`,
   * `recipient_unknown`, `recipient_key_changed`, `text_empty`, `text_too_long` or `too_many_recipients`.
   */
  say(conversation: ConversationId, content: SealedContent): Promise<Result<OutboxItem>> {
    const said = this.#sealing.then(() => this.#say(conversation, content));
    this.#sealing = said;
    return said;
  }

  /** Nothing opened is kept any longer. */
  forget(): void {
    this.#kept.clear();
    this.#said.clear();
  }

  async #say(conversation: ConversationId, wanted: SealedContent): Promise<Result<OutboxItem>> {
    const { guest, identity } = this.#parts;
    const { room } = guest;
    if (room === undefined) return NO_ROOM;
    if (!guest.canSeal) return failure('host_cannot_seal', 'the host knows nothing of private messages');
    const content = wanted.kind === 'text' ? { ...wanted, text: cleanText(wanted.text) } : wanted;
    if (content.kind === 'text' && content.text.trim() === '') return failure('text_empty', 'the text shows nothing');
    const cards: IdentityCard[] = [];
    for (const person of this.people(conversation)) {
      const { nick } = person;
      if (person.standing === 'changed')
        return failure('recipient_key_changed', `${nick} has another key now`, { nick });
      const card = this.#people.cardOf(person.key);
      if (!card) return failure('recipient_unknown', 'there is no key of theirs here', { nick });
      cards.push(card);
    }
    const id = guest.nextId();
    const words = await sealWords(PORTS, identity, cards, { content, place: { room: room.id, id } });
    if (typeof words === 'string') return failure(words, 'it could not be sealed');
    this.#said.set(id, content);
    return guest.saySealed(id, words);
  }

  async #open(event: RoomEvent): Promise<readonly PrivateMessage[]> {
    const { sealed, seq, at, id, nick, from, late } = event;
    const claim = sealed && claimOf(sealed, this.own);
    if (!claim) return [];
    const known = this.#kept.get(event);
    if (known) return [known];
    const opened = await openWords(PORTS, this.#parts.identity, sealed, this.#place(id));
    this.#said.delete(id);
    const key = opened?.author.key ?? claim.author;
    const { conversation, isOwn } = claim;
    const isOther = opened !== undefined && this.#people.hasOtherKey(from, key);
    if (opened && !isOther) this.#people.wrote(key, nick);
    const message: PrivateMessage = {
      ...{ conversation, seq, at, id, key, nick, isOwn, late },
      content: opened?.content,
      problem: isOther ? 'other_card' : opened ? undefined : 'unopened',
    };
    this.#kept.put(event, message);
    return [message];
  }

  async #contentOf(id: string, sealed: NonNullable<OutboxItem['sealed']>): Promise<SealedContent | undefined> {
    const opened = await openWords(PORTS, this.#parts.identity, sealed, this.#place(id));
    if (opened) this.#said.set(id, opened.content);
    return opened?.content;
  }

  #place(id: string): { readonly room: string; readonly id: string } {
    return { room: this.#parts.guest.room?.id ?? '', id };
  }
}
