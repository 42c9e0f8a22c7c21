import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../../shared/error-codes.ts';
import type { ComparisonCode, IdentityKey, VerifiedHow } from '../../../shared/identity/identity-models.ts';
import type { PlaceKey } from '../../../shared/places/place-models.ts';
import { attempt } from '../../bridge.ts';
import { contactsChanged } from './people-store.ts';

/** What two people compare, while one looks at it. */
export interface CompareStore {
  readonly code: ComparisonCode | undefined;
  readonly problem: Problem | undefined;
}

export const compareStore = createStore<CompareStore>(() => ({ code: undefined, problem: undefined }));

/** Counts up with each question, so that an answer to an older one is let go by. */
let asked = 0;

/** Asks for what to compare with a member of a place. */
export async function loadCode(key: PlaceKey, member: string): Promise<void> {
  asked += 1;
  const mine = asked;
  compareStore.setState({ code: undefined, problem: undefined });
  const result = await attempt('contacts:code', { key, member });
  if (mine !== asked) return;
  compareStore.setState(result.ok ? { code: result.value } : { problem: result.problem });
}

/** The codes were alike. @returns why it could not be kept */
export async function verify(key: IdentityKey, how: VerifiedHow): Promise<Problem | undefined> {
  return taken(await attempt('contacts:verify', { key, how }));
}

/** A contact is not verified any more. @returns why it could not be kept */
export async function unverify(key: IdentityKey): Promise<Problem | undefined> {
  return taken(await attempt('contacts:unverify', { key }));
}

/** What somebody's code says, which was scanned or sent; it has to be theirs. @returns why it is not */
export async function scan(text: string, key: IdentityKey): Promise<Problem | undefined> {
  return taken(await attempt('contacts:scan', { text: text.trim(), key }));
}

export async function forgetContact(key: IdentityKey): Promise<Problem | undefined> {
  const result = await attempt('contacts:forget', { key });
  if (!result.ok) return result.problem;
  contactsChanged([], [key]);
  return undefined;
}

/** What this person makes of another key: the same person with a new one, or somebody else of that name. */
export async function decide(id: string, as: 'same' | 'other'): Promise<Problem | undefined> {
  const result = await attempt('contacts:decide', { id, as });
  return result.ok ? undefined : result.problem;
}

/** A contact as it is now shows at once, whenever main's push comes. */
function taken(result: Awaited<ReturnType<typeof attempt<'contacts:verify'>>>): Problem | undefined {
  if (!result.ok) return result.problem;
  contactsChanged([result.value], []);
  return undefined;
}
