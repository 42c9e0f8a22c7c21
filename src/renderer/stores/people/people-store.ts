import { createStore } from 'zustand/vanilla';
import type { Contact, IdentityKey, KeyChange, OwnIdentity } from '../../../shared/identity/identity-models.ts';
import { invoke } from '../../bridge.ts';

export interface PeopleState {
  /** Who this device is; undefined until main said it. */
  readonly own: OwnIdentity | undefined;
  readonly contacts: ReadonlyMap<IdentityKey, Contact>;
  /** The same by their cards, as members of rooms have them: only main looks at a card's signature. */
  readonly byCard: ReadonlyMap<string, Contact>;
  /** Those who are verified, by room id and by what they are called there. */
  readonly verifiedIn: ReadonlyMap<string, ReadonlyMap<string, Contact>>;
  /** Changes of keys that this person has to decide about. */
  readonly changes: readonly KeyChange[];
}

/** The people that this device knows, in whichever room. */
export const peopleStore = createStore<PeopleState>()(() => ({
  own: undefined,
  contacts: new Map(),
  byCard: new Map(),
  verifiedIn: new Map(),
  changes: [],
}));

function verifiedIn(contacts: Iterable<Contact>): PeopleState['verifiedIn'] {
  const rooms = new Map<string, Map<string, Contact>>();
  for (const contact of contacts) {
    if (!contact.verified) continue;
    for (const { id, member } of contact.rooms) {
      rooms.set(id, (rooms.get(id) ?? new Map<string, Contact>()).set(member, contact));
    }
  }
  return rooms;
}

/** The contacts, and what is looked up in them. */
function known(contacts: PeopleState['contacts']): Pick<PeopleState, 'contacts' | 'byCard' | 'verifiedIn'> {
  const byCard = new Map(Array.from(contacts.values(), (contact) => [contact.card, contact]));
  return { contacts, byCard, verifiedIn: verifiedIn(contacts.values()) };
}

/** Asks main who this device is and whom it knows; what changes is pushed from then on. */
export async function loadPeople(): Promise<void> {
  const [own, list] = await Promise.all([
    invoke('identity:own', undefined).catch(() => undefined),
    invoke('contacts:list', undefined).catch(() => undefined),
  ]);
  if (own) peopleStore.setState({ own });
  if (!list) return;
  const contacts = new Map(list.contacts.map((contact) => [contact.key, contact]));
  peopleStore.setState({ ...known(contacts), changes: list.changes });
}

export function contactsChanged(changed: readonly Contact[], gone: readonly IdentityKey[]): void {
  const contacts = new Map(peopleStore.getState().contacts);
  for (const key of gone) contacts.delete(key);
  for (const contact of changed) contacts.set(contact.key, contact);
  peopleStore.setState(known(contacts));
}

export function keyChangesChanged(changes: readonly KeyChange[]): void {
  peopleStore.setState({ changes });
}
