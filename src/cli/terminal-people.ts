import type { Identity } from '../core/secure/identity-card.ts';
import { dataFolder } from '../node/party/data-folder.ts';
import { People } from '../node/party/people.ts';
import { ContactStore } from '../node/store/contact-store.ts';
import type { Rest } from '../node/store/rest/rest.ts';
import { DistinctNames } from '../shared/distinct-names.ts';
import type { Push } from '../shared/ipc-contract.ts';
import type { Member, RoomEvent, RoomInfo } from '../shared/models.ts';
import { note } from './output.ts';

/** The people that are met at a terminal: remembered in its data folder, and marked where they are verified. */
export class TerminalPeople {
  readonly #people: People;
  /** Cards by member id. */
  readonly #cards = new Map<string, string>();
  readonly #told = new Set<string>();

  private constructor(store: ContactStore, path: string, identity: Identity) {
    this.#people = new People({
      ...{ store, path, identity, keptBy: 'file' },
      push: (push) => this.#tell(push),
      defect: (error) => note(`partyline: who was met is not remembered: ${String(error)}`),
    });
  }

  /** Undefined without a data folder, and where another program has its contacts open, which is told. */
  static open(data: string | undefined, identity: Identity, rest: Rest | undefined): TerminalPeople | undefined {
    if (data === undefined) return undefined;
    const path = dataFolder.contacts(data);
    const store = ContactStore.open(path, rest);
    if (store.ok) return new TerminalPeople(store.value, path, identity);
    note(`partyline: who is met is not remembered: ${store.problem.text}`);
    return undefined;
  }

  /** These are in the room. */
  met(room: RoomInfo, members: readonly Member[]): void {
    for (const { id, card } of members) {
      if (card === undefined) this.#cards.delete(id);
      else this.#cards.set(id, card);
    }
    this.#people.met(room, members);
  }

  /** Somebody came, as the log says. */
  saw(room: RoomInfo | undefined, { kind, from: id, nick, card }: RoomEvent): void {
    if (kind === 'joined' && room) this.met(room, [{ id, nick, host: false, ...(card !== undefined && { card }) }]);
  }

  /** Whether this person compared a code with a member. */
  isVerified(member: string): boolean {
    const card = this.#cards.get(member);
    return card !== undefined && this.#people.isVerified(card);
  }

  close(): void {
    this.#people.close();
  }

  #tell(push: Push): void {
    if (push.kind !== 'key-changes') return;
    for (const { id, nick, by } of push.changes) {
      if (this.#told.has(id)) continue;
      this.#told.add(id);
      const what =
        by === 'member' ? 'comes back with another key' : 'has the name of somebody you know, and another key';
      note(`partyline: ! "${nick}" ${what}: it may be somebody else. Ask them in person, and see "partyline contacts"`);
    }
  }
}

/** Names as people read them, with a mark behind that of whoever is verified. */
export class MarkedNames extends DistinctNames {
  readonly #people: TerminalPeople | undefined;

  constructor(people: TerminalPeople | undefined) {
    super();
    this.#people = people;
  }

  override enter(named: Parameters<DistinctNames['enter']>[0]): string {
    return this.#marked(named.id, super.enter(named));
  }

  override nameOf(named: Parameters<DistinctNames['nameOf']>[0]): string {
    return this.#marked(named.id, super.nameOf(named));
  }

  #marked(id: string, name: string): string {
    return this.#people?.isVerified(id) ? `${name} ✓` : name;
  }
}
