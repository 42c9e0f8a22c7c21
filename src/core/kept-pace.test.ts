import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeptPace } from './kept-pace.ts';
import { TokenBucket } from './token-bucket.ts';

const PACE = { perSecond: 100, burst: 20 };

it('lets a burst through, and then as many as the pace allows', () => {
  const pace = new KeptPace(PACE, 0);
  expect(pace.left(0)).toBe(18);
  pace.said(18);
  pace.heard(18, 0);
  expect([pace.left(0), pace.left(100), pace.left(1_000)]).toEqual([0, 9, 18]);
});

it('what is on its way is spent already, and begins to come back when it was heard', () => {
  const pace = new KeptPace(PACE, 0);
  pace.said(18);
  expect(pace.left(10_000), 'nobody heard it yet').toBe(0);
  pace.heardAll(10_000);
  expect([pace.left(10_000), pace.left(10_100)]).toEqual([0, 9]);
});

it('an answer to what was never said changes nothing', () => {
  const pace = new KeptPace(PACE, 0);
  pace.heard(5, 0);
  expect(pace.left(0)).toBe(18);
});

it('is never refused by a room of that pace, however late each message is heard and answered', () => {
  const delays = fc.array(fc.record({ pause: fc.nat(400), onTheWay: fc.nat(600), back: fc.nat(300) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(delays, (steps) => {
      const pace = new KeptPace(PACE, 0);
      const room = new TokenBucket(PACE.perSecond, PACE.burst, 0);
      /** What was said, in order: when the room hears it, and when its answer is back. */
      const onTheWay: { count: number; heardAt: number; answeredAt: number }[] = [];
      let now = 0;
      let heardAt = 0;
      const pass = (until: number) => {
        const answered = onTheWay.filter(({ answeredAt }) => answeredAt <= until);
        for (const { count, answeredAt } of answered) pace.heard(count, answeredAt);
        onTheWay.splice(0, onTheWay.length, ...onTheWay.filter(({ answeredAt }) => answeredAt > until));
      };
      for (const { pause, onTheWay: delay, back } of steps) {
        now += pause;
        pass(now);
        const count = pace.left(now);
        pace.said(count);
        // Messages are heard in their order.
        heardAt = Math.max(heardAt, now + delay);
        for (let n = 0; n < count; n += 1) expect(room.take(heardAt), `at ${heardAt}`).toBe(true);
        onTheWay.push({ count, heardAt, answeredAt: heardAt + back });
      }
    }),
  );
});
