import type { PushOfPlace } from '../../../shared/ipc-contract.ts';
import type { PlaceCard, PlaceKey } from '../../../shared/places/place-models.ts';
import { attempt } from '../../bridge.ts';
import { scrolled } from '../conversation/unread.ts';
import { closeDialog, dialogStore, type OpenDialog } from '../dialog-store.ts';
import { forgetPictures } from '../files/pictures.ts';
import { forgetQuality } from '../quality-store.ts';
import { closeWire } from '../wire-store.ts';
import { beginPlace, endPlace, openKeys, openPlace, placeShown, touchPlace } from './open-places.ts';
import { inOrder } from './place-order.ts';
import { applyToPlace, placeOpened } from './place-pushes.ts';
import { placesChanged, placesStore, shownKey } from './places-store.ts';

/** Places that the window has open at a time; of those that were shown longest ago it keeps the draft alone. */
const OPEN_MOST = 20;
/** Questions that mean nothing any more once another place is shown. */
const ROOM_DIALOGS: readonly OpenDialog['kind'][] = [
  'stop-hosting',
  'close-window',
  'invite',
  'room-details',
  'person',
  'private-people',
];

/** What is pushed of places whose first picture is on its way. */
const early = new Map<PlaceKey, PushOfPlace[]>();
/** What was written in places that are not open any more. */
const drafts = new Map<PlaceKey, string>();

async function open(key: PlaceKey): Promise<boolean> {
  const waiting: PushOfPlace[] = [];
  early.set(key, waiting);
  const opened = await attempt('places:open', { key });
  if (early.get(key) !== waiting) return openPlace(key) !== undefined;
  early.delete(key);
  if (!opened.ok) return false;
  const place = beginPlace(key);
  place.room.setState({ draft: drafts.get(key) ?? '' });
  drafts.delete(key);
  placeOpened(place, opened.value);
  for (const push of waiting) applyToPlace(place, push);
  return true;
}

/** Lets go of the places that were shown longest ago, where there are too many. */
function closeOldest(): void {
  for (const key of openKeys().slice(0, -OPEN_MOST)) {
    const draft = openPlace(key)?.room.getState().draft ?? '';
    if (draft !== '') drafts.set(key, draft);
    endPlace(key);
    void attempt('places:close', { key });
  }
}

function become(shown: PlaceKey | undefined): void {
  if (shown === shownKey()) return;
  // Nobody reads there from now on; where the reader was is kept by the list.
  placeShown().room.setState(({ unread }) => ({ unread: scrolled(unread, false) }));
  if (shown !== undefined) touchPlace(shown);
  placesStore.setState({ shown });
  forgetQuality();
  closeWire();
  const { dialog } = dialogStore.getState();
  if (dialog && ROOM_DIALOGS.includes(dialog.kind)) closeDialog();
  closeOldest();
  void attempt('places:show', { key: shown });
}

/**
 * Shows a place, or the start screen. One that the window has open is there at once; of another one its picture is
 * fetched first, and what is shown until then stays.
 * @returns false where it is no place, or something else was chosen meanwhile
 */
export async function showPlace(key: PlaceKey | undefined): Promise<boolean> {
  placesStore.setState({ wanted: key });
  if (key !== undefined && !openPlace(key) && !(await open(key))) return false;
  if (placesStore.getState().wanted !== key) return false;
  become(key);
  return true;
}

/** Takes cards that are new or changed, and places that are there no more; where the shown one is gone, the next is shown. */
export function placesPushed(changed: readonly PlaceCard[], gone: readonly PlaceKey[]): void {
  const before = inOrder(placesStore.getState().cards.values());
  placesChanged(changed, gone);
  for (const key of gone) {
    if (key === shownKey()) leaveShown(key, before);
    early.delete(key);
    drafts.delete(key);
    endPlace(key);
    forgetPictures(key);
  }
}

function leaveShown(key: PlaceKey, before: readonly PlaceCard[]): void {
  const at = before.findIndex((card) => card.key === key);
  const { cards } = placesStore.getState();
  const next = [...before.slice(at), ...before.slice(0, at).reverse()].find((card) => cards.has(card.key));
  become(undefined);
  if (next) void showPlace(next.key);
}

/** Takes what main says of one place. */
export function placePushed(push: PushOfPlace): void {
  const place = openPlace(push.key);
  if (place) applyToPlace(place, push);
  else early.get(push.key)?.push(push);
}
