import { type BookChange, ContactBook, type Sighting } from '../../core/people/contact-book.ts';
import { cardOfText, cardText, type Identity } from '../../core/secure/identity-card.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { IDENTITY_LIMITS } from '../../shared/identity/identity-limits.ts';
import type {
  Contact,
  ContactColour,
  KeyChange,
  OwnIdentity,
  VerifiedHow,
} from '../../shared/identity/identity-models.ts';
import { formatVerifyLink, parseVerifyLink } from '../../shared/identity/verify-link.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { Member, RoomInfo } from '../../shared/models.ts';
import { cleanNick } from '../../shared/nickname.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import type { VaultKind } from '../secure/vault.ts';
import type { ContactStore } from '../store/contact-store.ts';
import { storeProblem } from '../store/database.ts';
import { wallNow } from '../time/clocks.ts';

export interface PeopleParts {
  readonly store: ContactStore;
  readonly path: string;
  readonly identity: Identity;
  readonly keptBy: VaultKind;
  readonly push: (push: Push) => void;
  /** Something could not be kept, or must not have been thrown. */
  readonly defect: (error: unknown) => void;
}

const UNKNOWN = failure('contact_unknown', 'nobody with this key was met');

/** The people that this person met, in whichever room, and who this person is to them. */
export class People {
  readonly #parts: PeopleParts;
  readonly #book: ContactBook;
  /** Cards whose signature was looked at, by their text. */
  readonly #read = new Map<string, string>();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#book = new ContactBook(parts.store.read(), parts.store);
  }

  /** Who this device is to everybody. */
  own(): OwnIdentity {
    const { card } = this.#parts.identity;
    return { key: card.key, card: cardText(card), link: formatVerifyLink(card.key), keptBy: this.#parts.keptBy };
  }

  list(): { readonly contacts: readonly Contact[]; readonly changes: readonly KeyChange[] } {
    return { contacts: this.#book.all(), changes: this.#book.changes() };
  }

  get(key: string): Contact | undefined {
    return this.#book.get(key);
  }

  /** Whether this person compared a code with whoever has this card. */
  isVerified(card: string): boolean {
    const key = this.#keyOf(card);
    return key !== undefined && this.#book.get(key)?.verified !== undefined;
  }

  /** These are in a room, as its host says: who comes for the first time is remembered. */
  met(room: RoomInfo, members: readonly Member[]): void {
    const sightings = members.flatMap((member) => this.#sighting(member));
    try {
      this.#parts.store.together(() => this.#tell(this.#book.meet(room, sightings, wallNow())));
    } catch (error) {
      // A disk that is full: they are known until the program ends.
      this.#parts.defect(error);
    }
  }

  /** The two made sure that each has the other's key. Fails with `contact_unknown`. */
  verify(key: string, how: VerifiedHow): Result<Contact> {
    return this.#changed(key, () => this.#book.verify(key, how, wallNow()));
  }

  unverify(key: string): Result<Contact> {
    return this.#changed(key, () => this.#book.unverify(key));
  }

  /**
   * What a QR code said that somebody showed. @param expected whose it has to be; anybody's without it.
   * Fails with `bad_verify_link`, `other_key` or `contact_unknown`.
   */
  scan(text: string, expected?: string): Result<Contact> {
    const key = parseVerifyLink(text);
    if (key === undefined)
      return failure('bad_verify_link', 'this is no code of a person: scan the one in their window');
    if (expected !== undefined && key !== expected) return failure('other_key', 'this is the code of another key');
    return this.verify(key, 'qr');
  }

  /** What this person calls and sees somebody in; fails with `contact_unknown`, or `bad_nick` for what is no name. */
  describe(
    key: string,
    change: { readonly alias?: string | null | undefined; readonly colour?: ContactColour | null | undefined },
  ): Result<Contact> {
    const alias = change.alias ? cleanNick(change.alias) : null;
    if (alias === undefined) return failure('bad_nick', 'this is no name that can be shown');
    const cleaned = change.alias === undefined ? change : { ...change, alias };
    return this.#changed(key, () => this.#book.describe(key, cleaned));
  }

  /** Nothing of them stays, on the disk neither. */
  forget(key: string): Result<undefined> {
    const forgotten = this.#kept(() => this.#book.forget(key));
    if (!forgotten.ok) return forgotten;
    try {
      this.#parts.store.settle();
      return success(undefined);
    } catch (error) {
      return { ok: false, problem: this.#problem(error) };
    }
  }

  /** That people were met in this room is forgotten, on the disk too; they stay known. @returns why it can't be */
  forgetRoom(roomId: string): Problem | undefined {
    const forgotten = this.#kept(() => this.#book.forgetRoom(roomId));
    if (!forgotten.ok) return forgotten.problem;
    try {
      this.#parts.store.settle();
      return undefined;
    } catch (error) {
      return this.#problem(error);
    }
  }

  /** What this person decided about a change of a key. Fails with `contact_unknown` where it is open no more. */
  decide(id: string, as: 'same' | 'other'): Result<undefined> {
    const decided = this.#kept(() => this.#book.decide(id, as, wallNow()));
    return decided.ok ? success(undefined) : decided;
  }

  close(): void {
    this.#parts.store.close();
  }

  /** Nobody for this device itself, and for a card that is none. */
  #sighting({ id: member, nick, card }: Member): readonly Sighting[] {
    if (card === undefined) return [{ member, nick, identity: undefined }];
    const key = this.#keyOf(card);
    if (key === undefined) return [{ member, nick, identity: undefined }];
    return key === this.#parts.identity.card.key ? [] : [{ member, nick, identity: { key, card } }];
  }

  /** A signature costs a tenth of a millisecond: each card is looked at once. */
  #keyOf(card: string): string | undefined {
    const known = this.#read.get(card);
    if (known !== undefined) return known;
    const key = cardOfText(nodeCrypto, card)?.key;
    if (this.#read.size >= 2 * IDENTITY_LIMITS.contacts) this.#read.clear();
    if (key !== undefined) this.#read.set(card, key);
    return key;
  }

  #changed(key: string, work: () => BookChange | undefined): Result<Contact> {
    const kept = this.#kept(work);
    const contact = this.#book.get(key);
    return kept.ok ? (contact ? success(contact) : UNKNOWN) : kept;
  }

  #kept(work: () => BookChange | undefined): Result<undefined> {
    let change: BookChange | undefined;
    try {
      this.#parts.store.together(() => {
        change = work();
      });
    } catch (error) {
      return { ok: false, problem: this.#problem(error) };
    }
    if (!change) return UNKNOWN;
    this.#tell(change);
    return success(undefined);
  }

  #problem(error: unknown): Problem {
    return storeProblem(error, this.#parts.path);
  }

  #tell({ changed, gone, areChangesOther }: BookChange): void {
    if (changed.length + gone.length > 0) this.#parts.push({ kind: 'contacts', changed, gone });
    if (areChangesOther) this.#parts.push({ kind: 'key-changes', changes: this.#book.changes() });
  }
}
