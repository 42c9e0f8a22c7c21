import type { Problem, Result } from '../../../shared/error-codes.ts';
import { PASTED_BYTES } from '../../../shared/files/file-contract.ts';
import { isUnderWay, type Transfer } from '../../../shared/files/file-models.ts';
import { attempt, pathOf } from '../../bridge.ts';
import { openDialog } from '../dialog-store.ts';
import { type OpenPlace, placeShown, shownTransfers } from '../places/open-places.ts';
import { transfersChanged } from './transfer-store.ts';

/** What can't be done is said above the conversation of its place. */
function told<T>({ transfers }: OpenPlace, result: Result<T>): T | undefined {
  if (result.ok) return result.value;
  transfers.setState({ notice: result.problem });
  return undefined;
}

export function tellFileProblem(problem: Problem): void {
  shownTransfers().setState({ notice: problem });
}

/** The user has read it. */
export function dismissFileProblem(): void {
  shownTransfers().setState({ notice: undefined });
}

/** The user has read what the transfers came to. */
export function dismissSummary(): void {
  shownTransfers().setState({ summary: undefined });
}

/** Shows the system's dialog and sends what is chosen. */
export async function sendPicked(what: 'files' | 'folder'): Promise<void> {
  const place = placeShown();
  const sent = told(place, await attempt('files:pick', { key: place.key, what }));
  if (sent && sent.length > 0) isSaid(place);
}

/** Sends one that lies in no file, such as a picture from the clipboard. */
async function sendLoose(place: OpenPlace, file: File): Promise<boolean> {
  const { name, size } = file;
  if (size > PASTED_BYTES) {
    const problem = { code: 'too_large', text: `${name} has ${size} bytes and is in no folder` } as const;
    return told(place, { ok: false, problem }) !== undefined;
  }
  const content = await file.arrayBuffer().catch(() => undefined);
  if (!content) {
    const problem = { code: 'file_unreadable', text: `${name} can't be read`, detail: { path: name } } as const;
    return told(place, { ok: false, problem }) !== undefined;
  }
  return (
    told(place, await attempt('files:send-bytes', { key: place.key, name, bytes: new Uint8Array(content) })) !==
    undefined
  );
}

/** Sends what was dropped or pasted, files and folders. */
export async function sendFiles(files: readonly File[]): Promise<void> {
  const place = placeShown();
  const { key } = place;
  const paths: string[] = [];
  const loose: File[] = [];
  for (const file of files) {
    const path = pathOf(file);
    if (path === '') loose.push(file);
    else paths.push(path);
  }
  const sent = [paths.length > 0 && told(place, await attempt('files:send-paths', { key, paths })) !== undefined];
  for (const file of loose) sent.push(await sendLoose(place, file));
  if (sent.includes(true)) isSaid(place);
}

/** What was just sent stands at the bottom of the conversation, which goes there. */
function isSaid({ room }: OpenPlace): void {
  room.setState(({ said }) => ({ said: said + 1 }));
}

/** Fetches the file of an event, to where the user chooses with `saveAs`. */
export async function receiveFile(event: number, saveAs = false): Promise<void> {
  const place = placeShown();
  const transfer = told(place, await attempt('files:receive', { key: place.key, event, saveAs }));
  if (transfer) transfersChanged(place.transfers, [transfer]);
}

export async function pauseTransfer(id: string): Promise<void> {
  const place = placeShown();
  told(place, await attempt('files:pause', { key: place.key, id }));
}

/** Goes on with one that is paused, or tries again one that failed. */
export async function resumeTransfer(id: string): Promise<void> {
  const place = placeShown();
  told(place, await attempt('files:resume', { key: place.key, id }));
}

export async function cancelTransfer(id: string): Promise<void> {
  const place = placeShown();
  told(place, await attempt('files:cancel', { key: place.key, id }));
}

/** Does the same with all transfers that are as asked. */
async function forAll(which: (transfer: Transfer) => boolean, act: (id: string) => Promise<void>): Promise<void> {
  const chosen = [...shownTransfers().getState().transfers.values()].filter(which);
  await Promise.all(chosen.map(({ id }) => act(id)));
}

/** Pauses all that is under way, but for what is only being put in place. */
export function pauseAll(): Promise<void> {
  return forAll((transfer) => isUnderWay(transfer) && transfer.state !== 'finishing', pauseTransfer);
}

export function resumeAll(): Promise<void> {
  return forAll(({ state }) => state === 'paused', resumeTransfer);
}

/** Opens a received file; a program only after a question. */
export async function openFile(id: string, sure = false): Promise<void> {
  const place = placeShown();
  const result = await attempt('files:open', { key: place.key, id, sure });
  if (!result.ok && result.problem.code === 'file_executable') {
    const name = place.transfers.getState().transfers.get(id)?.name ?? '';
    return openDialog({ kind: 'open-program', transfer: id, name });
  }
  told(place, result);
}

export async function showInFolder(id: string): Promise<void> {
  const place = placeShown();
  told(place, await attempt('files:show-in-folder', { key: place.key, id }));
}
