import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FoundRoom, SubnetSearch } from '../../../shared/discovery/found-room.ts';
import { FADE_MS } from './found-rows.ts';
import { foundRoomsChanged, foundRoomsListed, foundStore, holdFound, searchChanged } from './found-store.ts';

function room(name: string): FoundRoom {
  const at = [{ address: '10.0.0.1', port: 8888 }];
  const who = { host: 'Ada', members: 1, lock: 'open', plain: false } as const;
  return { key: name, id: name, name, ...who, at, ways: ['beacon'], own: false, contested: false };
}

const names = () => foundStore.getState().rows.map((row) => row.room.name);

beforeEach(() => {
  vi.useFakeTimers();
  foundStore.setState(foundStore.getInitialState());
});
afterEach(() => vi.useRealTimers());

describe('the store of found rooms', () => {
  it('lets a room that went fade by itself', () => {
    foundRoomsListed([room('alpha'), room('beta')]);
    foundRoomsChanged([], ['alpha']);
    expect(names()).toEqual(['alpha', 'beta']);
    vi.advanceTimersByTime(FADE_MS + 10);
    expect(names()).toEqual(['beta']);
  });

  it('keeps what went while somebody points at the list, and lets it go afterwards', () => {
    foundRoomsListed([room('alpha'), room('beta')]);
    holdFound(true);
    foundRoomsChanged([room('aaa')], ['alpha']);
    vi.advanceTimersByTime(10 * FADE_MS);
    expect(names()).toEqual(['alpha', 'beta', 'aaa']);
    holdFound(false);
    expect(names()).toEqual(['aaa', 'beta']);
  });

  it('takes no word of a search that another has followed', () => {
    const search: SubnetSearch = {
      search: 2,
      subnet: '10.0.0.0/24',
      port: 8888,
      asked: 1,
      of: 254,
      found: 0,
      state: 'running',
    };
    searchChanged(search);
    searchChanged({ ...search, search: 1, asked: 200 });
    expect(foundStore.getState().search).toEqual(search);
  });
});
