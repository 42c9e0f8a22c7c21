import { beforeEach, describe, expect, it } from 'vitest';
import { TurnEnd } from './turn-end.ts';

describe('the end of a turn', () => {
  let heard = 0;
  let written: number[] = [];
  let looks: (() => void)[] = [];
  let end: TurnEnd;

  beforeEach(() => {
    heard = 0;
    written = [];
    looks = [];
    end = new TurnEnd({
      heard: () => heard,
      write: () => {
        written.push(heard);
        heard = 0;
      },
      afterSockets: (callback) => looks.push(callback),
    });
  });

  /** So many links are heard, and then all readable sockets were read. */
  function lookAfter(more: number): void {
    heard += more;
    end.open();
    looks.shift()?.();
  }

  it('comes as soon as all readable sockets were read, for a lone message', () => {
    lookAfter(1);
    expect(written).toEqual([1]);
    expect(looks).toEqual([]);
  });

  it('comes without another look when as many were heard as in the turn before', () => {
    for (const more of [3, 3, 1]) lookAfter(more);
    expect(written).toEqual([3, 3]);
  });

  it('waits for those who spoke in the turn before while each look brings some of them', () => {
    for (const more of [5, 2, 1, 2]) lookAfter(more);
    expect(written).toEqual([5, 5]);
  });

  it('comes when a look brought nothing new, however many spoke before', () => {
    for (const more of [50, 2, 0]) lookAfter(more);
    expect(written).toEqual([50, 2]);
    lookAfter(2);
    expect(written).toEqual([50, 2, 2]);
  });

  it('looks no more often than links can have something new', () => {
    lookAfter(20);
    for (let look = 0; look < 19; look += 1) lookAfter(1);
    expect(written).toEqual([20]);
    lookAfter(1);
    expect(written).toEqual([20, 20]);
  });

  it('comes once when it is asked for before the look', () => {
    heard = 1;
    end.open();
    end.write();
    looks.shift()?.();
    expect(written).toEqual([1]);
    expect(end.isOpen).toBe(false);
  });
});
