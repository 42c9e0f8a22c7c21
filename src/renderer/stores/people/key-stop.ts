import { fourWords } from '../../../shared/code-words/code-words.ts';
import type { ErrorCode, Problem } from '../../../shared/error-codes.ts';
import type { RoomSeal } from '../../../shared/identity/identity-models.ts';

/** Where nothing goes on by itself: what answers is not what this device knows. */
export const KEY_STOP_CODES = [
  'room_key_changed',
  'room_key_wrong',
  'downgraded',
] as const satisfies readonly ErrorCode[];
export type KeyStopCode = (typeof KEY_STOP_CODES)[number];

export function isKeyStop(problem: Problem): problem is Problem & { readonly code: KeyStopCode } {
  return (KEY_STOP_CODES as readonly ErrorCode[]).includes(problem.code);
}

function sealOf(fingerprint: string | number | undefined): RoomSeal | undefined {
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{32}$/.test(fingerprint)) return undefined;
  return { fingerprint, words: fourWords(fingerprint) };
}

/** The key that this device knows the room by, and the one that answers now, as far as the problem names them. */
export function stopFingerprints({ detail }: Problem) {
  return { known: sealOf(detail?.before), now: sealOf(detail?.key) };
}
