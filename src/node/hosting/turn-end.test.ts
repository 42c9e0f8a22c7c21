import { beforeEach, describe, expect, it } from 'vitest';
import { TurnEnd } from './turn-end.ts';

describe('the end of a turn', () => {
  let heard = 0;
  let written: number[] = [];
  let looks: (() => void)[] = [];
  let isDatagrams = false;
  let deliveriesEach = 0;
  let now = 0;
  let timer: (() => void) | undefined;
  let end: TurnEnd;

  beforeEach(() => {
    heard = 0;
    written = [];
    looks = [];
    isDatagrams = false;
    deliveriesEach = 0;
    now = 1_000;
    timer = undefined;
    end = new TurnEnd({
      heard: () => heard,
      write: () => {
        const deliveries = heard * deliveriesEach;
        written.push(heard);
        heard = 0;
        return deliveries;
      },
      hearsDatagramsAlone: () => isDatagrams,
      afterSockets: (callback) => looks.push(callback),
      afterMs: (callback) => {
        timer = callback;
        return () => {
          timer = undefined;
        };
      },
      now: () => now,
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

  describe('over datagrams', () => {
    beforeEach(() => {
      isDatagrams = true;
      deliveriesEach = 50;
    });

    /** So many links are heard within a millisecond. */
    function waitAfter(more: number): void {
      heard += more;
      if (more > 0) end.open();
      now += 1;
      const ring = timer;
      timer = undefined;
      ring?.();
    }

    it('comes at once for a lone message, and after a turn of few deliveries', () => {
      lookAfter(1);
      lookAfter(3);
      expect(written).toEqual([1, 3]);
      expect(timer).toBeUndefined();
    });

    it('waits, once much was said, until a millisecond brings nothing more', () => {
      lookAfter(4);
      lookAfter(4);
      for (const more of [3, 2, 0]) waitAfter(more);
      expect(written).toEqual([4, 9]);
    });

    it('waits no longer than four milliseconds, whoever speaks', () => {
      lookAfter(4);
      lookAfter(4);
      for (let waited = 0; waited < 4; waited += 1) waitAfter(1);
      expect(written).toEqual([4, 8]);
    });

    it('comes at once when it was quiet for ten milliseconds', () => {
      lookAfter(4);
      now += 10;
      lookAfter(4);
      expect(written).toEqual([4, 4]);
    });

    it('never waits by the clock while a stream is heard, however much is said', () => {
      lookAfter(4);
      isDatagrams = false;
      lookAfter(4);
      expect(written).toEqual([4, 4]);
    });

    it('waits no more when a stream is heard meanwhile', () => {
      lookAfter(4);
      lookAfter(4);
      isDatagrams = false;
      lookAfter(1);
      expect(written).toEqual([4, 5]);
      expect(timer).toBeUndefined();
    });

    it('leaves no timer behind when it is asked for before', () => {
      lookAfter(4);
      lookAfter(4);
      end.write();
      expect(written).toEqual([4, 4]);
      expect(timer).toBeUndefined();
    });
  });
});
