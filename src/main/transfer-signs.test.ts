import { expect, it } from 'vitest';
import { aTransfer } from '../shared/files/a-transfer.ts';
import type { Transfer, TransferSummary } from '../shared/files/file-models.ts';
import { createTransferSigns } from './transfer-signs.ts';

const KEY = '0'.repeat(16);
const SUMMARY: TransferSummary = { sent: 1, received: 2, failed: 0, bytes: 3_000 };

function signs(mayTell = true) {
  const bars: number[] = [];
  const notified: TransferSummary[] = [];
  const take = createTransferSigns({
    progressBar: (share) => bars.push(share),
    mayTell: (key) => mayTell && key === KEY,
    notify: (summary) => notified.push(summary),
  });
  const changed = (...transfers: Transfer[]) => take({ kind: 'transfers', key: KEY, changed: transfers });
  return { bars, notified, take, changed };
}

it('shows how far everything together is, each step once, and nothing when it is over', () => {
  const { bars, changed } = signs();
  changed(aTransfer({ id: 'a', done: 500 }), aTransfer({ id: 'b', done: 0 }));
  changed(aTransfer({ id: 'a', done: 501 }));
  changed(aTransfer({ id: 'a', state: 'paused' }));
  changed(aTransfer({ id: 'b', state: 'done' }));
  expect(bars).toEqual([0.25, 0, -1]);
});

it('shows that something goes on while nobody knows how far it is', () => {
  const { bars, changed } = signs();
  changed(aTransfer({ state: 'preparing', size: 0, done: 0 }));
  expect(bars).toEqual([2]);
});

it('shows nothing any more of a room that was left', () => {
  const { bars, changed, take } = signs();
  changed(aTransfer());
  take({ kind: 'places', changed: [], gone: [KEY] });
  expect(bars).toEqual([0.25, -1]);
});

it('tells of the end where the room may be told of', () => {
  for (const mayTell of [true, false]) {
    const { notified, take } = signs(mayTell);
    take({ kind: 'transfers-over', key: KEY, summary: SUMMARY });
    take({ kind: 'transfers-over', key: 'f'.repeat(16), summary: SUMMARY });
    expect(notified).toEqual(mayTell ? [SUMMARY] : []);
  }
});
