import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../shared/error-codes.ts';
import type { Transfer, TransferSummary } from '../../../shared/files/file-models.ts';

export interface TransferStore {
  /** By id, oldest first. */
  readonly transfers: ReadonlyMap<string, Transfer>;
  /** Hashes of what the host no longer has. */
  readonly gone: ReadonlySet<string>;
  /** What all came to when the last that ran was over, until it was read. */
  readonly summary: TransferSummary | undefined;
  readonly notice: Problem | undefined;
}

const NOTHING: TransferStore = { transfers: new Map(), gone: new Set(), summary: undefined, notice: undefined };

export function createTransferStore(): StoreApi<TransferStore> {
  return createStore<TransferStore>(() => NOTHING);
}

/** Takes transfers of a place that are new or changed. */
export function transfersChanged(store: StoreApi<TransferStore>, changed: readonly Transfer[]): void {
  const transfers = new Map(store.getState().transfers);
  for (const transfer of changed) transfers.set(transfer.id, transfer);
  store.setState({ transfers });
}

export function filesGone(store: StoreApi<TransferStore>, hashes: readonly string[]): void {
  store.setState(({ gone }) => ({ gone: new Set([...gone, ...hashes]) }));
}

/** The last that ran is over. Of a single one that went well its card says enough. */
export function transfersOver(store: StoreApi<TransferStore>, summary: TransferSummary): void {
  const { sent, received, failed } = summary;
  if (sent + received > 1 || failed > 0) store.setState({ summary });
}
