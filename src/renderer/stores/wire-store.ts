import { createStore } from 'zustand/vanilla';
import { ALL_OF_IT, type RecordedMessage, type WireFilter, type WireHit } from '../../shared/wire/wire-contract.ts';
import type { WireChunkDetail, WireFrameDetail, WirePage, WireState } from '../../shared/wire/wire-model.ts';
import { invoke } from '../bridge.ts';
import { shownKey } from './places/places-store.ts';

/** A chunk or a frame with its bytes; without them once the recording has dropped it. */
export type WireDetail =
  | { readonly kind: 'chunk'; readonly id: number; readonly detail: WireChunkDetail | undefined }
  | { readonly kind: 'frame'; readonly id: number; readonly detail: WireFrameDetail | undefined };

/** A message whose bytes were asked for. */
export interface WireSubject {
  readonly message: RecordedMessage;
  /** Milliseconds since 1970, when it was said. */
  readonly at: number;
}

export interface WireSearch {
  /** As it was typed. */
  readonly text: string;
  readonly isHex: boolean;
  /** Undefined when what was typed is nothing to search for. */
  readonly needle: Uint8Array | undefined;
  readonly hits: readonly WireHit[];
  /** The hit that is shown. */
  readonly at: number;
}

export interface WireStore {
  readonly isOpen: boolean;
  /** Undefined before main has answered. */
  readonly state: WireState | undefined;
  readonly subject: WireSubject | undefined;
  readonly filter: WireFilter;
  readonly page: WirePage;
  /** The page is that of the present filter. */
  readonly isLoaded: boolean;
  readonly follows: boolean;
  readonly isHeld: boolean;
  readonly selection: Pick<WireDetail, 'kind' | 'id'> | undefined;
  /** The bytes of what is selected, or of what was while they are fetched. */
  readonly detail: WireDetail | undefined;
  readonly search: WireSearch;
  /** A row to bring into sight. */
  readonly target: { readonly row: number } | undefined;
}

export const NO_SEARCH: WireSearch = { text: '', isHex: false, needle: undefined, hits: [], at: 0 };
export const NO_PAGE: WirePage = { first: 0, end: 0, chunks: [], types: [] };

const CLOSED: Omit<WireStore, 'state'> = {
  isOpen: false,
  subject: undefined,
  filter: ALL_OF_IT,
  page: NO_PAGE,
  isLoaded: false,
  follows: true,
  isHeld: false,
  selection: undefined,
  detail: undefined,
  search: NO_SEARCH,
  target: undefined,
};

export const wireStore = createStore<WireStore>(() => ({ ...CLOSED, state: undefined }));

/** Rows asked for beyond those in sight, and at most. */
const ROWS_AROUND = 60;
const ROWS_MOST = 400;
const ROWS_USUAL = 160;

let sight = { first: 0, end: 0 };
let loading = false;
let isStale = false;

/** Which rows to ask for: the last ones while the list follows, else those in sight and some around them. */
function wanted(follows: boolean): { readonly from: number | undefined; readonly count: number } {
  if (follows) return { from: undefined, count: ROWS_USUAL };
  const from = Math.max(0, sight.first - ROWS_AROUND);
  return { from, count: Math.min(ROWS_MOST, sight.end + ROWS_AROUND - from) };
}

/** Loads the rows that are to be seen; what changes meanwhile is loaded after that. */
export async function loadRows(): Promise<void> {
  isStale = true;
  if (loading) return;
  loading = true;
  while (isStale && wireStore.getState().isOpen) {
    isStale = false;
    const { filter, follows } = wireStore.getState();
    const { from, count } = wanted(follows);
    const page = await invoke('wire:page', { filter, ...(from !== undefined && { from }), count }).catch(
      () => undefined,
    );
    if (page && wireStore.getState().filter === filter) wireStore.setState({ page, isLoaded: true });
  }
  loading = false;
}

/** The list was scrolled: rows that are not there yet are loaded. */
export function rowsInSight(first: number, end: number): void {
  sight = { first, end };
  const { page, follows } = wireStore.getState();
  if (follows) return;
  const [loadedFirst, last] = [page.chunks[0]?.row ?? page.end, page.chunks.at(-1)];
  const loadedEnd = last === undefined ? page.first : last.row + last.rows;
  if (first < loadedFirst && loadedFirst > page.first) void loadRows();
  else if (end > loadedEnd && loadedEnd < page.end) void loadRows();
}

/** Main says how the recording stands. */
export function wireChanged(state: WireState): void {
  const before = wireStore.getState().state;
  wireStore.setState({ state });
  if (before?.version !== state.version) void loadRows();
}

/** Main forgets that the list was held, if it was. */
function letGo(): void {
  if (wireStore.getState().isHeld) void invoke('wire:hold', { held: false }).catch(() => undefined);
}

/** Also when the room is left. */
export function closeWire(): void {
  if (!wireStore.getState().isOpen) return;
  letGo();
  wireStore.setState(CLOSED);
  void invoke('wire:watch', { watching: false }).catch(() => undefined);
}

/** Everything that is recorded of the place that is shown. */
export function allOfPlace(): WireFilter {
  const place = shownKey();
  return place === undefined ? ALL_OF_IT : { ...ALL_OF_IT, place };
}

export async function openWire(subject?: WireSubject): Promise<void> {
  const all = allOfPlace();
  const filter = subject ? { ...all, message: subject.message } : all;
  letGo();
  // A message's frames are few: they are read from the first on.
  wireStore.setState({ ...CLOSED, isOpen: true, subject, filter, follows: subject === undefined });
  sight = { first: 0, end: ROWS_USUAL };
  const state = await invoke('wire:watch', { watching: true, key: all.place }).catch(() => undefined);
  if (state) wireChanged(state);
  void loadRows();
}
