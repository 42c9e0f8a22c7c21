import type { Problem, Result } from '../../../shared/error-codes.ts';
import type { PlaceKey } from '../../../shared/places/place-models.ts';
import type { ConversationId } from '../../../shared/sealed/private-models.ts';
import type { SealedReference } from '../../../shared/sealed/sealed-models.ts';
import { attempt } from '../../bridge.ts';
import { scrolled } from '../conversation/unread.ts';
import { closeDialog } from '../dialog-store.ts';
import { closeDrawer } from '../places/drawer-store.ts';
import { type OpenPlace, openPlace, placeShown } from '../places/open-places.ts';
import { showPlace } from '../places/show-place.ts';
import { showView } from '../view-store.ts';
import { changeTalk, talkOf } from './private-store.ts';
import { withMessages } from './talk.ts';

/** Messages asked for at a time. */
const PAGE = 100;

/** Shows a private conversation of a place, from wherever the window is. */
export async function showPrivate(key: PlaceKey, conversation: ConversationId): Promise<void> {
  closeDrawer();
  showView('chat');
  if (!(await showPlace(key))) return;
  const place = openPlace(key);
  if (!place) return;
  // Nobody reads in the room meanwhile.
  place.room.setState(({ unread }) => ({ unread: scrolled(unread, false) }));
  place.privately.setState({ shown: conversation });
  await Promise.all([loadPeople(place, conversation), loadFirstPage(place, conversation)]);
}

/** Goes back to the room's conversation. */
export function showRoomAgain(): void {
  placeShown().privately.setState({ shown: undefined });
}

/**
 * Opens the conversation with some members of the place that is shown, and closes the dialog in which they were chosen.
 * @returns why that can't be
 */
export async function writeTo(members: readonly string[]): Promise<Problem | undefined> {
  const { key } = placeShown();
  const found = await attempt('private:with', { key, members: [...members] });
  if (!found.ok) return found.problem;
  // What lies under a dialog can't take the focus.
  closeDialog();
  await showPrivate(key, found.value);
  return undefined;
}

/** Asks again who is who: somebody came or went. */
export async function loadPeople({ key, privately }: OpenPlace, conversation: ConversationId): Promise<void> {
  const opened = await attempt('private:open', { key, conversation });
  if (!opened.ok) return;
  changeTalk(privately, conversation, { people: opened.value.people });
  privately.setState({ waiting: opened.value.waiting });
}

async function loadFirstPage(place: OpenPlace, conversation: ConversationId): Promise<void> {
  const { loaded } = talkOf(place.privately.getState(), conversation);
  if (!loaded) await loadPage(place, conversation, Number.MAX_SAFE_INTEGER);
}

/** The page before the oldest message that is here. */
export async function loadOlderPrivately(conversation: ConversationId): Promise<void> {
  const place = placeShown();
  const [oldest] = talkOf(place.privately.getState(), conversation).messages;
  if (oldest) await loadPage(place, conversation, oldest.seq);
}

async function loadPage({ key, privately }: OpenPlace, conversation: ConversationId, before: number): Promise<void> {
  const page = await attempt('private:history', { key, conversation, before, limit: PAGE });
  if (!page.ok) return;
  const { messages } = talkOf(privately.getState(), conversation);
  changeTalk(privately, conversation, {
    loaded: true,
    reachedStart: page.value.length < PAGE,
    messages: withMessages(messages, page.value),
  });
}

export function writePrivateDraft(conversation: ConversationId, draft: string): void {
  changeTalk(placeShown().privately, conversation, { draft });
}

/** What is written answers this message, or none any more. */
export function answer(conversation: ConversationId, replyTo: SealedReference | undefined): void {
  changeTalk(placeShown().privately, conversation, { replyTo });
}

/**
 * Seals and says what is written; what is not taken comes back into the field.
 * @returns why it was not taken
 */
export async function sayPrivately(conversation: ConversationId): Promise<Problem | undefined> {
  const { key, privately } = placeShown();
  const { draft: text, replyTo } = talkOf(privately.getState(), conversation);
  if (text.trim() === '') return undefined;
  changeTalk(privately, conversation, { draft: '', replyTo: undefined });
  const said = await attempt('private:say', { key, conversation, text, ...(replyTo && { replyTo }) });
  if (said.ok) return undefined;
  const { draft } = talkOf(privately.getState(), conversation);
  changeTalk(privately, conversation, { draft: draft === '' ? text : `${text}\n${draft}`, replyTo });
  return said.problem;
}

/** Asks for a file and sends it to those of a conversation. @returns why it was not taken */
export async function sendPrivateFile(conversation: ConversationId): Promise<Problem | undefined> {
  const sent = await attempt('private:send-file', { key: placeShown().key, conversation });
  return sent.ok ? undefined : sent.problem;
}

/** Saves the file of a message among the downloads. */
export function savePrivateFile(seq: number): Promise<Result<string>> {
  return attempt('private:save-file', { key: placeShown().key, seq });
}

/** Puts an emoji under a message, or takes it back. @returns why it was not taken */
export async function react(
  conversation: ConversationId,
  to: SealedReference,
  emoji: string,
  isTaken: boolean,
): Promise<Problem | undefined> {
  const { key } = placeShown();
  const said = await attempt('private:react', { key, conversation, to, emoji, isTaken });
  return said.ok ? undefined : said.problem;
}

/** Tells main which conversation is before somebody's eyes, so that it tells the desktop of others alone. */
export async function lookAt(key: PlaceKey, conversation: ConversationId | undefined): Promise<void> {
  await attempt('private:looking', { key, ...(conversation !== undefined && { conversation }) });
}

/** Everything that is here of a conversation is read. */
export async function readPrivately(conversation: ConversationId, seq: number): Promise<void> {
  await attempt('private:read', { key: placeShown().key, conversation, seq });
}
