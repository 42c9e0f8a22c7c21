import { CloudLightning, Hand, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { HABIT_TRAITS } from '../../../shared/lab/habits.ts';
import type { LabServer } from '../../../shared/lab/lab-models.ts';
import { useConnection, useLabProblem, useLabServer, useTraffic } from '../../stores/lab/hooks.ts';
import { showConnection } from '../../stores/lab/lab-store.ts';
import { askToEndServer, endServer, readServer, restartOn } from '../../stores/lab/socket-actions.ts';
import { serverRows } from '../../stores/lab/traffic-rows.ts';
import { ConnectionList } from './connection-list.tsx';
import { ConnectionTools } from './connection-tools.tsx';
import classes from './screen.module.css';
import { SocketHeader } from './socket-header.tsx';
import { SocketImpairmentChip } from './socket-impairment.tsx';
import { SocketScreen } from './socket-screen.tsx';
import { serverState } from './socket-state.ts';
import { TalkComposer } from './talk-composer.tsx';
import { ToolButton } from './tool-button.tsx';
import { TrafficPanel } from './traffic-panel.tsx';

interface HeaderProps {
  readonly server: LabServer;
  /** Opens or closes the sliders for its traffic. */
  readonly onImpair: () => void;
}

function Buttons({ server, onImpair }: HeaderProps) {
  const { t } = useTranslation();
  const { id, state, reading, config } = server;
  const runs = state === 'listening';
  return (
    <>
      {runs && config.transport === 'tcp' && config.accepts !== false && (
        <ToolButton
          icon={Hand}
          label={t(reading ? 'lab.server.stopReading' : 'lab.server.readAgain')}
          tip={t(reading ? 'lab.server.stopReadingTip' : 'lab.server.readAgainTip')}
          pressed={!reading}
          onClick={() => void readServer(id, !reading)}
        />
      )}
      {config.accepts !== false && (
        <ToolButton icon={CloudLightning} label={t('lab.impair.open')} tip={t('lab.impair.tip')} onClick={onImpair} />
      )}
      {runs && (
        <ToolButton
          icon={RotateCw}
          label={t('lab.server.restart')}
          tip={t('lab.server.restartTip')}
          onClick={() => void askToEndServer(id, 'restart')}
        />
      )}
      {runs ? (
        <ToolButton
          icon={Square}
          label={t('lab.server.stop')}
          tip={t('lab.server.stopTip')}
          onClick={() => void askToEndServer(id, 'stop')}
        />
      ) : (
        <ToolButton
          icon={Play}
          tone="primary"
          label={t('lab.server.startAgain')}
          tip={t('lab.server.startAgainTip')}
          onClick={() => void endServer(id, 'restart')}
        />
      )}
      <ToolButton
        icon={Trash2}
        tone="ghost"
        iconOnly
        label={t('lab.remove')}
        tip={t('lab.removeTip')}
        onClick={() => void askToEndServer(id, 'remove')}
      />
    </>
  );
}

function Header({ server, onImpair }: HeaderProps) {
  const { t } = useTranslation();
  const { config, address, port, connectionsTotal } = server;
  const host = address === '' ? t('lab.anyAddress') : address;
  return (
    <SocketHeader
      title={t('lab.server.title', { habit: t(`lab.habit.${config.habit}.name`) })}
      where={`${config.transport.toUpperCase()} · ${host}:${port}`}
      state={serverState(server)}
      counters={server}
      more={
        <>
          <span>
            {t(config.transport === 'udp' ? 'lab.server.addresses' : 'lab.server.connections', {
              count: connectionsTotal,
            })}
          </span>
          <SocketImpairmentChip socket={server} onOpen={onImpair} />
        </>
      }
    >
      <Buttons server={server} onImpair={onImpair} />
    </SocketHeader>
  );
}

function Body({ server }: { readonly server: LabServer }) {
  const { t } = useTranslation();
  const { id, config, address, port } = server;
  const traffic = useTraffic(id);
  const connection = useConnection(server);
  const rows = useMemo(() => serverRows(server, traffic, connection), [server, traffic, connection]);
  const one = server.connections.find((candidate) => candidate.id === connection);
  const target = address === '' ? '127.0.0.1' : address;
  const empty =
    config.accepts === false
      ? t('lab.server.emptyDeaf')
      : t(server.state === 'listening' ? 'lab.server.empty' : 'lab.server.emptyStopped', {
          command: `nc ${config.transport === 'udp' ? '-u ' : ''}${target} ${port}`,
        });
  return (
    <Tabs.Root
      className={classes.body}
      value={String(connection)}
      orientation="vertical"
      onValueChange={(next) => showConnection(id, Number(next))}
    >
      <ConnectionList server={server} />
      <Tabs.Content value={String(connection)} className={classes.live}>
        {one && <ConnectionTools server={server} connection={one} />}
        <TrafficPanel
          key={connection}
          ids={[id]}
          traffics={[traffic]}
          label={t('lab.traffic.label')}
          rows={rows}
          withPeer={connection === 0}
          empty={empty}
        />
        {HABIT_TRAITS[config.habit].answeredByPerson && <TalkComposer server={server} connection={one} />}
      </Tabs.Content>
    </Tabs.Root>
  );
}

/** One practice server: its connections, what travels, and its buttons. */
export function ServerScreen({ id }: { readonly id: string }) {
  const server = useLabServer(id);
  const problem = useLabProblem(id);
  if (server === undefined) return null;
  return (
    <SocketScreen
      socket={server}
      header={(onImpair) => <Header server={server} onImpair={onImpair} />}
      problem={problem}
      onPort={(port) => void restartOn(id, port)}
    >
      <Body server={server} />
    </SocketScreen>
  );
}
