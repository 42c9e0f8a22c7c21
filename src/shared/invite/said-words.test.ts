import { expect, it } from 'vitest';
import { fourWords } from '../code-words/code-words.ts';
import type { FoundRoom } from '../discovery/found-room.ts';
import { roomOfWords } from './said-words.ts';

const FINGERPRINT = '0123456789abcdef0123456789abcdef';

function room(fields: Partial<FoundRoom> = {}): FoundRoom {
  return {
    key: 'k',
    id: 'ab'.repeat(16),
    name: 'Lab',
    host: 'Ada',
    members: 1,
    lock: 'open',
    plain: false,
    at: [{ address: '10.0.0.1', port: 8888 }],
    ways: ['mdns'],
    own: false,
    contested: false,
    fingerprint: FINGERPRINT,
    ...fields,
  };
}

const words = fourWords(FINGERPRINT).join(' ');

it('finds the room of four spoken words, and takes no other key there', () => {
  const other = room({ fingerprint: 'f'.repeat(32), at: [{ address: '10.0.0.2', port: 8888 }] });
  expect(roomOfWords(words.toUpperCase(), [room({ fingerprint: undefined }), other, room()])).toEqual({
    ok: true,
    value: { address: { host: '10.0.0.1', port: 8888 }, fingerprint: FINGERPRINT },
  });
});

it('knows nothing of what is no four words, and says where none or several have them', () => {
  expect(roomOfWords('192.168.1.20', [room()])).toBeUndefined();
  expect(roomOfWords('Our four room name', [room()])).toBeUndefined();
  expect(roomOfWords(words, [])).toMatchObject({ problem: { code: 'room_not_here' } });
  const twin = room({ fingerprint: `${FINGERPRINT.slice(0, 11)}${'0'.repeat(21)}` });
  expect(roomOfWords(words, [room(), twin])).toMatchObject({ problem: { code: 'several_rooms' } });
  expect(roomOfWords(words, [room(), room({ key: 'k 2' })])?.ok).toBe(true);
});
