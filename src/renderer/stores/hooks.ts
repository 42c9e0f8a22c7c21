import { useStore } from 'zustand';
import { type AppStore, appStore } from './app-store.ts';
import { type DetailsStore, detailsStore } from './details-store.ts';
import { type DialogStore, dialogStore } from './dialog-store.ts';
import { type DoctorStore, doctorStore } from './doctor-store.ts';
import type { TransferStore } from './files/transfer-store.ts';
import { type FoundStore, foundStore } from './found/found-store.ts';
import { type CompareStore, compareStore } from './people/contact-actions.ts';
import { type PeopleState, peopleStore } from './people/people-store.ts';
import { drawerStore } from './places/drawer-store.ts';
import { type OpenPlace, placeShown } from './places/open-places.ts';
import { type PlacesStore, placesStore } from './places/places-store.ts';
import type { RoomStore } from './places/room-store.ts';
import type { PrivateStore } from './private/private-store.ts';
import type { Quality } from './quality/samples.ts';
import { qualityStore } from './quality-store.ts';
import { type SettingsScreen, settingsScreen } from './settings/settings-screen.ts';
import { type StartStore, startStore } from './start-store.ts';
import { type ViewStore, viewStore } from './view-store.ts';
import { type WireStore, wireStore } from './wire-store.ts';

export function useApp<T>(select: (state: AppStore) => T): T {
  return useStore(appStore, select);
}

export function usePlaces<T>(select: (state: PlacesStore) => T): T {
  return useStore(placesStore, select);
}

/** What the window holds of the place that is shown. */
function usePlaceShown(): OpenPlace {
  return placeShown(usePlaces(({ shown }) => shown));
}

/** The room of the place that is shown; one without a room where none is. */
export function useRoom<T>(select: (state: RoomStore) => T): T {
  return useStore(usePlaceShown().room, select);
}

export function useStart<T>(select: (state: StartStore) => T): T {
  return useStore(startStore, select);
}

export function useDialog<T>(select: (state: DialogStore) => T): T {
  return useStore(dialogStore, select);
}

/** Who this device is, and the people that it knows. */
export function usePeople<T>(select: (state: PeopleState) => T): T {
  return useStore(peopleStore, select);
}

export function useDetails<T>(select: (state: DetailsStore) => T): T {
  return useStore(detailsStore, select);
}

export function useCompare<T>(select: (state: CompareStore) => T): T {
  return useStore(compareStore, select);
}

export function useQuality<T>(select: (state: Quality) => T): T {
  return useStore(qualityStore, select);
}

export function useView<T>(select: (state: ViewStore) => T): T {
  return useStore(viewStore, select);
}

export function useDoctor<T>(select: (state: DoctorStore) => T): T {
  return useStore(doctorStore, select);
}

export function useWire<T>(select: (state: WireStore) => T): T {
  return useStore(wireStore, select);
}

/** The private conversations of the place that is shown. */
export function usePrivately<T>(select: (state: PrivateStore) => T): T {
  return useStore(usePlaceShown().privately, select);
}

/** The transfers of the place that is shown. */
export function useTransfers<T>(select: (state: TransferStore) => T): T {
  return useStore(usePlaceShown().transfers, select);
}

export function useFound<T>(select: (state: FoundStore) => T): T {
  return useStore(foundStore, select);
}

export function useDrawer(): boolean {
  return useStore(drawerStore, ({ isOpen }) => isOpen);
}

export function useSettingsScreen<T>(select: (state: SettingsScreen) => T): T {
  return useStore(settingsScreen, select);
}
