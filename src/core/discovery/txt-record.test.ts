import { expect, it } from 'vitest';
import type { RoomAdvert } from './room-advert.ts';
import { txtOf } from './txt-record.ts';

const ADVERT: RoomAdvert = {
  id: '0123456789abcdef0123456789abcdef',
  name: 'Studio',
  host: 'Ada',
  members: 3,
  lock: 'word',
  plain: false,
  port: 8889,
};

it('says the fingerprint of a room that has a key', () => {
  expect(txtOf({ ...ADVERT, fingerprint: 'ab'.repeat(16) })).toMatchObject({ key: 'ab'.repeat(16) });
});

it('has the fields of version 1 as text', () => {
  expect(txtOf(ADVERT)).toEqual({ v: '1', id: ADVERT.id, host: 'Ada', n: '3', lock: 'word', plain: '0' });
});
