import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact, KeyChange } from '../../../shared/identity/identity-models.ts';
import { contactsChanged, keyChangesChanged, peopleStore } from './people-store.ts';
import { trusts } from './trust.ts';

const ROOM = 'aa'.repeat(16);
const KEY = '0b'.repeat(32);
const CARD = Buffer.concat([Buffer.from(KEY, 'hex'), Buffer.alloc(128, 1)]).toString('base64url');

function contact(change: Partial<Contact> = {}): Contact {
  return {
    key: KEY,
    card: CARD,
    nick: 'Ben',
    formerNicks: [],
    alias: undefined,
    colour: undefined,
    firstMet: 1,
    lastMet: 2,
    rooms: [{ id: ROOM, name: 'Lab', member: 'ben', lastMet: 2 }],
    verified: { at: 3, how: 'code' },
    ...change,
  };
}

const BEN = { id: 'ben', nick: 'Ben', host: false, card: CARD } as const;

function trustIn(members: Parameters<typeof trusts>[0], room: string | undefined = ROOM) {
  return Object.fromEntries(trusts(members, room, peopleStore.getState()));
}

beforeEach(() => {
  contactsChanged([], [KEY]);
  keyChangesChanged([]);
});

describe('what is known of the people in a room', () => {
  it('is that they are verified by the very card that main took, here and where they are away', () => {
    contactsChanged([contact()], []);
    expect(trustIn([BEN])).toEqual({ ben: 'verified' });
    expect(trustIn([])).toEqual({ ben: 'verified' });
    expect(trustIn([], 'bb'.repeat(16))).toEqual({});
    const forged = Buffer.concat([Buffer.from(KEY, 'hex'), Buffer.alloc(128, 2)]).toString('base64url');
    expect(trustIn([{ ...BEN, card: forged }])).toEqual({ ben: 'met' });
  });

  it('is nothing more than a key before a code was compared, and after it is forgotten', () => {
    contactsChanged([contact({ verified: undefined })], []);
    expect(trustIn([BEN])).toEqual({ ben: 'met' });
    contactsChanged([], [KEY]);
    expect(trustIn([BEN])).toEqual({ ben: 'met' });
  });

  it('is that others hear what somebody hears who comes in clear, whoever they were before', () => {
    contactsChanged([contact()], []);
    const clear = { id: 'ben', nick: 'Ben', host: false, clear: true } as const;
    const plain = { id: 'nc', nick: 'nc', host: false, plain: true } as const;
    const old = { id: 'old', nick: 'Old', host: true };
    expect(trustIn([clear, plain, old])).toEqual({ ben: 'clear', nc: 'plain', old: 'unknown' });
  });

  it('is in doubt from a change of their key on, until this person decides', () => {
    contactsChanged([contact()], []);
    const change: KeyChange = {
      id: '1',
      roomId: ROOM,
      roomName: 'Lab',
      member: 'ben',
      nick: 'Ben',
      key: 'cc'.repeat(32),
      card: undefined,
      known: KEY,
      by: 'member',
      at: 5,
    };
    keyChangesChanged([change]);
    expect(trustIn([BEN])).toEqual({ ben: 'changed' });
    expect(trustIn([BEN], 'bb'.repeat(16))).toEqual({ ben: 'verified' });
    keyChangesChanged([]);
    expect(trustIn([BEN])).toEqual({ ben: 'verified' });
  });
});
