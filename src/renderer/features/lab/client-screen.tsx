import { ArrowRightToLine, CloudLightning, Hand, PlugZap, RotateCw, Trash2, Unplug } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabClient } from '../../../shared/lab/lab-models.ts';
import { useLabClient, useLabProblem, useTraffic } from '../../stores/lab/hooks.ts';
import { closeClient, readClient, removeClient, reopenClient } from '../../stores/lab/socket-actions.ts';
import { clientRows } from '../../stores/lab/traffic-rows.ts';
import { formatBytes } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { ClientComposer } from './client-composer.tsx';
import { SocketHeader } from './socket-header.tsx';
import { SocketImpairmentChip } from './socket-impairment.tsx';
import { SocketScreen } from './socket-screen.tsx';
import { clientState } from './socket-state.ts';
import { ToolButton } from './tool-button.tsx';
import { TrafficPanel } from './traffic-panel.tsx';

/** Only a stream can be closed in these three ways, and be left unread. */
function StreamButtons({ client }: { readonly client: LabClient }) {
  const { t } = useTranslation();
  const { id, state, reading } = client;
  return (
    <>
      <ToolButton
        icon={Hand}
        label={t(reading ? 'lab.server.stopReading' : 'lab.server.readAgain')}
        tip={t(reading ? 'lab.client.stopReadingTip' : 'lab.client.readAgainTip')}
        pressed={!reading}
        onClick={() => void readClient(id, !reading)}
      />
      {state !== 'half-closed' && (
        <ToolButton
          icon={ArrowRightToLine}
          label={t('lab.client.halfClose')}
          tip={t('lab.client.halfCloseTip')}
          onClick={() => void closeClient(id, 'half-close')}
        />
      )}
      <ToolButton
        icon={PlugZap}
        label={t('lab.client.reset')}
        tip={t('lab.client.resetTip')}
        onClick={() => void closeClient(id, 'reset')}
      />
    </>
  );
}

interface HeaderProps {
  readonly client: LabClient;
  /** Opens or closes the sliders for its traffic. */
  readonly onImpair: () => void;
}

function Buttons({ client, onImpair }: HeaderProps) {
  const { t } = useTranslation();
  const { id, state, config } = client;
  const udp = config.transport === 'udp';
  return (
    <>
      {!udp && (state === 'open' || state === 'half-closed' || state === 'ended') && <StreamButtons client={client} />}
      <ToolButton icon={CloudLightning} label={t('lab.impair.open')} tip={t('lab.impair.tip')} onClick={onImpair} />
      {state === 'closed' ? (
        <ToolButton
          icon={RotateCw}
          tone="primary"
          label={t(udp ? 'lab.client.openAgain' : 'lab.client.again')}
          tip={t(udp ? 'lab.client.openAgainTip' : 'lab.client.againTip')}
          onClick={() => void reopenClient(id)}
        />
      ) : (
        <ToolButton
          icon={Unplug}
          label={t('lab.client.close')}
          tip={t(udp ? 'lab.client.closeUdpTip' : 'lab.client.closeTip')}
          onClick={() => void closeClient(id, 'close')}
        />
      )}
      <ToolButton
        icon={Trash2}
        tone="ghost"
        iconOnly
        label={t('lab.remove')}
        tip={t('lab.removeTip')}
        onClick={() => void removeClient(id)}
      />
    </>
  );
}

function Header({ client, onImpair }: HeaderProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { config, local, remote, queuedBytes } = client;
  const way = config.target.kind === 'path' ? 'path' : config.transport;
  return (
    <SocketHeader
      title={t(`lab.client.name.${way}`)}
      where={local === undefined ? `→ ${remote}` : `${local} → ${remote}`}
      state={clientState(client)}
      counters={client}
      more={
        <>
          {queuedBytes > 0 && <span>{t('lab.queued', { amount: formatBytes(locale, queuedBytes) })}</span>}
          <SocketImpairmentChip socket={client} onOpen={onImpair} />
        </>
      }
    >
      <Buttons client={client} onImpair={onImpair} />
    </SocketHeader>
  );
}

/** One practice client: what travels, what it sends, and its buttons. */
export function ClientScreen({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const client = useLabClient(id);
  const asked = useLabProblem(id);
  const traffic = useTraffic(id);
  const rows = useMemo(() => (client ? clientRows(client, traffic) : []), [client, traffic]);
  if (client === undefined) return null;
  return (
    <SocketScreen
      socket={client}
      header={(onImpair) => <Header client={client} onImpair={onImpair} />}
      problem={asked ?? client.problem}
    >
      <TrafficPanel
        ids={[id]}
        traffics={[traffic]}
        label={t('lab.traffic.label')}
        rows={rows}
        empty={t(client.state === 'closed' ? 'lab.client.emptyClosed' : 'lab.client.empty')}
      />
      {client.state !== 'closed' && <ClientComposer client={client} />}
    </SocketScreen>
  );
}
