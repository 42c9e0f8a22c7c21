import type { Problem, Result } from '../../../shared/error-codes.ts';
import { PASTED_BYTES } from '../../../shared/files/file-contract.ts';
import { isUnderWay, type Transfer } from '../../../shared/files/file-models.ts';
import { attempt, pathOf } from '../../bridge.ts';
import { openDialog } from '../dialog-store.ts';
import { roomStore } from '../room-store.ts';
import { transferStore, transfersChanged } from './transfer-store.ts';

/** What can't be done is said above the conversation. */
function told<T>(result: Result<T>): T | undefined {
  if (result.ok) return result.value;
  tellFileProblem(result.problem);
  return undefined;
}

export function tellFileProblem(problem: Problem): void {
  transferStore.setState({ notice: problem });
}

/** The user has read it. */
export function dismissFileProblem(): void {
  transferStore.setState({ notice: undefined });
}

/** Shows the system's dialog and sends what is chosen. */
export async function sendPicked(what: 'files' | 'folder'): Promise<void> {
  const sent = told(await attempt('files:pick', { what }));
  if (sent && sent.length > 0) shown();
}

/** Sends one that lies in no file, such as a picture from the clipboard. */
async function sendLoose(file: File): Promise<boolean> {
  const { name, size } = file;
  if (size > PASTED_BYTES) {
    tellFileProblem({ code: 'too_large', text: `${name} has ${size} bytes and is in no folder` });
    return false;
  }
  const content = await file.arrayBuffer().catch(() => undefined);
  if (!content) {
    tellFileProblem({ code: 'file_unreadable', text: `${name} can't be read`, detail: { path: name } });
    return false;
  }
  return told(await attempt('files:send-bytes', { name, bytes: new Uint8Array(content) })) !== undefined;
}

/** Sends what was dropped or pasted, files and folders. */
export async function sendFiles(files: readonly File[]): Promise<void> {
  const paths: string[] = [];
  const loose: File[] = [];
  for (const file of files) {
    const path = pathOf(file);
    if (path === '') loose.push(file);
    else paths.push(path);
  }
  const sent = [paths.length > 0 && told(await attempt('files:send-paths', { paths })) !== undefined];
  for (const file of loose) sent.push(await sendLoose(file));
  if (sent.includes(true)) shown();
}

/** What was just sent stands at the bottom of the conversation, which goes there. */
function shown(): void {
  roomStore.setState(({ said }) => ({ said: said + 1 }));
}

/** Fetches the file of an event, to where the user chooses with `saveAs`. */
export async function receiveFile(event: number, saveAs = false): Promise<void> {
  const transfer = told(await attempt('files:receive', { event, saveAs }));
  if (transfer) transfersChanged([transfer]);
}

export async function pauseTransfer(id: string): Promise<void> {
  told(await attempt('files:pause', { id }));
}

/** Goes on with one that is paused, or tries again one that failed. */
export async function resumeTransfer(id: string): Promise<void> {
  told(await attempt('files:resume', { id }));
}

export async function cancelTransfer(id: string): Promise<void> {
  told(await attempt('files:cancel', { id }));
}

/** Does the same with all transfers that are as asked. */
async function forAll(which: (transfer: Transfer) => boolean, act: (id: string) => Promise<void>): Promise<void> {
  const chosen = [...transferStore.getState().transfers.values()].filter(which);
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
  const result = await attempt('files:open', { id, sure });
  if (!result.ok && result.problem.code === 'file_executable') {
    const name = transferStore.getState().transfers.get(id)?.name ?? '';
    return openDialog({ kind: 'open-program', transfer: id, name });
  }
  told(result);
}

export async function showInFolder(id: string): Promise<void> {
  told(await attempt('files:show-in-folder', { id }));
}
