import { useTranslation } from 'react-i18next';
import type { Transport } from '../../../shared/models.ts';
import { useRoom } from '../../stores/hooks.ts';
import { Segmented } from '../../ui/segmented.tsx';

/** Which transport carries this member's messages. UDP has its place here and comes later. */
export function TransportToggle() {
  const { t } = useTranslation();
  const transport = useRoom(({ room }) => room?.transport ?? 'tcp');
  return (
    <Segmented<Transport>
      label={t('room.transport.label')}
      value={transport}
      onPick={() => undefined}
      segments={[
        { value: 'tcp', text: t('room.transport.tcp'), tip: t('room.transport.tcpTip') },
        { value: 'udp', text: t('room.transport.udp'), tip: t('room.transport.udpLater'), unavailable: true },
      ]}
    />
  );
}
