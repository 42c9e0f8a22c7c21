import type { MemberChanges, RoomChange, RoomView } from '../../shared/places/place-models.ts';

type ViewFields = RoomChange['view'];

/** Lists and records that are made anew with each view: the same when they say the same. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * What of a room is otherwise than when it was told last; undefined where nothing is. Of members it tells those who came
 * and went: with a thousand of them the whole list each time would be a million entries.
 * @param before undefined where nothing was told yet
 */
export function changeOf(
  before: Omit<RoomView, 'members'> | undefined,
  { key: _key, ...fields }: Omit<RoomView, 'members'>,
  members: MemberChanges | undefined,
): RoomChange | undefined {
  const names = Object.keys(fields) as (keyof ViewFields)[];
  const changed = names.filter((name) => before === undefined || !isSame(before[name], fields[name]));
  if (changed.length === 0 && members === undefined) return undefined;
  const view: ViewFields = Object.fromEntries(changed.map((name) => [name, fields[name]]));
  return members ? { view, members } : { view };
}
