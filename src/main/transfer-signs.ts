import { isUnderWay, type Transfer, type TransferSummary } from '../shared/files/file-models.ts';
import { overallProgress } from '../shared/files/overall-progress.ts';
import type { Push } from '../shared/ipc-contract.ts';
import type { PlaceKey } from '../shared/places/place-models.ts';

/** What of the desktop transfers show in. */
export interface TransferSignPorts {
  /** 0 to 1, above 1 while nobody knows how far it is, below 0 for no bar: Electron's own scale. */
  progressBar(share: number): void;
  /** Nobody looks, and nobody minds being told of that room. */
  mayTell(key: PlaceKey): boolean;
  notify(summary: TransferSummary, key: PlaceKey): void;
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

/** Shows how all places' files do outside of the window: as the task bar's progress, and as a notification in its absence. */
export function createTransferSigns(ports: TransferSignPorts): (push: Push) => void {
  const { progressBar, mayTell, notify } = ports;
  /** By place, then by the transfer's id. */
  const underWay = new Map<PlaceKey, Map<string, Transfer>>();
  let shown = NO_BAR;
  const changed = (key: PlaceKey, transfers: readonly Transfer[]) => {
    const here = underWay.get(key) ?? new Map<string, Transfer>();
    underWay.set(key, here);
    for (const transfer of transfers) {
      if (isUnderWay(transfer)) here.set(transfer.id, transfer);
      else here.delete(transfer.id);
    }
  };
  const take = (push: Push) => {
    if (push.kind === 'transfers') changed(push.key, push.changed);
    else if (push.kind === 'places') for (const key of push.gone) underWay.delete(key);
    else if (push.kind === 'transfers-over' && mayTell(push.key)) notify(push.summary, push.key);
  };
  return (push) => {
    if (push.kind !== 'transfers' && push.kind !== 'places' && push.kind !== 'transfers-over') return;
    take(push);
    const share = shownShare([...underWay.values()].flatMap((transfers) => [...transfers.values()]));
    if (share === shown) return;
    shown = share;
    progressBar(share);
  };
}
