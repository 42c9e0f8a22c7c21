import type { Member } from '../models.ts';
import type { MemberChanges, RoomChange } from './place-models.ts';

function later(list: readonly Member[], { came, left }: MemberChanges): readonly Member[] {
  const others = new Set([...left, ...came.map(({ id }) => id)]);
  return [...list.filter(({ id }) => !others.has(id)), ...came];
}

/** The list of members after some came and went: whoever is called otherwise than before stands at its end, as in the room. */
export function withMembers(members: readonly Member[], changes: MemberChanges): readonly Member[] {
  return later(changes.all ?? members, changes);
}

function bothMembers(first: MemberChanges | undefined, then: MemberChanges | undefined): MemberChanges | undefined {
  if (!first || !then || then.all) return then ?? first;
  return {
    ...(first.all && { all: first.all }),
    came: later(first.came, then),
    left: [...new Set([...first.left, ...then.left])],
  };
}

/** One change that says what two say, one after the other. */
export function withChange(first: RoomChange, then: RoomChange): RoomChange {
  const view = { ...first.view, ...then.view };
  const members = bothMembers(first.members, then.members);
  return members ? { view, members } : { view };
}
