import { useMemo } from 'react';
import type { Member } from '../../../shared/models.ts';
import { usePeople, useRoom } from '../../stores/hooks.ts';
import { type Trust, trusts } from '../../stores/people/trust.ts';

const NOBODY: readonly Member[] = [];

/** What is known of everybody in the room that is shown, by member id. */
export function useTrusts(): ReadonlyMap<string, Trust> {
  const members = useRoom(({ room }) => room?.members ?? NOBODY);
  const roomId = useRoom(({ room }) => room?.room?.id);
  const known = usePeople((state) => state);
  return useMemo(() => trusts(members, roomId, known), [members, roomId, known]);
}

/** Who in the room hears it in clear: scripts, and apps without encryption. */
export function useInClear(): readonly Member[] {
  const members = useRoom(({ room }) => room?.members ?? NOBODY);
  return useMemo(() => members.filter(({ plain, clear }) => plain || clear), [members]);
}
