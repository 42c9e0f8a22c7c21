import { useTranslation } from 'react-i18next';
import type { Transport } from '../../../shared/models.ts';
import { useRoom } from '../../stores/hooks.ts';
import { moveTo } from '../../stores/room-actions.ts';
import { Segmented } from '../../ui/segmented.tsx';

const TRANSPORTS = ['tcp', 'udp'] as const;
const TIP = { tcp: 'tcpTip', udp: 'udpTip' } as const;

/** Which transport carries this member's messages; a click moves the live session to the other. */
export function TransportToggle() {
  const { t } = useTranslation();
  const transport = useRoom(({ room }) => room?.transport ?? 'tcp');
  const moving = useRoom(({ room }) => room?.moving);
  const canMove = useRoom(({ room }) => room?.canMove ?? false);
  const segments = TRANSPORTS.map((value) => ({
    value,
    text: t(`room.transport.${value}`),
    tip: t(`room.transport.${canMove ? TIP[value] : 'hostTip'}`),
    unavailable: !canMove,
    busy: moving === value,
  }));
  return (
    <>
      <Segmented<Transport>
        label={t('room.transport.label')}
        value={canMove ? transport : undefined}
        onPick={(picked) => void moveTo(picked)}
        segments={segments}
      />
      <span className="visually-hidden" role="status">
        {moving === undefined ? '' : t('room.transport.moving', { transport: t(`room.transport.${moving}`) })}
      </span>
    </>
  );
}
