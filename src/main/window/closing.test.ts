import { describe, expect, it } from 'vitest';
import { type ClosingFacts, closing } from './closing.ts';

const NOWHERE = { hosted: 0, joined: 0, otherMembers: 0 };
const GUEST = { hosted: 0, joined: 2, otherMembers: 0 };
const HOST = { hosted: 1, joined: 0, otherMembers: 3 };

function decided(choice: ClosingFacts['choice'], rooms: ClosingFacts['rooms'], isQuitting = false) {
  return closing({ choice, rooms, isQuitting });
}

describe('closing the window', () => {
  it('asks what it is to mean the first time that one is in a room, hosted or joined', () => {
    expect(decided('ask', GUEST)).toBe('which');
    expect(decided('ask', HOST)).toBe('which');
    expect(decided('ask', NOWHERE)).toBe('end');
  });

  it('does as was chosen', () => {
    expect(decided('tray', HOST)).toBe('hide');
    expect(decided('tray', NOWHERE)).toBe('hide');
    expect(decided('quit', GUEST)).toBe('end');
  });

  it('asks before a hosted room ends for others, whatever was chosen', () => {
    expect(decided('quit', HOST)).toBe('leave');
    for (const choice of ['ask', 'tray', 'quit'] as const) expect(decided(choice, HOST, true)).toBe('leave');
  });

  it('never keeps an app that quits in the tray', () => {
    for (const choice of ['ask', 'tray', 'quit'] as const) expect(decided(choice, GUEST, true)).toBe('end');
  });
});
