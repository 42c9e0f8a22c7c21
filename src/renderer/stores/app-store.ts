import { createStore } from 'zustand/vanilla';
import { DEFAULT_FILE_SETTINGS } from '../../shared/files/file-defaults.ts';
import type { LocalAddress, RecentRoom, Transport } from '../../shared/models.ts';
import type { Settings } from '../../shared/settings.ts';

export interface AppStore {
  /** `failed` when main did not answer the first question. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly version: string;
  readonly platform: string;
  readonly systemLanguage: string;
  readonly settings: Settings;
  readonly recentRooms: readonly RecentRoom[];
  readonly localAddresses: readonly LocalAddress[];
}

export const appStore = createStore<AppStore>(() => ({
  status: 'loading',
  version: '',
  platform: '',
  systemLanguage: 'en',
  settings: {
    nick: '',
    language: 'system',
    theme: 'system',
    hostName: '',
    hostPort: 0,
    hostBind: '',
    hostPlain: true,
    hostDurable: false,
    recordingBytes: 16_000_000,
    files: DEFAULT_FILE_SETTINGS,
  },
  recentRooms: [],
  localAddresses: [],
}));

/** What the room at this address, as {@link formatAddress} writes it, was talked to over last. */
export function rememberedTransport(address: string): Transport {
  return appStore.getState().recentRooms.find((room) => room.address === address)?.transport ?? 'tcp';
}
