import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../../../shared/error-codes.ts';
import type { ClientForm, LabChoices, ServerForm } from '../../../shared/lab/lab-memory.ts';
import type { LabClient, LabServer } from '../../../shared/lab/lab-models.ts';
import { useApp } from '../hooks.ts';
import { NEW_CLIENT } from './client-form.ts';
import { draftStore, type LabDraft, NO_DRAFT } from './drafts.ts';
import { type LabFormStore, labFormStore, USUAL_CHOICES } from './form-store.ts';
import { type LabStore, labStore } from './lab-store.ts';
import { labProblemStore } from './problem-store.ts';
import { type RecipeRun, recipeStore } from './recipes/recipe-store.ts';
import { NEW_SERVER } from './server-form.ts';
import { NO_TRAFFIC, type Traffic } from './traffic.ts';
import { trafficStore, watchTraffic } from './traffic-store.ts';

export function useLab<T>(select: (state: LabStore) => T): T {
  return useStore(labStore, select);
}

export function useLabServer(id: string): LabServer | undefined {
  return useLab(({ servers }) => servers.find((server) => server.id === id));
}

export function useLabClient(id: string): LabClient | undefined {
  return useLab(({ clients }) => clients.find((client) => client.id === id));
}

/** The connection of a server that is looked at; 0 for all of them, and for one that is gone from its list. */
export function useConnection({ id, connections }: LabServer): number {
  const chosen = useLab(({ connectionOf }) => connectionOf.get(id) ?? 0);
  return connections.some((connection) => connection.id === chosen) ? chosen : 0;
}

export function useLabForm<T>(select: (state: LabFormStore) => T): T {
  return useStore(labFormStore, select);
}

export function useChoices(): LabChoices {
  return useApp(({ settings }) => settings.lab.choices ?? USUAL_CHOICES);
}

export function useLabDraft(key: string): LabDraft {
  return useStore(draftStore, ({ drafts }) => drafts.get(key) ?? NO_DRAFT);
}

/** Why the last thing that was asked of this server or client did not work. */
export function useLabProblem(id: string): Problem | undefined {
  return useStore(labProblemStore, ({ problems }) => problems.get(id));
}

export function useRecipeRun(): RecipeRun | undefined {
  return useStore(recipeStore, ({ run }) => run);
}

/** The traffic of a server or client, followed while it is drawn. */
export function useTraffic(id: string): Traffic {
  useEffect(() => watchTraffic(id), [id]);
  return useStore(trafficStore, ({ watched }) => watched.get(id) ?? NO_TRAFFIC);
}

/** The same for several, which may change. @param ids without one twice */
export function useTraffics(ids: readonly string[]): ReadonlyMap<string, Traffic> {
  const key = ids.join(' ');
  useEffect(() => {
    const stops = key === '' ? [] : key.split(' ').map(watchTraffic);
    return () => {
      for (const stop of stops) stop();
    };
  }, [key]);
  return useStore(trafficStore, ({ watched }) => watched);
}

/** The form as it stands: as typed, as it was used last, or new. */
export function useServerForm(): ServerForm {
  const remembered = useApp(({ settings }) => settings.lab.server ?? NEW_SERVER);
  return useLabForm(({ server }) => server) ?? remembered;
}

export function useClientForm(): ClientForm {
  const remembered = useApp(({ settings }) => settings.lab.client ?? NEW_CLIENT);
  return useLabForm(({ client }) => client) ?? remembered;
}
