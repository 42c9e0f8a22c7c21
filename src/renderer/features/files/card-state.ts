import type { Transfer, TransferState } from '../../../shared/files/file-models.ts';

/**
 * How a card stands: `offered` is there to be fetched, `gone` is no longer with the host, all else is the transfer's
 * own state. A fetch that was cancelled is an offer again.
 */
export type CardState = 'offered' | 'gone' | Exclude<TransferState, 'cancelled'>;

export function cardState(transfer: Transfer | undefined, isGone: boolean): CardState {
  if (transfer === undefined || transfer.state === 'cancelled') return isGone ? 'gone' : 'offered';
  const isMissed = transfer.state === 'failed' && transfer.direction === 'receive';
  return isMissed && (isGone || transfer.problem?.code === 'file_gone') ? 'gone' : transfer.state;
}

/** True for what is neither over nor a mere offer: it has a bar. */
export function isOpenEnded(state: CardState): boolean {
  return state !== 'offered' && state !== 'gone' && state !== 'done' && state !== 'failed';
}
