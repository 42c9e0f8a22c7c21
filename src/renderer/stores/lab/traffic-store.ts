import { createStore } from 'zustand/vanilla';
import type { LabTraffic } from '../../../shared/lab/lab-models.ts';
import { attempt, invoke } from '../../bridge.ts';
import { cleared, NO_TRAFFIC, paused, type Traffic, withChunks } from './traffic.ts';

/** Traffic of the servers and clients that somebody looks at; main keeps that of all. */
export interface TrafficStore {
  readonly watched: ReadonlyMap<string, Traffic>;
}

export const trafficStore = createStore<TrafficStore>(() => ({ watched: new Map() }));

/** How many look at each. */
const watchers = new Map<string, number>();
/** When each was cleared last, also while nobody looks; main forgets the chunks, but not when connections came and went. */
const clearings = new Map<string, number>();

export function trafficOf(id: string): Traffic {
  return trafficStore.getState().watched.get(id) ?? NO_TRAFFIC;
}

function changed(id: string, change: (traffic: Traffic) => Traffic): void {
  const { watched } = trafficStore.getState();
  const before = watched.get(id);
  if (before === undefined) return;
  const after = change(before);
  if (after !== before) trafficStore.setState({ watched: new Map(watched).set(id, after) });
}

export function trafficCame({ of, chunks }: LabTraffic): void {
  changed(of, (traffic) => withChunks(traffic, chunks));
}

function letGo(id: string): void {
  const { watched } = trafficStore.getState();
  const left = new Map(watched);
  left.delete(id);
  trafficStore.setState({ watched: left });
}

function fresh(id: string): Traffic {
  return { ...NO_TRAFFIC, clearedAt: clearings.get(id) ?? 0 };
}

async function load(id: string): Promise<void> {
  const kept = await invoke('lab:traffic', { id }).catch(() => undefined);
  if (kept) trafficCame(kept);
}

/**
 * Holds the traffic of a server or client while somebody looks at it, beginning with what main still has.
 * @returns stops
 */
export function watchTraffic(id: string): () => void {
  const count = watchers.get(id) ?? 0;
  watchers.set(id, count + 1);
  if (count === 0) {
    trafficStore.setState(({ watched }) => ({ watched: new Map(watched).set(id, fresh(id)) }));
    void load(id);
  }
  return () => {
    const left = (watchers.get(id) ?? 1) - 1;
    if (left > 0) return void watchers.set(id, left);
    watchers.delete(id);
    letGo(id);
  };
}

/** The server or client is gone for good. */
export function forgetTraffic(id: string): void {
  clearings.delete(id);
  changed(id, () => NO_TRAFFIC);
}

export function pauseTraffic(ids: readonly string[], pause: boolean): void {
  for (const id of ids) changed(id, (traffic) => paused(traffic, pause));
}

export async function clearTraffic(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const result = await attempt('lab:clear-traffic', { id });
    if (!result.ok) continue;
    const now = Date.now();
    clearings.set(id, now);
    changed(id, (traffic) => cleared(traffic, now));
  }
}
