import { describe, expect, it } from 'vitest';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import { placeOf } from './place-of-room.ts';
import { samplePlace } from './sample-place.ts';

const id = '0'.repeat(32);
const room: FoundRoom = {
  key: id,
  id,
  name: 'Studio',
  host: 'Ada',
  members: 1,
  lock: 'open',
  plain: false,
  at: [{ address: '192.168.1.2', port: 8888 }],
  ways: ['asked'],
  own: false,
  contested: false,
};

describe('which place a found room is', () => {
  it('is told by the id, wherever it was found', () => {
    const places = [samplePlace('other'), samplePlace('studio', { roomId: id, address: '10.0.0.9:9000' })];
    expect(placeOf(places, room)?.key).toBe('studio');
    expect(placeOf([samplePlace('other')], room)).toBeUndefined();
  });

  it('is told by the address too where two rooms claim one id', () => {
    const contested = { ...room, contested: true };
    expect(placeOf([samplePlace('a', { roomId: id, address: '10.0.0.9:9000' })], contested)).toBeUndefined();
    expect(placeOf([samplePlace('a', { roomId: id, address: '192.168.1.2:8888' })], contested)?.key).toBe('a');
  });

  it('is the own one where the room runs here', () => {
    const own = { ...room, contested: true, own: true };
    const places = [samplePlace('a', { roomId: id, isHosted: true, address: '10.0.0.9:9000' })];
    expect(placeOf(places, own)?.key).toBe('a');
  });
});
