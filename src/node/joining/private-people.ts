import { cardOfText, type IdentityCard } from '../../core/secure/identity-card.ts';
import type { Member } from '../../shared/models.ts';
import type { PrivatePerson } from '../../shared/sealed/private-models.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';

/** Somebody whom this device met, here or in another room. */
export interface KnownPerson {
  /** Identity card, 160 bytes as base64url. */
  readonly card: string;
  readonly nick: string;
}

export interface PeopleParts {
  /** Who is in the room. */
  readonly members: () => readonly Member[];
  /** Whoever is known by this key, in the room or not. */
  readonly known: (key: string) => KnownPerson | undefined;
}

/** Cards whose signature was checked: as many as a room has members. */
const CARDS_MOST = 1_000;

/** Who is behind the keys of private conversations: those who are here, those who are away, and who passes for one of them. */
export class PrivatePeople {
  readonly #parts: PeopleParts;
  readonly #cards = new Map<string, IdentityCard | undefined>();
  /** Names of those who are not here, as they were called in what they wrote. */
  readonly #nicks = new Map<string, string>();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** The holder of `key` wrote something, under this name. */
  wrote(key: string, nick: string): void {
    this.#nicks.set(key, nick);
  }

  /** Looks who is here, once: who is the holder of a key? */
  look(): (key: string) => PrivatePerson {
    const here = this.#membersByKey();
    return (key) => this.#person(key, here);
  }

  /** The card of whoever has this key; undefined where it is nowhere known. */
  cardOf(key: string): IdentityCard | undefined {
    const text = this.#membersByKey().get(key)?.card ?? this.#parts.known(key)?.card;
    const card = text === undefined ? undefined : this.read(text);
    return card?.key === key ? card : undefined;
  }

  /** Whether a member who is here has a key, and that is another one. */
  hasOtherKey(member: string, key: string): boolean {
    const card = this.#parts.members().find(({ id }) => id === member)?.card;
    const read = card === undefined ? undefined : this.read(card);
    return read !== undefined && read.key !== key;
  }

  #membersByKey(): ReadonlyMap<string, Member> {
    const byKey = new Map<string, Member>();
    for (const member of this.#parts.members()) {
      const card = member.card === undefined ? undefined : this.read(member.card);
      if (card) byKey.set(card.key, member);
    }
    return byKey;
  }

  #person(key: string, here: ReadonlyMap<string, Member>): PrivatePerson {
    const member = here.get(key);
    if (member) return { key, nick: member.nick, member: member.id, standing: 'here' };
    const known = this.#parts.known(key);
    const nick = known?.nick ?? this.#nicks.get(key) ?? '';
    const isTaken = nick !== '' && this.#parts.members().some((one) => one.nick === nick);
    if (isTaken) return { key, nick, member: undefined, standing: 'changed' };
    return { key, nick, member: undefined, standing: known ? 'away' : 'unknown' };
  }

  /** The card of a text; undefined where it is none, or wrongly signed. */
  read(text: string): IdentityCard | undefined {
    if (this.#cards.has(text)) return this.#cards.get(text);
    const [oldest] = this.#cards.keys();
    if (this.#cards.size >= CARDS_MOST && oldest !== undefined) this.#cards.delete(oldest);
    const card = cardOfText(nodeCrypto, text);
    this.#cards.set(text, card);
    return card;
  }
}
