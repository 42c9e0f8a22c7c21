import type { Problem, Result } from '../shared/error-codes.ts';
import type { InvokeChannel, InvokeContract, PartylineApi, Push } from '../shared/ipc-contract.ts';

declare global {
  interface Window {
    /** Put there by preload; read in this file only. */
    readonly partyline: PartylineApi;
  }
}

/** The channels that answer with a {@link Result}: their failures are values, even when main itself fails. */
type ResultChannel = {
  [C in InvokeChannel]: InvokeContract[C]['result'] extends Result<unknown> ? C : never;
}[InvokeChannel];

/** Asks the main process; rejects only when main does not answer at all. */
export function invoke<C extends InvokeChannel>(
  channel: C,
  payload: InvokeContract[C]['payload'],
): Promise<InvokeContract[C]['result']> {
  return window.partyline.invoke(channel, payload);
}

/** Like {@link invoke}, for the calls that can fail: a rejection becomes the problem `internal`. */
export async function attempt<C extends ResultChannel>(
  channel: C,
  payload: InvokeContract[C]['payload'],
): Promise<InvokeContract[C]['result'] | { readonly ok: false; readonly problem: Problem }> {
  try {
    return await invoke(channel, payload);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: { code: 'internal', text } };
  }
}

/** Where a dropped or chosen file is on disk; empty for one that lies nowhere, such as a picture from the clipboard. */
export function pathOf(file: File): string {
  return window.partyline.pathOf(file);
}

/** @returns its own unsubscribe */
export function onPush(listener: (batch: readonly Push[]) => void): () => void {
  return window.partyline.onPush(listener);
}
