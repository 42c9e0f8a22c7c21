import { expect, it } from 'vitest';
import { aTransfer } from '../../../shared/files/a-transfer.ts';
import { cardState } from './card-state.ts';

it('offers what nobody fetched, and what was cancelled, while the host has it', () => {
  expect(cardState(undefined, false)).toBe('offered');
  expect(cardState(aTransfer({ state: 'cancelled' }), false)).toBe('offered');
  expect(cardState(undefined, true)).toBe('gone');
});

it('calls gone what could not be fetched any more, but not what was received before', () => {
  const problem = { code: 'file_gone', text: '' } as const;
  expect(cardState(aTransfer({ state: 'failed', problem }), false)).toBe('gone');
  expect(cardState(aTransfer({ state: 'done' }), true)).toBe('done');
});

it('says of a send that failed that it failed, whatever the reason', () => {
  const problem = { code: 'file_gone', text: '' } as const;
  expect(cardState(aTransfer({ state: 'failed', direction: 'send', problem }), true)).toBe('failed');
});
