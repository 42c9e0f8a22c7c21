import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabClient, LabServer } from '../../../shared/lab/lab-models.ts';
import { framedStream } from '../../stores/lab/framed-stream.ts';
import { useLab, useTraffics } from '../../stores/lab/hooks.ts';
import { showLabPage } from '../../stores/lab/lab-store.ts';
import { type LaneSource, mergedLanes } from '../../stores/lab/lanes.ts';
import type { RecipeName } from '../../stores/lab/recipes/recipe-names.ts';
import { type RecipeRun, socketsOf } from '../../stores/lab/recipes/recipe-store.ts';
import { NO_TRAFFIC, type Traffic } from '../../stores/lab/traffic.ts';
import { chunkKey, clientRows, serverRows, type TrafficRow } from '../../stores/lab/traffic-rows.ts';
import { formatList } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './recipe-live.module.css';
import { TrafficPanel } from './traffic-panel.tsx';
import type { RowOwner } from './traffic-row.tsx';

interface Cast {
  readonly server: LabServer | undefined;
  readonly clients: readonly { readonly who: number; readonly client: LabClient }[];
}

/** The run's servers and clients that are still in the lab. */
function useCast(run: RecipeRun | undefined): Cast {
  const { servers, clients } = useLab((state) => state);
  return useMemo(() => {
    const cast = [...(run?.clients ?? [])].flatMap(([who, id]) => {
      const client = clients.find((candidate) => candidate.id === id);
      return client ? [{ who, client }] : [];
    });
    return { server: servers.find(({ id }) => id === run?.server), clients: cast };
  }, [run, servers, clients]);
}

function lanesOf({ server, clients }: Cast, traffic: (id: string) => Traffic): readonly TrafficRow[] {
  const sources: LaneSource[] = clients.map(({ client }) => ({
    lane: 'client',
    rows: clientRows(client, traffic(client.id)),
  }));
  if (server) sources.push({ lane: 'server', rows: serverRows(server, traffic(server.id), 0) });
  return mergedLanes(sources);
}

/** What a reader that knows the length header makes of the server's chunks; nothing in the other recipes. */
function useFramed(recipe: RecipeName, server: LabServer | undefined, traffic: Traffic) {
  const framed = useMemo(
    () => (recipe === 'length-header' ? framedStream(traffic.chunks) : undefined),
    [recipe, traffic.chunks],
  );
  return useMemo(() => {
    if (framed === undefined || server === undefined) return undefined;
    const spans = new Map([...framed.spans].map(([number, one]) => [chunkKey(server.id, number), one]));
    return { messages: framed.messages, spans };
  }, [framed, server]);
}

function Found({ messages }: { readonly messages: readonly string[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const quoted = messages.map((text) => t('lab.step.quoted', { text }));
  return <p className={classes.found}>{t('lab.recipe.found', { messages: formatList(locale, quoted) })}</p>;
}

function Sides({ cast }: { readonly cast: Cast }) {
  const { t } = useTranslation();
  const { server, clients } = cast;
  return (
    <div className={classes.sides}>
      <p>
        {clients.map(({ who, client }) => (
          <button
            key={client.id}
            type="button"
            className={classes.open}
            title={t('lab.recipe.openSocket')}
            onClick={() => showLabPage({ kind: 'client', id: client.id })}
          >
            {t('lab.recipe.client', { who })}
          </button>
        ))}
      </p>
      <p>
        {server && (
          <button
            type="button"
            className={classes.open}
            title={t('lab.recipe.openSocket')}
            onClick={() => showLabPage({ kind: 'server', id: server.id })}
          >
            {t('lab.recipe.server', { port: server.port })}
          </button>
        )}
      </p>
    </div>
  );
}

/** Both sides of a recipe at once, as it runs: what the clients saw at the left, the server at the right. */
export function RecipeLive({ recipe, run }: { readonly recipe: RecipeName; readonly run: RecipeRun | undefined }) {
  const { t } = useTranslation();
  const cast = useCast(run);
  const ids = run ? socketsOf(run) : [];
  const watched = useTraffics(ids);
  const rows = useMemo(() => lanesOf(cast, (id) => watched.get(id) ?? NO_TRAFFIC), [cast, watched]);
  const owners = useMemo(() => {
    const map = new Map<string, RowOwner>();
    const names = new Map<string, string>();
    for (const { who, client } of cast.clients) {
      const name = t('lab.recipe.client', { who });
      map.set(client.id, { lane: 'client', nameOf: () => name });
      if (client.local !== undefined) names.set(client.local, name);
    }
    if (cast.server) map.set(cast.server.id, { lane: 'server', nameOf: (peer) => names.get(peer) });
    return map;
  }, [cast, t]);
  const { server } = cast;
  const framed = useFramed(recipe, server, (server && watched.get(server.id)) ?? NO_TRAFFIC);
  return (
    <>
      <TrafficPanel
        key={run?.number}
        ids={ids}
        traffics={ids.map((id) => watched.get(id) ?? NO_TRAFFIC)}
        label={t('lab.recipe.liveLabel')}
        rows={rows}
        owners={owners}
        {...(framed && { spans: framed.spans })}
        empty={t('lab.recipe.empty')}
      >
        {run && <Sides cast={cast} />}
      </TrafficPanel>
      {framed && framed.messages.length > 0 && <Found messages={framed.messages} />}
    </>
  );
}
