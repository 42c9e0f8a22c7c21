import type { Problem, Result } from '../../../shared/error-codes.ts';
import type { LabText } from '../../../shared/lab/lab-config.ts';
import { LAB_LIMITS } from '../../../shared/lab/lab-limits.ts';
import type { LabChoices } from '../../../shared/lab/lab-memory.ts';
import { attempt, invoke } from '../../bridge.ts';
import { answerKey, draftOf, piecesOf, writeLabDraft } from './drafts.ts';
import { chooseInLab } from './form-store.ts';
import { problemHeard } from './problem-store.ts';
import { wholeNumber } from './server-form.ts';

/** The longest time between two repeated sends, in milliseconds. */
const LONGEST_REPEAT_MS = 3_600_000;
/** The largest UDP payload over IPv4, in bytes. */
const LARGEST_PIECE = 65_507;

export function readEveryMs(text: string): number | undefined {
  return text.length > 9 ? undefined : wholeNumber(text, LAB_LIMITS.repeatMs, LONGEST_REPEAT_MS);
}

export function readPieceBytes(text: string): number | undefined {
  return wholeNumber(text, 1, LARGEST_PIECE);
}

function heard(id: string, result: Result<unknown>): Problem | undefined {
  const problem = result.ok ? undefined : result.problem;
  problemHeard(id, problem);
  return problem;
}

/** Sends what stands in the client's composer; one text is gone from it then, several pieces stay. */
export async function sendDraft(id: string, choices: LabChoices): Promise<void> {
  const draft = draftOf(id);
  const pieces = [...piecesOf(draft, choices)];
  if (pieces.length === 0) return;
  const problem = heard(id, await attempt('lab:send', { id, pieces }));
  if (problem === undefined && draft.mode === 'one' && draftOf(id).text === draft.text) writeLabDraft(id, { text: '' });
}

export async function startRepeat(id: string, choices: LabChoices): Promise<void> {
  const draft = draftOf(id);
  const typed = draft.everyMs ?? choices.everyMs;
  const everyMs = readEveryMs(typed);
  const pieces = [...piecesOf(draft, choices)];
  if (everyMs === undefined || pieces.length === 0) return;
  const problem = heard(id, await attempt('lab:repeat', { id, pieces, everyMs }));
  if (problem === undefined && typed !== choices.everyMs) await chooseInLab({ everyMs: typed });
}

export async function stopRepeat(id: string): Promise<void> {
  heard(id, await attempt('lab:stop-repeat', { id }));
}

export async function sendFile(id: string): Promise<void> {
  const { path, pieceBytes: typed } = draftOf(id);
  const pieceBytes = readPieceBytes(typed);
  if (path === '' || pieceBytes === undefined) return;
  heard(id, await attempt('lab:send-file', { id, path, pieceBytes }));
}

export async function stopFile(id: string): Promise<void> {
  heard(id, await attempt('lab:stop-file', { id }));
}

/** Habit `talk`: says what stands in the composer to one client; an empty answer has the server say that it is busy. */
export async function answerClient(id: string, connection: number, choices: LabChoices): Promise<void> {
  const key = answerKey(id, connection);
  const { encoding, ending } = choices;
  const text: LabText = { text: draftOf(key).text, encoding, ending };
  if (heard(id, await attempt('lab:answer', { id, connection, text })) === undefined) writeLabDraft(key, { text: '' });
}

/** Asks for a file with the system's dialog. @returns its path, or undefined when none was chosen */
export function chooseFile(purpose: 'file' | 'program'): Promise<string | undefined> {
  return invoke('lab:choose-file', { purpose }).catch(() => undefined);
}
