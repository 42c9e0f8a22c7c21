import type { RoomEvent } from '../models.ts';

const WHO_COMES_IN: Readonly<Record<string, string>> = {
  open: 'everybody comes in',
  ask: 'whoever comes has to be let in',
  word: 'whoever comes needs the passphrase',
  locked: 'nobody new comes in',
};

/**
 * What an event of the door or of ranks tells, in English for terminals and scripts; undefined for every other kind.
 * @param who whoever did it, and whom it was done to, as they may be shown
 */
export function doorLine(
  { kind, text }: Pick<RoomEvent, 'kind' | 'text'>,
  who: { readonly by: string; readonly about: string },
): string | undefined {
  const { by, about } = who;
  switch (kind) {
    case 'role':
      return text === 'moderator' ? `${by} made ${about} a moderator` : `${about} is a moderator no more`;
    case 'removed':
      return `${by} removed ${about} from the room`;
    case 'banned':
      return `${by} banned ${about}`;
    case 'unbanned':
      return `${by} lifted the ban of ${about}`;
    case 'door':
      return `${by}: ${WHO_COMES_IN[text] ?? 'the door is another'} from now on`;
    default:
      return undefined;
  }
}
