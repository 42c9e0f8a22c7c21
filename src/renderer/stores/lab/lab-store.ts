import { createStore } from 'zustand/vanilla';
import type { LabClient, LabServer } from '../../../shared/lab/lab-models.ts';
import type { RecipeName } from './recipes/recipe-names.ts';

/** What fills the lab beside its list. */
export type LabPage =
  | { readonly kind: 'recipes' }
  | { readonly kind: 'recipe'; readonly recipe: RecipeName }
  | { readonly kind: 'new-server' }
  | { readonly kind: 'new-client' }
  | { readonly kind: 'server'; readonly id: string }
  | { readonly kind: 'client'; readonly id: string };

export interface LabStore {
  /** In the order in which they were opened. */
  readonly servers: readonly LabServer[];
  readonly clients: readonly LabClient[];
  readonly page: LabPage;
  /** The connection that is looked at, by its server's id; 0 or nothing for all of them. */
  readonly connectionOf: ReadonlyMap<string, number>;
}

export const RECIPES_PAGE: LabPage = { kind: 'recipes' };

export const labStore = createStore<LabStore>(() => ({
  servers: [],
  clients: [],
  page: RECIPES_PAGE,
  connectionOf: new Map(),
}));

export function showLabPage(page: LabPage): void {
  labStore.setState({ page });
}

/** @param connection 0 for all of them */
export function showConnection(serverId: string, connection: number): void {
  labStore.setState(({ connectionOf }) => ({ connectionOf: new Map(connectionOf).set(serverId, connection) }));
}

/** The list with `one` in the place of the one it replaces, or at the end. */
function replaced<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  return list.some(({ id }) => id === one.id)
    ? list.map((known) => (known.id === one.id ? one : known))
    : [...list, one];
}

export function serverCame(server: LabServer): void {
  labStore.setState(({ servers }) => ({ servers: replaced(servers, server) }));
}

export function clientCame(client: LabClient): void {
  labStore.setState(({ clients }) => ({ clients: replaced(clients, client) }));
}

export function serverOf(id: string): LabServer | undefined {
  return labStore.getState().servers.find((server) => server.id === id);
}

export function clientOf(id: string): LabClient | undefined {
  return labStore.getState().clients.find((client) => client.id === id);
}
