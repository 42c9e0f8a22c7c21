import { describe, expect, it, vi } from 'vitest';
import type { RoomsLeft } from '../../shared/closing.ts';
import type { Settings } from '../../shared/settings.ts';
import { createCloseGuard } from './close-guard.ts';

const NOWHERE = { hosted: 0, joined: 0, otherMembers: 0 };
const GUEST = { hosted: 0, joined: 1, otherMembers: 0 };
const HOST = { hosted: 1, joined: 0, otherMembers: 2 };

function guarded(rooms: RoomsLeft, first: Settings['closeToTray'] = 'ask') {
  let choice = first;
  const [ask, hide, close] = [vi.fn(), vi.fn(), vi.fn()];
  const choose = (next: Settings['closeToTray']) => {
    choice = next;
  };
  const guard = createCloseGuard({ choice: () => choice, choose, rooms: () => rooms, ask, hide, close });
  return { guard, ask, hide, close, choice: () => choice };
}

describe('the guard of the window', () => {
  it('lets a window go that nobody is in a room with', () => {
    expect(guarded(NOWHERE).guard.holds()).toBe(false);
  });

  it('asks once, hides the window, and remembers', () => {
    const { guard, ask, hide, choice } = guarded(GUEST);
    expect(guard.holds()).toBe(true);
    expect(ask).toHaveBeenCalledWith('which', GUEST);
    expect(hide).not.toHaveBeenCalled();
    guard.answer('tray');
    expect([hide.mock.calls.length, choice()]).toEqual([1, 'tray']);
    expect(guard.holds()).toBe(true);
    expect([hide.mock.calls.length, ask.mock.calls.length]).toEqual([2, 1]);
  });

  it('closes after the other answer, without a second question for those who were named in the first', () => {
    const { guard, ask, close, choice } = guarded(HOST);
    expect(guard.holds()).toBe(true);
    guard.answer('quit');
    expect([close.mock.calls.length, choice()]).toEqual([1, 'quit']);
    expect(guard.holds()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('learns nothing from the answer to whether a hosted room may end', () => {
    const { guard, ask, choice } = guarded(HOST, 'tray');
    guard.quitting();
    expect(guard.holds()).toBe(true);
    expect(ask).toHaveBeenCalledWith('leave', HOST);
    guard.answer('quit');
    expect(choice()).toBe('tray');
    expect(guard.holds()).toBe(false);
  });

  it('forgets that the app was to quit once the window stayed open', () => {
    const { guard, hide } = guarded(HOST, 'tray');
    guard.quitting();
    guard.holds();
    expect(guard.holds()).toBe(true);
    expect(hide).toHaveBeenCalledTimes(1);
  });

  it('holds nothing once it was told so', () => {
    const { guard, ask } = guarded(HOST);
    guard.allow();
    expect(guard.holds()).toBe(false);
    expect(ask).not.toHaveBeenCalled();
  });
});
