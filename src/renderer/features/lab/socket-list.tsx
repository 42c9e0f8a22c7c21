import { BookOpen, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabClient, LabServer } from '../../../shared/lab/lab-models.ts';
import { useLab } from '../../stores/lab/hooks.ts';
import { type LabPage, showLabPage } from '../../stores/lab/lab-store.ts';
import classes from './socket-list.module.css';
import { clientState, serverState } from './socket-state.ts';
import { StateDot } from './state-dot.tsx';

interface EntryProps {
  readonly page: LabPage;
  readonly shown: boolean;
  readonly children: ReactNode;
}

function Entry({ page, shown, children }: EntryProps) {
  return (
    <button
      type="button"
      className={classes.entry}
      aria-current={shown ? 'page' : undefined}
      onClick={() => showLabPage(page)}
    >
      {children}
    </button>
  );
}

function isShown(page: LabPage, id: string): boolean {
  return (page.kind === 'server' || page.kind === 'client') && page.id === id;
}

function ServerEntry({ server, page }: { readonly server: LabServer; readonly page: LabPage }) {
  const { t } = useTranslation();
  const { id, config, address, port, connections, connectionsOpen, state } = server;
  const waiting = connections.filter(({ wantsAnswer }) => wantsAnswer).length;
  return (
    <Entry page={{ kind: 'server', id }} shown={isShown(page, id)}>
      <StateDot state={serverState(server)} />
      <span className={classes.words}>
        <span className={classes.name}>{t(`lab.habit.${config.habit}.name`)}</span>
        <span className={classes.where}>
          {config.transport.toUpperCase()} {address === '' ? t('lab.anyAddress') : address}:{port}
        </span>
      </span>
      {waiting > 0 ? (
        <span className={classes.unread}>
          <span aria-hidden>{waiting}</span>
          <span className="visually-hidden">{t('lab.list.wantAnswer', { count: waiting })}</span>
        </span>
      ) : (
        state === 'listening' &&
        connectionsOpen > 0 && (
          <span className={classes.count}>
            <span aria-hidden>{connectionsOpen}</span>
            <span className="visually-hidden">{t('lab.list.connections', { count: connectionsOpen })}</span>
          </span>
        )
      )}
    </Entry>
  );
}

function ClientEntry({ client, page }: { readonly client: LabClient; readonly page: LabPage }) {
  const { t } = useTranslation();
  const { id, config, remote } = client;
  const way = config.target.kind === 'path' ? 'path' : config.transport;
  return (
    <Entry page={{ kind: 'client', id }} shown={isShown(page, id)}>
      <StateDot state={clientState(client)} />
      <span className={classes.words}>
        <span className={classes.name}>{t(`lab.client.name.${way}`)}</span>
        <span className={classes.where}>→ {remote}</span>
      </span>
    </Entry>
  );
}

function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title}
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

/** Everything that runs in the lab or did, and the ways to more of it. */
export function SocketList() {
  const { t } = useTranslation();
  const { servers, clients, page } = useLab((state) => state);
  return (
    <nav className={classes.list} aria-label={t('lab.list.label')}>
      <div className={classes.top}>
        <Entry page={{ kind: 'recipes' }} shown={page.kind === 'recipes' || page.kind === 'recipe'}>
          <BookOpen aria-hidden />
          {t('lab.list.recipes')}
        </Entry>
        <Entry page={{ kind: 'new-server' }} shown={page.kind === 'new-server'}>
          <Plus aria-hidden />
          {t('lab.list.newServer')}
        </Entry>
        <Entry page={{ kind: 'new-client' }} shown={page.kind === 'new-client'}>
          <Plus aria-hidden />
          {t('lab.list.newClient')}
        </Entry>
      </div>
      <div className={classes.sockets}>
        {servers.length > 0 && (
          <Section id="lab-servers" title={t('lab.list.servers')}>
            {servers.map((server) => (
              <li key={server.id}>
                <ServerEntry server={server} page={page} />
              </li>
            ))}
          </Section>
        )}
        {clients.length > 0 && (
          <Section id="lab-clients" title={t('lab.list.clients')}>
            {clients.map((client) => (
              <li key={client.id}>
                <ClientEntry client={client} page={page} />
              </li>
            ))}
          </Section>
        )}
        {servers.length + clients.length === 0 && <p className={classes.empty}>{t('lab.list.empty')}</p>}
      </div>
    </nav>
  );
}
