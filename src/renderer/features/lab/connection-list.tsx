import { Tabs } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { LabConnection, LabServer } from '../../../shared/lab/lab-models.ts';
import { formatBytes } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './connection-list.module.css';
import { connectionState } from './socket-state.ts';
import { StateDot } from './state-dot.tsx';

function Connection({ connection }: { readonly connection: LabConnection }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id, peer, bytesIn, bytesOut, wantsAnswer } = connection;
  return (
    <Tabs.Trigger value={String(id)} className={classes.tab}>
      <StateDot state={connectionState(connection)} />
      <span className={classes.words}>
        <span className={classes.peer}>{peer}</span>
        <span className={classes.figures}>
          {t('lab.connection.figures', { in: formatBytes(locale, bytesIn), out: formatBytes(locale, bytesOut) })}
        </span>
      </span>
      {wantsAnswer && (
        <span className={classes.mark}>
          <span className="visually-hidden">{t('lab.connection.wantsAnswer')}</span>
        </span>
      )}
    </Tabs.Trigger>
  );
}

/** The server's connections, or the addresses that datagrams came from, as tabs: one of them is looked at, or all. */
export function ConnectionList({ server }: { readonly server: LabServer }) {
  const { t } = useTranslation();
  const { config, connections, connectionsTotal } = server;
  const udp = config.transport === 'udp';
  const hidden = connectionsTotal - connections.length;
  return (
    <div className={classes.root}>
      <Tabs.List className={classes.list} aria-label={t(udp ? 'lab.connection.addresses' : 'lab.connection.label')}>
        <Tabs.Trigger value="0" className={classes.tab}>
          {t(udp ? 'lab.connection.allAddresses' : 'lab.connection.all')}
        </Tabs.Trigger>
        {connections.map((connection) => (
          <Connection key={connection.id} connection={connection} />
        ))}
      </Tabs.List>
      {hidden > 0 && <p className={classes.hidden}>{t('lab.connection.hidden', { count: hidden })}</p>}
    </div>
  );
}
