import type { Problem } from '../../shared/error-codes.ts';
import type { ShownPlace } from '../../shared/help/help-contract.ts';
import { type Licence, licencesSchema } from '../../shared/help/licences.ts';
import { attempt } from '../bridge.ts';

/** Shows one of this computer's folders in the system's file manager. @returns why it could not */
export async function openPlace(place: ShownPlace): Promise<Problem | undefined> {
  const result = await attempt('help:show', { place });
  return result.ok ? undefined : result.problem;
}

/** The licences of what Partyline is made of; none where this copy was not built, but is being developed. */
export async function loadLicences(): Promise<readonly Licence[]> {
  try {
    const answer = await fetch('licences.json');
    return answer.ok ? licencesSchema.parse(await answer.json()) : [];
  } catch {
    return [];
  }
}
