import { expect, it } from 'vitest';
import { aTransfer } from './a-transfer.ts';
import { overallProgress } from './overall-progress.ts';

it('adds up what is under way, and nothing that is paused or over', () => {
  const waiting = aTransfer({ state: 'waiting', done: 0, speed: 0 });
  const transfers = [aTransfer(), waiting, aTransfer({ state: 'paused' }), aTransfer({ state: 'done' })];
  expect(overallProgress(transfers)).toEqual({ running: 2, size: 2_000, done: 250, speed: 100, leftMs: 17_500 });
});

it('knows no time left while nothing moves, and nothing at all of what is paused', () => {
  expect(overallProgress([aTransfer({ state: 'waiting', speed: 0 })])?.leftMs).toBeUndefined();
  expect(overallProgress([aTransfer({ state: 'paused' })])).toBeUndefined();
});
