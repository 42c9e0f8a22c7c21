import type { Door, Managing } from '../../shared/doors/door-models.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import { attempt } from '../bridge.ts';
import { placeShown, shownRoom } from './places/open-places.ts';

/** Asks for what only the host and moderators may do. @returns why nothing came of it */
export async function manage(asked: Managing): Promise<Problem | undefined> {
  const result = await attempt('doors:manage', { key: placeShown().key, asked });
  return result.ok ? undefined : result.problem;
}

/** The same where its outcome shows by itself; what goes wrong is told beside the room. */
export async function manageHere(asked: Managing): Promise<void> {
  const notice = await manage(asked);
  if (notice) shownRoom().setState({ notice });
}

/** Who comes into a room that is hosted here. @returns why it stays as it was */
export async function setDoor(key: PlaceKey, door: Door, word: string | undefined): Promise<Problem | undefined> {
  const result = await attempt('doors:set', { key, door, ...(word !== undefined && { word }) });
  return result.ok ? undefined : result.problem;
}

/** Says the passphrase at the door of the room that is shown. @returns why it can't be tried */
export async function sayWord(word: string): Promise<Problem | undefined> {
  const result = await attempt('doors:word', { key: placeShown().key, word });
  return result.ok ? undefined : result.problem;
}
