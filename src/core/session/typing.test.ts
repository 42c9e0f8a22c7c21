import { describe, expect, it } from 'vitest';
import { concat, rawFrame } from '../../../tests/support/frames.ts';
import { GuestRig } from '../../../tests/support/rigs/guest-rig.ts';
import { typistsIn } from './typing.ts';

const framesOf = (...headers: object[]) => concat(headers.map((header) => rawFrame(header)));

describe('frames beside the stream', () => {
  it('say who writes, and nothing else', () => {
    const frames = framesOf(
      { type: 'typing', from: 'm2' },
      { type: 'pong', t: 1 },
      { type: 'typing', from: 7 },
      { type: 'nobody knows this' },
      { type: 'typing', from: 'm3' },
    );
    expect(typistsIn(frames)).toEqual(['m2', 'm3']);
    expect(typistsIn(framesOf())).toEqual([]);
  });
});

describe('a guest', () => {
  it('says that it writes only while it is in the room', () => {
    const rig = GuestRig.online();
    rig.session.typing();
    expect(rig.says()).toEqual([{ type: 'typing' }]);
    rig.lose();
    rig.session.typing();
    expect(rig.says()).toEqual([]);
  });

  it('hears in its stream who writes', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'typing', from: 'm2' });
    expect(rig.typists).toEqual(['m2']);
  });
});
