import { ContactBook } from '../core/people/contact-book.ts';
import { dataFolder, openDataFolder } from '../node/party/data-folder.ts';
import { ContactStore } from '../node/store/contact-store.ts';
import { wallNow } from '../node/time/clocks.ts';
import { failure, type Problem, type Result, success } from '../shared/error-codes.ts';
import { type Contact, identityKeySchema } from '../shared/identity/identity-models.ts';
import { parseVerifyLink } from '../shared/identity/verify-link.ts';
import { restOf } from './disk-encryption.ts';
import { failWith, note, printJson, printLine } from './output.ts';

/** Digits of a key in a line: enough to tell people of one name apart, and to nobody a proof. */
const KEY_SHOWN = 16;

interface ContactFlags {
  readonly data: string;
  /** A key, the link of a QR code, or the name of the only contact that is called so. */
  readonly verify?: string;
  readonly unverify?: string;
  readonly forget?: string;
  readonly json?: boolean;
}

/** `partyline contacts`: the people that were met from this data folder, and what this person settled about them. */
export async function runContacts(flags: ContactFlags): Promise<void> {
  const folder = openDataFolder(flags.data);
  if (!folder.ok) return failWith(folder.problem);
  const rest = await restOf({ data: flags.data });
  if (!rest.ok) return failWith(rest.problem);
  const store = ContactStore.open(dataFolder.contacts(flags.data), rest.value);
  if (!store.ok) return failWith(store.problem);
  try {
    const book = new ContactBook(store.value.read(), store.value);
    const problem = settle(book, flags);
    if (problem) return failWith(problem);
    if (flags.forget !== undefined) store.value.settle();
    list(book, flags.json === true);
  } finally {
    store.value.close();
  }
}

function settle(book: ContactBook, { verify, unverify, forget }: ContactFlags): Problem | undefined {
  const now = wallNow();
  for (const [who, change] of [
    [verify, (key: string) => book.verify(key, parseVerifyLink(verify ?? '') ? 'qr' : 'code', now)],
    [unverify, (key: string) => book.unverify(key)],
    [forget, (key: string) => book.forget(key)],
  ] as const) {
    if (who === undefined) continue;
    const contact = contactOf(book, who);
    if (!contact.ok) return contact.problem;
    change(contact.value.key);
  }
  return undefined;
}

/** Fails with `contact_unknown` where nobody, or more than one, is called so. */
function contactOf(book: ContactBook, who: string): Result<Contact> {
  const key = parseVerifyLink(who) ?? identityKeySchema.safeParse(who.trim().toLowerCase()).data;
  const found = key === undefined ? book.all().filter(({ nick, alias }) => nick === who || alias === who) : [];
  const contact = key === undefined ? found[0] : book.get(key);
  if (!contact) return failure('contact_unknown', `nobody was met who is "${who}": name a key, or a link of a QR code`);
  if (found.length > 1)
    return failure('contact_unknown', `${found.length} people are called "${who}": name one by the key`);
  return success(contact);
}

function list(book: ContactBook, json: boolean): void {
  const contacts = book.all().toSorted((one, other) => other.lastMet - one.lastMet);
  for (const contact of contacts) {
    if (json) printJson({ event: 'contact', ...contact });
    else printLine(lineOf(contact));
  }
  for (const change of book.changes()) {
    if (json) printJson({ event: 'key_change', ...change });
    else
      note(
        `! "${change.nick}" came to "${change.roomName}" with another key than the one that is known: ask them in person`,
      );
  }
  if (contacts.length === 0 && !json) note('Nobody was met yet: join a room with this --data, or host one.');
}

function lineOf({ key, nick, alias, verified, lastMet, rooms }: Contact): string {
  const name = alias === undefined ? nick : `${alias} (${nick})`;
  const mark = verified ? '✓ verified' : '  met only';
  const [room] = rooms;
  const where = room ? `, in "${room.name}"` : '';
  return `${mark}  ${name}  ${key.slice(0, KEY_SHOWN)}…  last met ${new Date(lastMet).toISOString().slice(0, 10)}${where}`;
}
