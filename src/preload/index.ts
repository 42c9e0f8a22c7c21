/**
 * Puts `window.partyline` into the page. No logic and no package: a sandboxed preload is one file, and everything it
 * holds is within the page's reach.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  INVOKE_CHANNEL as InvokeChannelConstant,
  PartylineApi,
  Push,
  PUSH_CHANNEL as PushChannelConstant,
} from '../shared/ipc-contract.ts';

// Written out because importing the values would bundle every schema into this file; a wrong one does not compile.
const INVOKE_CHANNEL: typeof InvokeChannelConstant = 'partyline:invoke';
const PUSH_CHANNEL: typeof PushChannelConstant = 'partyline:push';

const api: PartylineApi = {
  invoke: (channel, payload) => ipcRenderer.invoke(INVOKE_CHANNEL, channel, payload),
  pathOf: (file) => webUtils.getPathForFile(file as File),
  onPush: (listener) => {
    const relay = (_event: unknown, batch: readonly Push[]) => listener(batch);
    ipcRenderer.on(PUSH_CHANNEL, relay);
    return () => {
      ipcRenderer.off(PUSH_CHANNEL, relay);
    };
  },
};

contextBridge.exposeInMainWorld('partyline', api);
