import { createStore } from 'zustand/vanilla';
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

export const transferStore = createStore<TransferStore>(() => NOTHING);

/** Takes transfers that are new or changed. */
export function transfersChanged(changed: readonly Transfer[]): void {
  const transfers = new Map(transferStore.getState().transfers);
  for (const transfer of changed) transfers.set(transfer.id, transfer);
  transferStore.setState({ transfers });
}

export function filesGone(hashes: readonly string[]): void {
  transferStore.setState(({ gone }) => ({ gone: new Set([...gone, ...hashes]) }));
}

/** The last that ran is over. Of a single one that went well its card says enough. */
export function transfersOver(summary: TransferSummary): void {
  const { sent, received, failed } = summary;
  if (sent + received > 1 || failed > 0) transferStore.setState({ summary });
}

/** The user has read it. */
export function dismissSummary(): void {
  transferStore.setState({ summary: undefined });
}

/** The room was left. */
export function forgetTransfers(): void {
  transferStore.setState(NOTHING);
}
