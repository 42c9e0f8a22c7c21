import { copyInvite } from '../../stores/room-actions.ts';
import { type Copied, useCopied } from '../../ui/use-copied.ts';

/** Copies the invite to an address, and confirms each for a moment. */
export function useCopyInvite(): Copied {
  return useCopied(copyInvite);
}
