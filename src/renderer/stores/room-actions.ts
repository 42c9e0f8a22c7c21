import type { Problem } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { Transport } from '../../shared/models.ts';
import type { RoomView } from '../../shared/places/place-models.ts';
import { attempt, invoke } from '../bridge.ts';
import { TYPING_PAUSE_MS } from './conversation/typing.ts';
import { scrolled } from './conversation/unread.ts';
import { openDialog } from './dialog-store.ts';
import { roomChanged } from './pushes.ts';
import { roomStore } from './room-store.ts';

/**
 * Puts the draft into the outbox; what main does not take comes back into the composer.
 * @returns why it was not taken
 */
export async function sayDraft(): Promise<Problem | undefined> {
  const text = roomStore.getState().draft;
  if (text.trim() === '') return undefined;
  roomStore.setState(({ said }) => ({ draft: '', said: said + 1 }));
  const result = await attempt('room:say', { text });
  if (result.ok) return undefined;
  roomStore.setState(({ draft }) => ({ draft: draft === '' ? text : `${text}\n${draft}` }));
  return result.problem;
}

export function writeDraft(draft: string): void {
  roomStore.setState({ draft });
}

let typingTold = Number.NEGATIVE_INFINITY;

/** Lets the others know that somebody writes here, now and then. Who can't be reached misses nothing by it. */
export async function tellTyping(): Promise<void> {
  const now = performance.now();
  if (now - typingTold < TYPING_PAUSE_MS) return;
  typingTold = now;
  await attempt('room:typing', undefined);
}

export async function retry(id: string): Promise<void> {
  await attempt('room:retry', { id });
}

export async function discard(id: string): Promise<void> {
  await attempt('room:discard', { id });
}

export async function reconnect(): Promise<void> {
  await attempt('room:reconnect', undefined);
}

/** Moves this member to another transport; while it is being moved, and where it is already, nothing happens. */
export async function moveTo(transport: Transport): Promise<void> {
  const { room } = roomStore.getState();
  if (!room?.canMove || room.moving !== undefined || room.transport === transport) return;
  roomStore.setState({ moveFailure: undefined });
  const result = await attempt('room:set-transport', { transport });
  // Nothing failed where something else was chosen meanwhile, and a room that was left has nothing to say any more.
  if (!result.ok && result.problem.code !== 'superseded' && roomStore.getState().room?.room?.id === room.room?.id) {
    roomStore.setState({ moveFailure: { transport, problem: result.problem } });
  }
}

let impairing = 0;

/**
 * Treats this computer's traffic with the room badly. What is asked for counts at once and until main has it all: a
 * slider that is moved quickly must not jump back to what main had a moment ago.
 */
export async function impair(impairment: Impairment): Promise<void> {
  roomStore.setState({ impairmentAsked: impairment });
  impairing += 1;
  await attempt('impairment:set', impairment);
  impairing -= 1;
  if (impairing > 0) return;
  roomStore.setState(({ room }) => ({ room: room && { ...room, impairment }, impairmentAsked: undefined }));
}

export function dismissMoveFailure(): void {
  roomStore.setState({ moveFailure: undefined });
}

/** The user has read the notice. */
export function dismissNotice(): void {
  roomStore.setState({ notice: undefined });
}

/** Leaves at once, or stops hosting at once. */
export async function leaveRoom(): Promise<void> {
  const result = await attempt('room:leave', undefined);
  if (result.ok || result.problem.code === 'no_room') roomChanged(undefined);
}

/** Everybody in the room but this member. */
export function otherMembers({ members, you }: RoomView): number {
  return members.filter(({ id }) => id !== you).length;
}

/** Leaves the room; a host with company is asked first. */
export function askToLeave(): void {
  const { room } = roomStore.getState();
  if (!room) return;
  const others = otherMembers(room);
  if (room.role === 'host' && others > 0) openDialog({ kind: 'stop-hosting', otherMembers: others });
  else void leaveRoom();
}

/** @returns whether the clipboard has it */
export async function copyInvite(address: string): Promise<boolean> {
  const result = await attempt('room:copy-invite', { address });
  return result.ok;
}

export function readerScrolled(atBottom: boolean): void {
  roomStore.setState(({ unread }) => ({ unread: scrolled(unread, atBottom) }));
}

/** The answer to what closing the window is to mean. */
export async function closeWindow(how: 'tray' | 'quit'): Promise<void> {
  await invoke('window:close', { how });
}
