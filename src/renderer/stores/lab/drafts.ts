import { createStore } from 'zustand/vanilla';
import type { LabText } from '../../../shared/lab/lab-config.ts';
import { LAB_LIMITS } from '../../../shared/lab/lab-limits.ts';
import type { LabChoices } from '../../../shared/lab/lab-memory.ts';

/** How a client sends: all as one piece, each line as a piece of its own, or a file. */
export type SendMode = 'one' | 'several' | 'file';

/** What stands in a composer of the lab and was not sent. */
export interface LabDraft {
  readonly mode: SendMode;
  readonly text: string;
  /** One piece a line. */
  readonly lines: string;
  readonly path: string;
  readonly pieceBytes: string;
  /** Undefined until typed: then what was used last counts. */
  readonly everyMs: string | undefined;
}

export const NO_DRAFT: LabDraft = {
  mode: 'one',
  text: '',
  lines: 'hello\nbig\npig',
  path: '',
  pieceBytes: '1024',
  everyMs: undefined,
};

/** By client id, or by {@link answerKey} for an answer of habit `talk`. */
export const draftStore = createStore<{ readonly drafts: ReadonlyMap<string, LabDraft> }>(() => ({
  drafts: new Map(),
}));

export function answerKey(serverId: string, connection: number): string {
  return `${serverId} ${connection}`;
}

export function draftOf(key: string): LabDraft {
  return draftStore.getState().drafts.get(key) ?? NO_DRAFT;
}

export function writeLabDraft(key: string, change: Partial<LabDraft>): void {
  const draft = { ...draftOf(key), ...change };
  draftStore.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, draft) }));
}

/** What a draft comes to as sends; nothing for a file, and for several pieces without a line. */
export function piecesOf(draft: LabDraft, { encoding, ending }: LabChoices): readonly LabText[] {
  if (draft.mode === 'one') return [{ text: draft.text, encoding, ending }];
  if (draft.mode === 'file') return [];
  const lines = draft.lines.replace(/\n$/, '').split('\n').slice(0, LAB_LIMITS.pieces);
  return lines.map((text) => ({ text, encoding, ending }));
}
