import { describe, expect, it } from 'vitest';
import { inOrder, movedBy, movedTo, neighbourOf, unreadInAll } from './place-order.ts';
import { samplePlace } from './sample-place.ts';

const places = inOrder([
  samplePlace('d', { order: 4 }),
  samplePlace('a', { order: 9, isPinned: true }),
  samplePlace('c', { order: 3 }),
  samplePlace('b', { order: 2 }),
]);

describe('the order of places', () => {
  it('has the pinned ones first, each part in the order that the user gave it', () => {
    expect(places.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('puts a place that is dropped on another into its position', () => {
    expect(movedTo(places, 'b', 'd')).toEqual(['a', 'c', 'd', 'b']);
    expect(movedTo(places, 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
  });

  it('lets no place leave the pinned ones or come among them, and changes nothing for nothing', () => {
    expect(movedTo(places, 'b', 'a')).toBeUndefined();
    expect(movedTo(places, 'b', 'b')).toBeUndefined();
    expect(movedTo(places, 'b', 'gone')).toBeUndefined();
  });

  it('moves one step and stops at the ends', () => {
    expect(movedBy(places, 'c', -1)).toEqual(['a', 'c', 'b', 'd']);
    expect(movedBy(places, 'c', 1)).toEqual(['a', 'b', 'd', 'c']);
    expect(movedBy(places, 'd', 1)).toBeUndefined();
    expect(movedBy(places, 'b', -1)).toBeUndefined();
  });
});

describe('the neighbour of a place', () => {
  it('goes round in a circle', () => {
    expect(neighbourOf(places, 'd', 1)).toBe('a');
    expect(neighbourOf(places, 'a', -1)).toBe('d');
    expect(neighbourOf(places, 'b', 1)).toBe('c');
  });

  it('is the first or the last from the list of rooms, and none where there is no place', () => {
    expect(neighbourOf(places, undefined, 1)).toBe('a');
    expect(neighbourOf(places, undefined, -1)).toBe('d');
    expect(neighbourOf([], undefined, 1)).toBeUndefined();
  });
});

describe('what is unread in all places', () => {
  it('counts neither muted ones nor the one that is looked at', () => {
    const cards = [
      samplePlace('a', { unread: 3, mentions: 1 }),
      samplePlace('b', { unread: 40, mentions: 4, isMuted: true }),
      samplePlace('c', { unread: 5 }),
    ];
    expect(unreadInAll(cards)).toEqual({ unread: 8, mentions: 1 });
    expect(unreadInAll(cards, 'c')).toEqual({ unread: 3, mentions: 1 });
  });
});
