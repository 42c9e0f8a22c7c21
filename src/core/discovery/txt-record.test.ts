import { describe, expect, it } from 'vitest';
import type { RoomAdvert } from './room-advert.ts';
import { instanceName, LABEL_BYTES, readTxt, txtOf } from './txt-record.ts';

const ADVERT: RoomAdvert = {
  id: '0123456789abcdef0123456789abcdef',
  name: 'Studio',
  host: 'Ada',
  members: 3,
  lock: 'word',
  plain: false,
  port: 8889,
};

describe('the TXT record of a room', () => {
  it('has the fields of version 1 as text', () => {
    expect(txtOf(ADVERT)).toEqual({ v: '1', id: ADVERT.id, host: 'Ada', n: '3', lock: 'word', plain: '0' });
  });

  it('comes back as it was, whatever else stands in it', () => {
    expect(readTxt('Studio', 8889, { ...txtOf(ADVERT), key: 'ab', rest: true })).toEqual(ADVERT);
    expect(readTxt('Studio (2)', 8889, txtOf(ADVERT))?.name).toBe('Studio (2)');
  });

  it.each([
    ['another version', { v: '2' }],
    ['a version as a number', { v: 1 }],
    ['no id', { id: undefined }],
    ['an id of 31 digits', { id: ADVERT.id.slice(1) }],
    ['a host that hides something', { host: 'Ada\u202e' }],
    ['a host as bytes', { host: new Uint8Array([65]) }],
    ['a host of a megabyte', { host: 'h'.repeat(1_048_576) }],
    ['no members', { n: '' }],
    ['members with a sign', { n: '+3' }],
    ['members in hexadecimal', { n: '0x3' }],
    ['too many members', { n: '9999999' }],
    ['a lock that nobody knows', { lock: 'Open' }],
    ['plain as a word', { plain: 'true' }],
    ['plain as a flag without a value', { plain: true }],
  ])('is nothing with %s', (_, fields) => {
    expect(readTxt('Studio', 8889, { ...txtOf(ADVERT), ...fields })).toBeUndefined();
  });

  it.each([
    ['Stu\u0000dio', 8889],
    ['', 8889],
    ['n'.repeat(1_048_576), 8889],
    ['Studio', 0],
    ['Studio', 65_536],
    ['Studio', Number.NaN],
  ])('is nothing under a name or port that can be none (%#)', (name, port) => {
    expect(readTxt(name, port, txtOf(ADVERT))).toBeUndefined();
  });
});

describe('the instance name of a room', () => {
  it('is its name, cut where a label of DNS ends, never within a character', () => {
    expect(instanceName('Studio')).toBe('Studio');
    expect(instanceName('n'.repeat(64))).toBe('n'.repeat(LABEL_BYTES));
    expect(instanceName('漢'.repeat(64))).toBe('漢'.repeat(21));
    expect(instanceName(`n${'\u{1f600}'.repeat(63)}`)).toBe(`n${'\u{1f600}'.repeat(15)}`);
    expect(instanceName(`${'n'.repeat(62)} room`)).toBe('n'.repeat(62));
  });
});
