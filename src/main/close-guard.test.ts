import { expect, it, vi } from 'vitest';
import type { RoomView } from '../shared/places/place-models.ts';
import { createCloseGuard } from './close-guard.ts';

function room(role: RoomView['role'], ...ids: string[]): RoomView {
  return {
    role,
    room: { id: 'r', name: 'Lab' },
    you: 'me',
    address: '10.0.0.1:8888',
    addresses: [],
    members: ids.map((id) => ({ id, nick: id, host: id === 'me' })),
    connection: { state: 'online' },
    transport: 'tcp',
    moving: undefined,
    canMove: role === 'guest',
    newest: 1,
    copy: 'copy-1',
    place: 'room-1',
    impairment: undefined,
  };
}

function guardOf(view: RoomView | undefined) {
  const ask = vi.fn();
  return { ask, guard: createCloseGuard(() => view, ask) };
}

it('asks a host with others in the room, each time, with their number', () => {
  const { ask, guard } = guardOf(room('host', 'me', 'ada', 'bob'));
  expect([guard.holds(), guard.holds()]).toEqual([true, true]);
  expect(ask.mock.calls).toEqual([[2], [2]]);
});

it.each([
  ['no room', undefined],
  ['a host alone', room('host', 'me')],
  ['a guest', room('guest', 'ada', 'me')],
])('lets %s go without a question', (_who, view) => {
  const { ask, guard } = guardOf(view);
  expect(guard.holds()).toBe(false);
  expect(ask).not.toHaveBeenCalled();
});

it('lets go once the user agreed', () => {
  const { ask, guard } = guardOf(room('host', 'me', 'ada'));
  guard.allow();
  expect(guard.holds()).toBe(false);
  expect(ask).not.toHaveBeenCalled();
});
