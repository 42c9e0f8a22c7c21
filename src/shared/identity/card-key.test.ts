import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedKey, keyOfCard } from './card-key.ts';

describe('the key of a card', () => {
  it('is its first 32 bytes, as hex digits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 160, maxLength: 160 }), (bytes) => {
        const card = Buffer.from(bytes).toString('base64url');
        return keyOfCard(card) === Buffer.from(bytes.subarray(0, 32)).toString('hex');
      }),
    );
  });

  it.each(['', 'AAAA', '!'.repeat(214), `${'A'.repeat(43)}=`])('is nothing for %j', (card) => {
    expect(keyOfCard(card)).toBeUndefined();
  });

  it('is compared in groups of four', () => {
    expect(groupedKey('0123456789ab')).toBe('0123 4567 89ab');
    expect(groupedKey('')).toBe('');
  });
});
