import type { FoundRoom } from '../../../shared/discovery/found-room.ts';

/** One line of the list of rooms that are here. */
export interface FoundRow {
  readonly room: FoundRoom;
  /** When the room went, by the clock of `now`; it stays in its place for a moment, greyed. */
  readonly goneAt: number | undefined;
}

/** How long a room that went stays to be seen, in milliseconds: long enough to notice, too short to be in the way. */
export const FADE_MS = 4_000;

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function byName({ room: a }: FoundRow, { room: b }: FoundRow): number {
  return names.compare(a.name, b.name) || names.compare(a.host, b.host) || (a.key < b.key ? -1 : 1);
}

/**
 * The list after rooms came and went. It is ordered by name; while somebody points at it (`isHeld`), no line moves:
 * what is new stands below, and what went stays where it was.
 * @param now milliseconds of the clock that `goneAt` counts by
 */
export function arrange(
  before: readonly FoundRow[],
  rooms: Iterable<FoundRoom>,
  { now, isHeld }: { readonly now: number; readonly isHeld: boolean },
): readonly FoundRow[] {
  const here = new Map([...rooms].map((room) => [room.key, room]));
  const kept: FoundRow[] = [];
  for (const row of before) {
    const room = here.get(row.room.key);
    here.delete(row.room.key);
    if (room) kept.push({ room, goneAt: undefined });
    else if (row.goneAt === undefined) kept.push({ room: row.room, goneAt: now });
    else if (isHeld || now - row.goneAt < FADE_MS) kept.push(row);
  }
  const fresh = [...here.values()].map((room): FoundRow => ({ room, goneAt: undefined })).sort(byName);
  return isHeld ? [...kept, ...fresh] : [...kept, ...fresh].sort(byName);
}

/** When the list is to be arranged again though nothing came or went; undefined when it is as it stays. */
export function nextFade(rows: readonly FoundRow[]): number | undefined {
  const ends = rows.flatMap(({ goneAt }) => (goneAt === undefined ? [] : [goneAt + FADE_MS]));
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** Where a word looks like a part of an address; any other number would be in too many. */
const OF_ADDRESS = /[.:]/;

/** Those whose name or host holds each word of what was typed, or whose address one with a dot or a colon. */
export function matching(rows: readonly FoundRow[], typed: string): readonly FoundRow[] {
  const words = typed.normalize('NFKC').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ room: { name, host, at } }) => {
    const named = `${name}\n${host}`.normalize('NFKC').toLocaleLowerCase();
    const placed = at.map(({ address, port }) => `${address}:${port}`).join('\n');
    return words.every((word) => named.includes(word) || (OF_ADDRESS.test(word) && placed.includes(word)));
  });
}
