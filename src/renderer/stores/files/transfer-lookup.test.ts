import { expect, it } from 'vitest';
import { aTransfer } from '../../../shared/files/a-transfer.ts';
import type { Transfer } from '../../../shared/files/file-models.ts';
import { fileKey } from '../conversation/rows.ts';
import { pendingSends, shareOf, transferOf } from './transfer-lookup.ts';

const byId = (...transfers: Transfer[]) => new Map(transfers.map((one) => [one.id, one]));

it('finds the newest transfer of an event that was not cancelled', () => {
  const transfers = byId(
    aTransfer({ id: 'a', state: 'failed' }),
    aTransfer({ id: 'b' }),
    aTransfer({ id: 'c', state: 'cancelled' }),
    aTransfer({ id: 'd', event: 2 }),
  );
  expect(transferOf(transfers, { event: 1 })?.id).toBe('b');
  expect(transferOf(transfers, { event: 3 })).toBeUndefined();
});

it('finds what is sent by its own id before the transfer knows its event', () => {
  const transfers = byId(aTransfer({ id: 's1', direction: 'send', event: undefined }));
  expect(transferOf(transfers, { event: 4, id: 's1' })?.id).toBe('s1');
});

it('takes nothing of somebody else’s for its own because of an id that was used twice', () => {
  const transfers = byId(aTransfer({ id: 's1', direction: 'send', event: 4 }));
  expect(transferOf(transfers, { event: 5 })).toBeUndefined();
  expect(transferOf(transfers, { event: 4 })?.id).toBe('s1');
});

it('leaves to the conversation what the room knows, and shows what it does not', () => {
  const send = { direction: 'send', event: undefined } as const;
  const transfers = byId(
    aTransfer({ id: 'told', ...send }),
    aTransfer({ id: 'new', ...send }),
    aTransfer({ id: 'gone', ...send, state: 'cancelled' }),
    aTransfer({ id: 'sent', ...send, state: 'done' }),
    aTransfer({ id: 'received' }),
  );
  const pending = pendingSends(transfers, 'ada', new Set([fileKey('ada', 'told')]));
  expect(pending.map(({ id }) => id)).toEqual(['new']);
});

it('knows no share of what has no size yet', () => {
  expect(shareOf({ size: 0, done: 0 })).toBe(0);
  expect(shareOf({ size: 4, done: 1 })).toBe(0.25);
});
