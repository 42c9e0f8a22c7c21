import { describe, expect, it } from 'vitest';
import type { FrameHeader } from '../wire/frame.ts';
import { FILE_SIZE_MAX } from './constants.ts';
import { isFileInfo, toFileInfo } from './file-info.ts';
import { isFileRequest, parseFileReply, parseFileRequest } from './file-messages.ts';

const hash = 'ab'.repeat(32);
const device = '0'.repeat(32);
const offer = { type: 'offer', hash, total_size: 10, filename: 'a.txt', nick: ' Ada ', device };

describe('a request', () => {
  it('is read with what is left out filled in', () => {
    expect(parseFileRequest({ type: 'fetch', hash })).toEqual({ type: 'fetch', hash, offset: 0, length: undefined });
    expect(parseFileRequest({ type: 'put', hash, total_size: 10, offset: 4 })).toEqual({
      type: 'put',
      hash,
      size: 10,
      offset: 4,
      length: 6,
      offering: undefined,
    });
    expect(parseFileRequest(offer)).toMatchObject({
      length: 10,
      offering: { id: undefined, from: { device, nick: 'Ada' }, name: 'a.txt', type: '', folder: undefined },
    });
    expect(parseFileRequest({ type: 'ask', hash, size: 2_000_000, total_size: 64 })).toMatchObject({ listSize: 64 });
  });

  it.each<[string, FrameHeader]>([
    ['without a hash', { type: 'fetch' }],
    ['with a hash in capitals', { type: 'pieces', hash: hash.toUpperCase() }],
    ['with an offset behind the end', { ...offer, offset: 11 }],
    ['with a length that is too long', { type: 'put', hash, total_size: 10, offset: 5, length: 6 }],
    ['with a negative size', { type: 'put', hash, total_size: -1 }],
    ['with a size that is no whole number', { type: 'put', hash, total_size: 1.5 }],
    ['with a list that does not fit', { type: 'ask', hash, size: 10, total_size: 64 }],
    ['with more bytes than any file has', { type: 'ask', hash, size: FILE_SIZE_MAX + 1, total_size: 32 }],
    ['without a device', { ...offer, device: undefined }],
    ['with a nickname that is none', { ...offer, nick: '\u202e' }],
    ['without a name', { ...offer, filename: '' }],
    ['with an empty id', { ...offer, id: '' }],
    ['with a folder that is none', { ...offer, folder: { files: 1 } }],
    ['with a folder whose files are uncounted', { ...offer, folder: { bytes: 1 } }],
    ['with a folder that is nothing', { ...offer, folder: null }],
    ['with a folder that is a number', { ...offer, folder: 5 }],
    ['with a hash that is a list', { type: 'pieces', hash: [hash] }],
    ['with an offset that is none', { type: 'fetch', hash, offset: -1 }],
    ['with a length that is none', { type: 'fetch', hash, length: 'all' }],
    ['without a size', { type: 'ask', hash, total_size: 32 }],
    ['with an offset of a part that is none', { type: 'put', hash, total_size: 10, offset: -1 }],
    ['with a device that is a list', { ...offer, device: [device] }],
    ['without a nickname', { ...offer, nick: 5 }],
    ['with a media type that is none', { ...offer, media: 5 }],
    ['with a media type that is too long', { ...offer, media: 'x'.repeat(129) }],
    ['of an offer of a part that is none', { ...offer, total_size: 'many' }],
  ])('%s is refused', (_, header) => {
    expect(parseFileRequest(header)).toHaveProperty('error');
  });

  it('may be of the largest file, and of one byte more it says what is wrong', () => {
    const largest = { type: 'ask', hash, size: FILE_SIZE_MAX, total_size: FILE_SIZE_MAX / 32_768 };
    expect(parseFileRequest(largest)).toMatchObject({ type: 'ask', size: FILE_SIZE_MAX });
    expect(parseFileRequest({ ...largest, size: FILE_SIZE_MAX + 1 })).toMatchObject({ error: 'file_too_large' });
  });

  it('may offer a folder, a media type and an id', () => {
    const more = { folder: { files: 2, bytes: 9 }, media: 'text/plain', id: 'one' };
    expect(parseFileRequest({ ...offer, ...more })).toMatchObject({
      offering: { folder: more.folder, type: 'text/plain', id: 'one' },
    });
  });

  it('of a type that this version does not know is passed over', () => {
    expect(parseFileRequest({ type: 'future', hash })).toBeUndefined();
    expect([isFileRequest('hello'), isFileRequest('fetch')]).toEqual([false, true]);
  });
});

describe('a reply', () => {
  it.each<[FrameHeader, object]>([
    [
      { type: 'file', hash, total_size: 10, offset: 2 },
      { type: 'file', hash, size: 10, offset: 2, length: 8 },
    ],
    [
      { type: 'pieces', hash, size: 10, total_size: 32 },
      { type: 'pieces', hash, size: 10, listSize: 32 },
    ],
    [
      { type: 'has', hash, missing: [[0, 2]] },
      { type: 'has', hash, missing: [[0, 2]] },
    ],
    [
      { type: 'kept', hash, offset: 5 },
      { type: 'kept', hash, offset: 5 },
    ],
    [
      { type: 'accepted', id: 'x', seq: 3 },
      { type: 'accepted', id: 'x', seq: 3 },
    ],
    [
      { type: 'refused', hash, code: 'file_gone' },
      { type: 'refused', hash, offset: 0, code: 'file_gone', text: '' },
    ],
  ])('%j is read', (header, reply) => {
    expect(parseFileReply(header)).toEqual(reply);
  });

  it.each<FrameHeader>([
    { type: 'file', hash, total_size: 'ten' },
    { type: 'pieces', hash, size: 10, total_size: 64 },
    { type: 'has', hash, missing: [[0]] },
    { type: 'has', hash, missing: 'all' },
    { type: 'accepted', id: 5, seq: 1 },
  ])('%j is refused', (header) => {
    expect(parseFileReply(header)).toHaveProperty('error');
  });
});

describe('the file of an event', () => {
  const info = { name: 'a', size: 1, hash, pieces: hash, type: 'text/plain' };

  it('is one when all of it is there, and loses what nobody knows', () => {
    expect(isFileInfo(info)).toBe(true);
    expect(toFileInfo({ ...info, folder: { files: 1, bytes: 2 }, more: 1 } as never)).toEqual({
      ...info,
      folder: { files: 1, bytes: 2 },
    });
  });

  it.each([{}, { size: -1 }, { hash: 'x' }, { name: 'x'.repeat(2_000) }, { folder: 1 }, { type: 5 }])(
    'is none with %j',
    (change) => {
      expect(isFileInfo(Object.keys(change).length === 0 ? undefined : { ...info, ...change })).toBe(false);
    },
  );
});
