import type { Problem } from '../../shared/error-codes.ts';
import type { ExportFormat, RECORDING_SIZES, WireFilter } from '../../shared/wire/wire-contract.ts';
import { attempt, invoke } from '../bridge.ts';
import { readNeedle } from './wire/needle.ts';
import { allOfPlace, loadRows, NO_SEARCH, rowsInSight, wireChanged, wireStore } from './wire-store.ts';

export type RecordingSize = (typeof RECORDING_SIZES)[number];

/** Switches recording on or off. */
export async function record(on: boolean): Promise<void> {
  wireChanged(await invoke('wire:record', { on }));
}

export async function resizeRecording(bytesMost: RecordingSize): Promise<void> {
  wireChanged(await invoke('wire:record', { bytesMost }));
}

/** Drops what was recorded. */
export async function clearRecording(): Promise<void> {
  wireStore.setState({ selection: undefined, detail: undefined, search: NO_SEARCH });
  wireChanged(await invoke('wire:clear', undefined));
  await loadRows();
}

/** Holds the list as it is, or lets it go on. */
export async function hold(held: boolean): Promise<void> {
  wireStore.setState({ isHeld: held });
  wireChanged(await invoke('wire:hold', { held }));
}

export function setFilter(change: Partial<WireFilter>): void {
  wireStore.setState(({ filter }) => ({
    filter: { ...filter, ...change },
    isLoaded: false,
    search: NO_SEARCH,
    target: undefined,
    // What was selected may be of the other side of a seal.
    ...('layer' in change && { selection: undefined, detail: undefined }),
  }));
  void loadRows();
}

/** Shows everything again, after the bytes of one message. */
export function showEverything(): void {
  wireStore.setState({ subject: undefined, filter: allOfPlace(), follows: true, isLoaded: false });
  void loadRows();
}

export function follow(follows: boolean): void {
  wireStore.setState({ follows });
  if (follows) void loadRows();
}

/** Selects a chunk or a frame, and fetches its bytes. */
export async function select(kind: 'chunk' | 'frame', id: number): Promise<void> {
  wireStore.setState({ selection: { kind, id }, follows: false });
  const { layer } = wireStore.getState().filter;
  const detail =
    kind === 'chunk'
      ? { kind, id, detail: await invoke('wire:chunk', { id, ...(layer && { layer }) }).catch(() => undefined) }
      : { kind, id, detail: await invoke('wire:frame', { id }).catch(() => undefined) };
  const { selection } = wireStore.getState();
  if (selection?.kind === kind && selection.id === id) wireStore.setState({ detail });
}

/** Searches for bytes, written as text or in hex. */
export async function search(text: string, isHex: boolean): Promise<void> {
  const needle = readNeedle(text, isHex);
  wireStore.setState({ search: { text, isHex, needle, hits: [], at: 0 } });
  if (needle === undefined) return;
  const hex = Array.from(needle, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { filter } = wireStore.getState();
  const hits = await invoke('wire:search', { filter, needle: hex }).catch(() => []);
  const { search: now } = wireStore.getState();
  if (now.text !== text || now.isHex !== isHex) return;
  wireStore.setState({ search: { ...now, hits } });
  if (hits.length > 0) goToHit(0);
}

/** Shows a hit; behind the last comes the first. */
export function goToHit(index: number): void {
  const { search: now } = wireStore.getState();
  const { length } = now.hits;
  if (length === 0) return;
  const at = (index + length) % length;
  const hit = now.hits[at];
  if (!hit) return;
  wireStore.setState({ search: { ...now, at }, follows: false, target: { row: hit.row } });
  rowsInSight(hit.row, hit.row + 1);
  void loadRows();
  void select(hit.kind, hit.id);
}

/** Brings a chunk of the selected frame into sight and selects it. */
export function goToChunk(id: number): void {
  const row = wireStore.getState().page.chunks.find((chunk) => chunk.id === id)?.row;
  if (row !== undefined) wireStore.setState({ target: { row } });
  void select('chunk', id);
}

/** @returns the file; undefined when the user changed their mind */
export async function exportRecording(
  format: ExportFormat,
): Promise<{ readonly path: string | undefined } | { readonly problem: Problem }> {
  const { filter } = wireStore.getState();
  const result = await attempt('wire:export', { filter, format });
  return result.ok ? { path: result.value } : { problem: result.problem };
}
