/** The only file that touches `ipcMain`. */
import { ipcMain, type WebContents } from 'electron';
import { INVOKE_CHANNEL, PUSH_CHANNEL, type Push } from '../../shared/ipc-contract.ts';
import { toldError } from '../help/told.ts';
import type { Log } from '../log.ts';
import { answer, type Handlers } from './answer.ts';
import { isTrustedSender } from './trusted-sender.ts';

/**
 * Answers the window's calls.
 * @param origin where our own page comes from; calls from anywhere else are refused
 * @returns takes the handlers away again
 */
export function serveCalls(handlers: Handlers, origin: string, log: Log): () => void {
  ipcMain.handle(INVOKE_CHANNEL, async ({ senderFrame }, channel: unknown, payload: unknown) => {
    if (!isTrustedSender(senderFrame, origin)) {
      log.warn(`refused a call from ${senderFrame?.url.slice(0, 200) ?? 'a frame that is gone'}`);
      throw new Error('this page may not call Partyline');
    }
    try {
      return await answer(handlers, channel, payload);
    } catch (error) {
      log.error(`${String(channel).slice(0, 50)} failed: ${error instanceof Error ? error.stack : String(error)}`, {
        code: 'call_failed',
        error: toldError(error),
      });
      throw error;
    }
  });
  return () => ipcMain.removeHandler(INVOKE_CHANNEL);
}

/** Hands pushes to the window; to one that is gone, nothing. */
export function sendPushes(contents: WebContents, batch: readonly Push[]): void {
  if (!contents.isDestroyed()) contents.send(PUSH_CHANNEL, batch);
}
