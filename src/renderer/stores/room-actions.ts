import type { Problem } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { Transport } from '../../shared/models.ts';
import type { RoomView } from '../../shared/places/place-models.ts';
import { attempt, invoke } from '../bridge.ts';
import { TYPING_PAUSE_MS } from './conversation/typing.ts';
import { scrolled } from './conversation/unread.ts';
import { placeShown, shownRoom } from './places/open-places.ts';
import { leavePlace } from './places/place-actions.ts';
import { askToLeavePlace } from './places/place-moves.ts';

/**
 * Puts the draft into the outbox; what main does not take comes back into the composer.
 * @returns why it was not taken
 */
export async function sayDraft(): Promise<Problem | undefined> {
  const { key, room } = placeShown();
  const text = room.getState().draft;
  if (text.trim() === '') return undefined;
  room.setState(({ said }) => ({ draft: '', said: said + 1 }));
  const result = await attempt('room:say', { key, text });
  if (result.ok) return undefined;
  room.setState(({ draft }) => ({ draft: draft === '' ? text : `${text}\n${draft}` }));
  return result.problem;
}

export function writeDraft(draft: string): void {
  shownRoom().setState({ draft });
}

let typingTold = Number.NEGATIVE_INFINITY;

/** Lets the others know that somebody writes here, now and then. Who can't be reached misses nothing by it. */
export async function tellTyping(): Promise<void> {
  const now = performance.now();
  if (now - typingTold < TYPING_PAUSE_MS) return;
  typingTold = now;
  await attempt('room:typing', { key: placeShown().key });
}

export async function retry(id: string): Promise<void> {
  await attempt('room:retry', { key: placeShown().key, id });
}

export async function discard(id: string): Promise<void> {
  await attempt('room:discard', { key: placeShown().key, id });
}

export async function reconnect(): Promise<void> {
  await attempt('room:reconnect', { key: placeShown().key });
}

/** Moves this member to another transport; while it is being moved, and where it is already, nothing happens. */
export async function moveTo(transport: Transport): Promise<void> {
  const { key, room: store } = placeShown();
  const { room } = store.getState();
  if (!room?.canMove || room.moving !== undefined || room.transport === transport) return;
  store.setState({ moveFailure: undefined });
  const result = await attempt('room:set-transport', { key, transport });
  // Nothing failed where something else was chosen meanwhile, and a room that was left has nothing to say any more.
  if (!result.ok && result.problem.code !== 'superseded' && store.getState().room?.room?.id === room.room?.id) {
    store.setState({ moveFailure: { transport, problem: result.problem } });
  }
}

let impairing = 0;

/**
 * Treats this computer's traffic with the room badly. What is asked for counts at once and until main has it all: a
 * slider that is moved quickly must not jump back to what main had a moment ago.
 */
export async function impair(impairment: Impairment): Promise<void> {
  const { key, room: store } = placeShown();
  store.setState({ impairmentAsked: impairment });
  impairing += 1;
  await attempt('impairment:set', { key, impairment });
  impairing -= 1;
  if (impairing > 0) return;
  store.setState(({ room }) => ({ room: room && { ...room, impairment }, impairmentAsked: undefined }));
}

export function dismissMoveFailure(): void {
  shownRoom().setState({ moveFailure: undefined });
}

/** The user has read the notice. */
export function dismissNotice(): void {
  shownRoom().setState({ notice: undefined });
}

/** Leaves the room that is shown at once, or stops hosting it at once. */
export async function leaveRoom(): Promise<void> {
  await leavePlace(placeShown().key);
}

/** Everybody in the room but this member. */
export function otherMembers({ members, you }: RoomView): number {
  return members.filter(({ id }) => id !== you).length;
}

/** Leaves the room that is shown; a host with company is asked first. */
export function askToLeave(): void {
  const { key, room: store } = placeShown();
  const { room } = store.getState();
  if (!room) return;
  const isHosted = room.role === 'host';
  askToLeavePlace({ key, name: room.room?.name ?? room.address, isHosted, members: 1 + otherMembers(room) });
}

/** @returns whether the clipboard has it */
export async function copyInvite(address: string): Promise<boolean> {
  const result = await attempt('room:copy-invite', { address });
  return result.ok;
}

/** Names somebody in what is being written, behind what stands there already. */
export function mention(nick: string): void {
  const { draft, mentioned } = shownRoom().getState();
  const gap = draft === '' || /\s$/.test(draft) ? '' : ' ';
  writeDraft(`${draft}${gap}@${nick} `);
  shownRoom().setState({ mentioned: mentioned + 1 });
}

export function readerScrolled(atBottom: boolean): void {
  shownRoom().setState(({ unread }) => ({ unread: scrolled(unread, atBottom) }));
}

/** The answer to what closing the window is to mean. */
export async function closeWindow(how: 'tray' | 'quit'): Promise<void> {
  await invoke('window:close', { how });
}
