import { createStore } from 'zustand/vanilla';
import type { CloseQuestion, RoomsLeft } from '../../shared/closing.ts';
import type { HelpDialog } from '../../shared/help/help-contract.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';

/** A practice server with connections, and what is going to cut them. */
export interface LabEnding {
  readonly id: string;
  readonly ending: 'stop' | 'restart' | 'remove';
  /** Connections that are open. */
  readonly open: number;
}

/** The one dialog that is open. */
export type OpenDialog =
  | { readonly kind: HelpDialog }
  /** The ways to bring others into the room. */
  | { readonly kind: 'invite' }
  /** What is known of the room. */
  | { readonly kind: 'room-details' }
  /** Somebody in the room, by their member id, and what they were called where one looked. */
  | { readonly kind: 'person'; readonly member: string; readonly nick: string }
  /** Who is to read a private conversation: member ids of those who do already. */
  | { readonly kind: 'private-people'; readonly members: readonly string[] }
  /** What a member and this person compare, to be sure of each other's key. */
  | { readonly kind: 'compare'; readonly member: string; readonly nick: string }
  /** Whether somebody on the network can read along. */
  | { readonly kind: 'seal' }
  /** A room that is about to be forgotten. */
  | { readonly kind: 'forget-room'; readonly room: PlaceKey }
  | { readonly kind: 'close-window'; readonly question: CloseQuestion; readonly rooms: RoomsLeft }
  | { readonly kind: 'stop-hosting'; readonly key: PlaceKey; readonly name: string; readonly otherMembers: number }
  /** Other computers could start programs here. */
  | { readonly kind: 'lab-outside'; readonly bind: string }
  | ({ readonly kind: 'lab-end-server' } & LabEnding)
  /** A received program or script that is about to be opened. */
  | { readonly kind: 'open-program'; readonly transfer: string; readonly name: string }
  /** What was pasted, before everybody gets it. */
  | { readonly kind: 'send-pasted'; readonly files: readonly File[] };

export interface DialogStore {
  readonly dialog: OpenDialog | undefined;
}

export const dialogStore = createStore<DialogStore>(() => ({ dialog: undefined }));

export function openDialog(dialog: OpenDialog): void {
  dialogStore.setState({ dialog });
}

export function closeDialog(): void {
  dialogStore.setState({ dialog: undefined });
}
