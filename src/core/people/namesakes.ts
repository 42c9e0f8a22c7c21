import type { Contact } from '../../shared/identity/identity-models.ts';

/**
 * Whom somebody with this key is not, though they are called so. Two people may have one name: it counts where a known one was
 * met in this very room or is verified, and who comes without a key only where they are verified.
 * @param alike contacts whose name looks the same
 */
export function unknownAs(alike: readonly Contact[], key: string | undefined, roomId: string): Contact | undefined {
  if (alike.some((one) => one.key === key)) return undefined;
  const verified = alike.find((one) => one.verified !== undefined);
  if (verified || key === undefined) return verified;
  return alike.find(({ rooms }) => rooms.some(({ id }) => id === roomId));
}
