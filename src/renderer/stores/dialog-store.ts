import { createStore } from 'zustand/vanilla';

/** The one dialog that is open. */
export type OpenDialog =
  | { readonly kind: 'settings' }
  | { readonly kind: 'stop-hosting'; readonly otherMembers: number }
  | { readonly kind: 'close-window'; readonly otherMembers: number }
  | { readonly kind: 'open-address'; readonly address: string }
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
