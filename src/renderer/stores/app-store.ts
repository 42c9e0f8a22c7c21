import { createStore } from 'zustand/vanilla';
import type { EncryptionState } from '../../shared/at-rest/encryption-state.ts';
import type { LocalAddress, RecentRoom, Transport } from '../../shared/models.ts';
import type { Settings } from '../../shared/settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings-defaults.ts';

export interface AppStore {
  /** `failed` when main did not answer the first question. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly version: string;
  readonly platform: string;
  readonly systemLanguage: string;
  readonly settings: Settings;
  readonly encryption: EncryptionState;
  readonly dataFolder: string;
  readonly recentRooms: readonly RecentRoom[];
  readonly localAddresses: readonly LocalAddress[];
}

export const appStore = createStore<AppStore>(() => ({
  status: 'loading',
  version: '',
  platform: '',
  systemLanguage: 'en',
  settings: DEFAULT_SETTINGS,
  encryption: { isOn: false, done: undefined, left: 0, keptBy: 'system' },
  dataFolder: '',
  recentRooms: [],
  localAddresses: [],
}));

/** What the room at this address, as {@link formatAddress} writes it, was talked to over last. */
export function rememberedTransport(address: string): Transport {
  return appStore.getState().recentRooms.find((room) => room.address === address)?.transport ?? 'tcp';
}
