import { Binary, Info, LogOut, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isImpaired } from '../../../shared/impairment/impairment.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useRoom, useWire } from '../../stores/hooks.ts';
import { impairmentOf } from '../../stores/places/room-store.ts';
import { askToLeave } from '../../stores/room-actions.ts';
import { closeWire, openWire } from '../../stores/wire-store.ts';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { TransfersButton } from '../files/transfers-button.tsx';
import { SealChip } from '../identity/seal-chip.tsx';
import { ImpairmentChip, type ImpairmentChipProps } from '../impairment/impairment-chip.tsx';
import { DrawerButton } from '../places/drawer-button.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { InviteChip } from './invite-chip.tsx';
import classes from './room-header.module.css';
import { TransportToggle } from './transport-toggle.tsx';

function LeaveButton() {
  const { t } = useTranslation();
  const label = useRoom(({ room }) => (room?.role === 'host' ? t('room.stop') : t('room.leave')));
  const button = (
    <Button className={classes.leave} aria-label={label} onClick={askToLeave}>
      <LogOut aria-hidden />
      <span className={classes.wideOnly}>{label}</span>
    </Button>
  );
  return <Tooltip text={label} trigger={button} />;
}

/** Below this the mark of an impaired network has a line of its own: cut off it would say nothing. */
const ROOMY = '(min-width: 1348px)';

/** A host's guests may be on either transport; a guest is on one. */
function RoomImpairmentChip(props: Pick<ImpairmentChipProps, 'whole' | 'onOpen'>) {
  const impairment = useRoom(impairmentOf);
  const transport = useRoom(({ room }) => (room?.canMove ? room.transport : undefined));
  if (!isImpaired(impairment)) return null;
  return <ImpairmentChip impairment={impairment} transports={transport ? [transport] : ['udp', 'tcp']} {...props} />;
}

/** Opens and closes the view of what travels; a dot while it is recorded. */
function WireButton() {
  const { t } = useTranslation();
  const isOpen = useWire((state) => state.isOpen);
  const isOn = useWire(({ state }) => state?.isOn ?? false);
  const button = (
    <Button
      tone="ghost"
      square
      className={classes.wire}
      aria-label={t('wire.open')}
      aria-expanded={isOpen}
      data-recording={isOn || undefined}
      onClick={() => (isOpen ? closeWire() : void openWire())}
    >
      <Binary aria-hidden />
    </Button>
  );
  return <Tooltip text={t(isOn ? 'wire.openRecording' : 'wire.open')} trigger={button} />;
}

export interface RoomHeaderProps {
  readonly membersOpen: boolean;
  readonly onMembers: () => void;
  readonly detailsOpen: boolean;
  readonly onDetails: () => void;
  readonly transfersOpen: boolean;
  readonly onTransfers: () => void;
}

/** Which room this is, how the link to it stands, and the ways out of it. */
export function RoomHeader(props: RoomHeaderProps) {
  const { membersOpen, onMembers, detailsOpen, onDetails, transfersOpen, onTransfers } = props;
  const { t } = useTranslation();
  const name = useRoom(({ room }) => room?.room?.name ?? '');
  const count = useRoom(({ room }) => room?.members.length ?? 0);
  const roomy = useMedia(ROOMY);
  const impaired = <RoomImpairmentChip whole={!roomy} onOpen={() => !detailsOpen && onDetails()} />;
  return (
    <header className={classes.header}>
      <DrawerButton />
      <div className={classes.title}>
        <h1>
          <button
            type="button"
            className={classes.name}
            title={t('details.of', { name })}
            onClick={() => openDialog({ kind: 'room-details' })}
          >
            <bdi>{name}</bdi>
            <Info aria-hidden />
          </button>
        </h1>
        <div className={classes.state}>
          <ConnectionStatus detailsOpen={detailsOpen} onDetails={onDetails} />
          <SealChip />
          {roomy && impaired}
        </div>
      </div>
      <InviteChip />
      <TransportToggle />
      <div className={classes.buttons}>
        <Button
          tone="ghost"
          className={classes.members}
          aria-label={t('room.membersButton', { count })}
          aria-expanded={membersOpen}
          onClick={onMembers}
        >
          <Users aria-hidden />
          {count}
        </Button>
        <TransfersButton open={transfersOpen} onClick={onTransfers} />
        <WireButton />
        <LeaveButton />
      </div>
      {!roomy && impaired}
    </header>
  );
}
