import { expect, it } from 'vitest';
import { ReachDesk } from './reach-desk.ts';

const REACHED = { tcp: true, udp: false };

it('says what came of a try', async () => {
  const desk = new ReachDesk(async () => REACHED);
  expect(await desk.ask('10.0.0.2', 8888, 0)).toEqual(REACHED);
});

it('tries one computer once in five seconds, whichever port, and others meanwhile', async () => {
  const tried: string[] = [];
  const desk = new ReachDesk(async (address, port) => {
    tried.push(`${address} ${port}`);
    return REACHED;
  });
  await desk.ask('10.0.0.2', 8888, 0);
  expect(await desk.ask('10.0.0.2', 9999, 4_999)).toEqual({});
  await desk.ask('10.0.0.3', 8888, 4_999);
  await desk.ask('10.0.0.2', 8888, 5_000);
  expect(tried).toEqual(['10.0.0.2 8888', '10.0.0.3 8888', '10.0.0.2 8888']);
});

it('tries four at a time, and goes on when one is over, even by an exception', async () => {
  const open: ((failed: boolean) => void)[] = [];
  const desk = new ReachDesk(
    () =>
      new Promise((resolve, reject) => open.push((failed) => (failed ? reject(new Error('no')) : resolve(REACHED)))),
  );
  const asked = [1, 2, 3, 4].map((number) => desk.ask(`10.0.0.${number}`, 8888, 0));
  expect(await desk.ask('10.0.0.5', 8888, 0)).toEqual({});
  open[0]?.(true);
  await expect(asked[0]).rejects.toThrow('no');
  void desk.ask('10.0.0.6', 8888, 0);
  expect(open).toHaveLength(5);
});

it('remembers so many computers and no more', async () => {
  let tries = 0;
  const desk = new ReachDesk(async () => {
    tries += 1;
    return REACHED;
  });
  for (let number = 0; number <= 256; number += 1) await desk.ask(`computer ${number}`, 8888, 0);
  await desk.ask('computer 0', 8888, 1);
  await desk.ask('computer 256', 8888, 1);
  expect(tries).toBe(258);
});
