import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, type Transfer } from '../../../shared/files/file-models.ts';
import { useTransfers } from '../../stores/hooks.ts';
import { SidePanel } from '../room/side-panel.tsx';
import { OverallStatus } from './overall-status.tsx';
import { TransferItem } from './transfer-item.tsx';
import classes from './transfers-panel.module.css';

/** Transfers that are over and listed all the same; older ones stand in the conversation. */
const OVER_SHOWN = 50;

/** What is not over in the order in which it began, then the newest of what is. */
function useListed(): { readonly listed: readonly Transfer[]; readonly older: number } {
  const transfers = useTransfers((state) => state.transfers);
  return useMemo(() => {
    const known = [...transfers.values()].filter(({ state }) => state !== 'cancelled');
    const over = known.filter(isOver).toReversed();
    const open = known.filter((transfer) => !isOver(transfer));
    return { listed: [...open, ...over.slice(0, OVER_SHOWN)], older: Math.max(0, over.length - OVER_SHOWN) };
  }, [transfers]);
}

export interface TransfersPanelProps {
  /** Lies above the conversation, for narrow windows. */
  readonly overlay: boolean;
  readonly onClose: () => void;
}

/** Everything that this computer sends into the room and fetches from it. */
export function TransfersPanel({ overlay, onClose }: TransfersPanelProps) {
  const { t } = useTranslation();
  const { listed, older } = useListed();
  return (
    <SidePanel
      className={classes.panel}
      title={t('files.list.title')}
      note={listed.length > 0 && listed.length + older}
      overlay={overlay}
      closeLabel={t('files.list.close')}
      closable
      onClose={onClose}
    >
      <OverallStatus />
      {listed.length === 0 && <p className={classes.remark}>{t('files.list.empty')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className={classes.list} aria-label={t('files.list.title')} tabIndex={0} hidden={listed.length === 0}>
        {listed.map((transfer) => (
          <TransferItem key={transfer.id} transfer={transfer} />
        ))}
      </ul>
      {older > 0 && <p className={classes.remark}>{t('files.andMore', { count: older })}</p>}
    </SidePanel>
  );
}
