import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../shared/error-codes.ts';
import type { Transport } from '../../shared/models.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';

/** What the start screen waits for, and the place that it is going to be. */
export type StartBusy = { readonly key: PlaceKey } & (
  | { readonly what: 'host' }
  | { readonly what: 'join'; readonly address: string }
);

export interface StartStore {
  readonly joinAddress: string;
  /** What to join over, where the user chose; otherwise what the room was talked to over last. */
  readonly joinTransport: Transport | undefined;
  /** What the last attempt to join went over. */
  readonly joinedOver: Transport;
  /** The address came from an invite link and waits for the user's word. */
  readonly fromLink: boolean;
  readonly busy: StartBusy | undefined;
  /** What was begun and waits at a room's door now, where it is shown. */
  readonly atDoor: StartBusy | undefined;
  readonly hostProblem: Problem | undefined;
  readonly joinProblem: Problem | undefined;
}

export const startStore = createStore<StartStore>(() => ({
  joinAddress: '',
  joinTransport: undefined,
  joinedOver: 'tcp',
  fromLink: false,
  busy: undefined,
  atDoor: undefined,
  hostProblem: undefined,
  joinProblem: undefined,
}));
