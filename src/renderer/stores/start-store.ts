import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../shared/error-codes.ts';

/** What the start screen waits for. */
export type StartBusy = { readonly what: 'host' } | { readonly what: 'join'; readonly address: string };

export interface StartStore {
  readonly joinAddress: string;
  /** The address came from an invite link and waits for the user's word. */
  readonly fromLink: boolean;
  readonly busy: StartBusy | undefined;
  readonly hostProblem: Problem | undefined;
  readonly joinProblem: Problem | undefined;
}

export const startStore = createStore<StartStore>(() => ({
  joinAddress: '',
  fromLink: false,
  busy: undefined,
  hostProblem: undefined,
  joinProblem: undefined,
}));
