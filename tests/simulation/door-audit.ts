import type { RoomEvent } from '../../src/shared/models.ts';
import { Violation } from './ledger.ts';

/** Whom a nickname of these runs is of: `guest-1.3` is the third name of guest-1. */
function personOf(nick: string): string {
  return nick.split('.')[0] as string;
}

/** Who may be in the room by what its log says and by whom those at the door let in, read without the code under test. */
export class DoorAudit {
  #door = 'open';
  /** Cards of those who were in the room, by member. */
  readonly #cards = new Map<string, string | undefined>();
  readonly #members = new Set<string | undefined>();
  readonly #admitted = new Set<string | undefined>();
  readonly #moderators = new Set<string>();
  /** How many bans each person has. */
  readonly #bans = new Map<string, number>();

  /** Somebody who may asks to let in whoever knocks with this card. */
  admits(by: string, isHost: boolean, card: string | undefined): void {
    if (isHost || this.#moderators.has(by)) this.#admitted.add(card);
  }

  /** @throws Violation when somebody who is banned is in the room */
  check(members: readonly { readonly nick: string }[]): void {
    for (const { nick } of members)
      if (this.#isBanned(nick)) throw new Violation(`${nick} is in the room, and banned from it`);
  }

  /** @throws Violation when the event tells of what may not be */
  happened(event: RoomEvent): void {
    const { kind, from, text, about, nick } = event;
    if (kind === 'door') this.#door = text;
    else if (kind === 'joined') this.#joined(event);
    else if (kind === 'role' && about && text === 'moderator') this.#moderators.add(about.id);
    else if (kind === 'role' && about) this.#moderators.delete(about.id);
    else if (kind === 'removed' || kind === 'banned') this.#expelled(event);
    else if (kind === 'unbanned' && about) this.#ban(about.nick, -1);
    if (kind === 'door' || kind === 'role' || kind === 'banned' || kind === 'unbanned') this.#checkHost(kind, nick);
    if (kind === 'removed' && nick !== HOST_NICK && !this.#moderators.has(from))
      throw new Violation(`${nick} removed somebody, and may not`);
  }

  #joined({ from, nick, card }: RoomEvent): void {
    if (nick === HOST_NICK) return;
    if (this.#isBanned(nick)) throw new Violation(`${nick} came in, and is banned`);
    const isKnown = this.#door === 'open' || this.#members.has(card) || this.#admitted.has(card);
    if (!isKnown) throw new Violation(`${nick} came in by a door that is ${this.#door}`);
    this.#cards.set(from, card);
    this.#members.add(card);
  }

  #expelled({ kind, about }: RoomEvent): void {
    if (!about) return;
    const card = this.#cards.get(about.id);
    if (about.id !== '') this.#members.delete(card);
    this.#admitted.delete(card);
    this.#moderators.delete(about.id);
    if (kind === 'banned') this.#ban(about.nick, 1);
  }

  #ban(nick: string, more: number): void {
    const person = personOf(nick);
    this.#bans.set(person, (this.#bans.get(person) ?? 0) + more);
  }

  #isBanned(nick: string): boolean {
    return (this.#bans.get(personOf(nick)) ?? 0) > 0;
  }

  #checkHost(kind: string, nick: string): void {
    if (nick !== HOST_NICK) throw new Violation(`${nick} caused ${kind}, which is the host's alone`);
  }
}

export const HOST_NICK = 'host';
