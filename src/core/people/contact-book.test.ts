import { beforeEach, describe, expect, it } from 'vitest';
import { IDENTITY_LIMITS } from '../../shared/identity/identity-limits.ts';
import type { Contact, KeyChange } from '../../shared/identity/identity-models.ts';
import { ContactBook, type Sighting } from './contact-book.ts';

const LAB = { id: 'ab'.repeat(16), name: 'Lab' };
const OTHER = { id: 'cd'.repeat(16), name: 'Other' };
const MIA = 'a1'.repeat(32);
const FALSE_MIA = 'f1'.repeat(32);
const NOW = 1_800_000_000_000;

let contacts: Map<string, Contact>;
let changes: Map<string, { change: KeyChange; isDecided: boolean }>;
let book: ContactBook;

/** The book, read back from what was written. */
function reopened(): ContactBook {
  return new ContactBook(
    { contacts: [...contacts.values()], changes: [...changes.values()] },
    {
      keep: (contact) => contacts.set(contact.key, contact),
      drop: (key) => contacts.delete(key),
      keepChange: (change, isDecided) => changes.set(change.id, { change, isDecided }),
      dropChange: (id) => changes.delete(id),
    },
  );
}

beforeEach(() => {
  contacts = new Map();
  changes = new Map();
  book = reopened();
});

function seen(member: string, nick: string, key: string | undefined): Sighting {
  return { member, nick, identity: key === undefined ? undefined : { key, card: `card of ${key.slice(0, 4)}` } };
}

function open(): readonly (readonly [string, string | undefined, string, string])[] {
  return book.changes().map(({ member, key, known, by }) => [member, key, known, by] as const);
}

describe('somebody who is met', () => {
  it('for the first time is remembered with their name, key and room, also in the next run', () => {
    const { changed } = book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW);
    expect(changed).toMatchObject([{ key: MIA, nick: 'Mia', firstMet: NOW, verified: undefined }]);
    expect(reopened().all()).toEqual(changed);
    expect(changed[0]?.rooms).toEqual([{ id: LAB.id, name: 'Lab', member: 'm1', lastMet: NOW }]);
  });

  it('again within the hour is no news, and writes nothing', () => {
    book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW);
    expect(book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW + 3_599_999).changed).toEqual([]);
    expect(book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW + 3_600_000).changed).toHaveLength(1);
  });

  it('under another name keeps the names of before, the newest first', () => {
    for (let name = 0; name < 12; name += 1) book.meet(LAB, [seen('m1', `Mia ${name}`, MIA)], NOW + name);
    const former = book.get(MIA)?.formerNicks;
    expect([former?.length, former?.[0]]).toEqual([IDENTITY_LIMITS.contactNicks, 'Mia 10']);
  });

  it('in another room is the same, with both rooms', () => {
    book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW);
    book.meet(OTHER, [seen('m7', 'Mia', MIA)], NOW + 1);
    expect(book.get(MIA)?.rooms.map(({ name, member }) => [name, member])).toEqual([
      ['Other', 'm7'],
      ['Lab', 'm1'],
    ]);
    expect(open()).toEqual([]);
  });

  it('without a key is nobody', () => {
    expect(book.meet(LAB, [seen('m1', 'Mia', undefined)], NOW).changed).toEqual([]);
    expect(open()).toEqual([]);
  });
});

describe('a changed key', () => {
  beforeEach(() => {
    book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW);
  });

  it('of a member is asked about once, and not remembered as theirs', () => {
    expect(book.meet(LAB, [seen('m1', 'Mia', FALSE_MIA)], NOW + 1).areChangesOther).toBe(true);
    expect(open()).toEqual([['m1', FALSE_MIA, MIA, 'member']]);
    expect(book.meet(LAB, [seen('m1', 'Mia', FALSE_MIA)], NOW + 2).areChangesOther).toBe(false);
    expect([book.get(FALSE_MIA), book.get(MIA)?.nick]).toEqual([undefined, 'Mia']);
    book = reopened();
    expect(open()).toHaveLength(1);
  });

  it('of a member who comes without one now is asked about too', () => {
    book.meet(LAB, [seen('m1', 'Mia', undefined)], NOW + 1);
    expect(open()).toEqual([['m1', undefined, MIA, 'member']]);
  });

  it('behind a name that was met in this room is asked about, however it is written', () => {
    book.meet(LAB, [seen('m2', 'МIА', FALSE_MIA)], NOW + 1);
    expect(open()).toEqual([['m2', FALSE_MIA, MIA, 'name']]);
    expect(book.get(FALSE_MIA)).toBeUndefined();
  });

  it('behind a name that is known from elsewhere counts only where that person is verified', () => {
    book.meet(OTHER, [seen('m2', 'Mia', FALSE_MIA)], NOW + 1);
    expect([open(), book.get(FALSE_MIA)?.nick]).toEqual([[], 'Mia']);
    book.forget(FALSE_MIA);
    book.verify(MIA, 'code', NOW + 2);
    book.meet(OTHER, [seen('m2', 'Mia', FALSE_MIA), seen('m3', 'mia', undefined)], NOW + 3);
    expect(open()).toEqual([
      ['m2', FALSE_MIA, MIA, 'name'],
      ['m3', undefined, MIA, 'name'],
    ]);
  });

  it('also of somebody known who takes the name of another: they keep their own until this person decides', () => {
    const eve = 'e1'.repeat(32);
    book.meet(LAB, [seen('m2', 'Eve', eve)], NOW);
    book.meet(LAB, [seen('m2', 'Mia', eve)], NOW + 1);
    book.meet(LAB, [seen('m2', 'Mia', eve)], NOW + 2);
    expect([open(), book.get(eve)?.nick]).toEqual([[['m2', eve, MIA, 'name']], 'Eve']);
  });

  it('that is the same person’s keeps what was settled about them, and is not verified', () => {
    book.describe(MIA, { alias: 'Mia from work', colour: 'violet' });
    book.verify(MIA, 'qr', NOW);
    book.meet(LAB, [seen('m1', 'Mia', FALSE_MIA)], NOW + 1);
    const [change] = book.changes();
    const told = book.decide(change?.id ?? '', 'same', NOW + 2);
    expect(told?.gone).toEqual([MIA]);
    expect(book.get(FALSE_MIA)).toMatchObject({ alias: 'Mia from work', colour: 'violet', verified: undefined });
    expect([book.changes(), book.get(MIA)]).toEqual([[], undefined]);
    book.meet(LAB, [seen('m1', 'Mia', FALSE_MIA)], NOW + 3);
    expect(book.changes()).toEqual([]);
  });

  it('that is somebody else’s makes two people of one name, and asks no more', () => {
    book.verify(MIA, 'qr', NOW);
    book.meet(LAB, [seen('m2', 'Mia', FALSE_MIA)], NOW + 1);
    book.decide(book.changes()[0]?.id ?? '', 'other', NOW + 2);
    book.meet(LAB, [seen('m2', 'Mia', FALSE_MIA)], NOW + 3);
    book.meet(OTHER, [seen('m9', 'Mia', FALSE_MIA)], NOW + 3);
    expect(book.changes()).toEqual([]);
    expect(book.all().map(({ key, verified }) => [key, verified !== undefined])).toEqual([
      [MIA, true],
      [FALSE_MIA, false],
    ]);
  });

  it('is decided once, and is over when the person is forgotten', () => {
    book.meet(LAB, [seen('m2', 'Mia', FALSE_MIA)], NOW + 1);
    const { id = '' } = book.changes()[0] ?? {};
    book.forget(MIA);
    expect([book.changes(), book.decide(id, 'same', NOW)]).toEqual([[], undefined]);
    expect(book.forget(MIA)).toBeUndefined();
  });

  it('is one of so many at most, the newest', () => {
    const many = Array.from({ length: IDENTITY_LIMITS.keyChanges + 5 }, (_, index) =>
      seen(`x${index}`, 'Mia', FALSE_MIA),
    );
    book.meet(LAB, many, NOW);
    expect(book.changes()).toHaveLength(IDENTITY_LIMITS.keyChanges);
    expect(changes.size).toBe(IDENTITY_LIMITS.keyChanges);
  });
});

it('remembers so many people at most: who is not verified and has no name of this person’s own goes first', () => {
  const key = (index: number) => index.toString(16).padStart(64, '0');
  const few = [seen('m0', 'p0', key(0)), seen('m1', 'p1', key(1)), seen('m2', 'p2', key(2))];
  book.meet(LAB, few, NOW);
  book.verify(key(0), 'code', NOW);
  book.describe(key(1), { alias: 'Friend' });
  const crowd = Array.from({ length: IDENTITY_LIMITS.contacts }, (_, index) =>
    seen(`c${index}`, `c${index}`, key(100 + index)),
  );
  book.meet(LAB, crowd, NOW + 1);
  expect(book.all()).toHaveLength(IDENTITY_LIMITS.contacts);
  expect([book.get(key(0)), book.get(key(1)), book.get(key(2))].map((one) => one !== undefined)).toEqual([
    true,
    true,
    false,
  ]);
  expect(contacts.size).toBe(IDENTITY_LIMITS.contacts);
});

describe('a room that is forgotten', () => {
  it('is none that anybody was met in, and who was met there stays known', () => {
    book.meet(LAB, [seen('m1', 'Mia', MIA)], NOW);
    book.meet(OTHER, [seen('m7', 'Mia', MIA)], NOW);
    book.meet(LAB, [seen('m1', 'Mia', FALSE_MIA)], NOW);
    expect(book.changes()).toHaveLength(1);
    const { changed } = book.forgetRoom(LAB.id);
    expect(changed.map(({ key, rooms }) => [key, rooms.map(({ id }) => id)])).toEqual([[MIA, [OTHER.id]]]);
    expect(book.changes()).toEqual([]);
    expect(JSON.stringify([...contacts.values(), ...changes.values()])).not.toContain(LAB.id);
    expect(reopened().get(MIA)?.rooms).toMatchObject([{ id: OTHER.id }]);
  });
});
