import { expect, it } from 'vitest';
import { roomsLeft } from './rooms-left.ts';

it('counts hosted and joined rooms, and of others only those whose room is hosted here', () => {
  const cards = [
    { isHosted: true, members: 3 },
    // One that is not open yet.
    { isHosted: true, members: 0 },
    { isHosted: false, members: 9 },
  ];
  expect(roomsLeft(cards)).toEqual({ hosted: 2, joined: 1, otherMembers: 2 });
  expect(roomsLeft([])).toEqual({ hosted: 0, joined: 0, otherMembers: 0 });
});
