import { isUnderWay, type Transfer, type TransferSummary } from '../shared/files/file-models.ts';
import { overallProgress } from '../shared/files/overall-progress.ts';
import type { Push } from '../shared/ipc-contract.ts';

/** What of the desktop transfers show in. */
export interface TransferSignPorts {
  /** 0 to 1, above 1 while nobody knows how far it is, below 0 for no bar: Electron's own scale. */
  progressBar(share: number): void;
  isInBackground(): boolean;
  notify(summary: TransferSummary): void;
}

const NO_BAR = -1;
const UNKNOWN = 2;
/** Steps in which the bar grows; what is in between nobody sees. */
const STEPS = 100;

function shownShare(transfers: Iterable<Transfer>): number {
  const overall = overallProgress(transfers);
  if (!overall) return NO_BAR;
  return overall.size === 0 ? UNKNOWN : Math.round((overall.done / overall.size) * STEPS) / STEPS;
}

/** Shows what the window is told outside of it: as the task bar's progress, and as a notification in its absence. */
export function createTransferSigns(ports: TransferSignPorts): (batch: readonly Push[]) => void {
  const { progressBar, isInBackground, notify } = ports;
  const underWay = new Map<string, Transfer>();
  let shown = NO_BAR;
  const take = (push: Push) => {
    if (push.kind === 'transfers') {
      for (const transfer of push.changed) {
        if (isUnderWay(transfer)) underWay.set(transfer.id, transfer);
        else underWay.delete(transfer.id);
      }
    } else if (push.kind === 'room' && push.room === undefined) underWay.clear();
    else if (push.kind === 'transfers-over' && isInBackground()) notify(push.summary);
  };
  return (batch) => {
    for (const push of batch) take(push);
    const share = shownShare(underWay.values());
    if (share === shown) return;
    shown = share;
    progressBar(share);
  };
}
