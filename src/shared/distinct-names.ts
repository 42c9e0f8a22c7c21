import { lookOf } from './look-alikes.ts';

/** Whoever has a nickname. */
interface Named {
  readonly id: string;
  readonly nick: string;
}

/**
 * What is shown for each member, so that names which look the same can be told apart: the first who has it keeps the
 * plain nickname, the next ones get ` (2)`, ` (3)`, … for as long as they are here and called so.
 */
export class DistinctNames {
  readonly #byId = new Map<string, { readonly nick: string; readonly look: string; readonly number: number }>();
  /** Which numbers are taken of each look, and the lowest that is not. */
  readonly #taken = new Map<string, { readonly numbers: Set<number>; lowest: number }>();

  /** Nobody is here. */
  clear(): void {
    this.#byId.clear();
    this.#taken.clear();
  }

  /** Somebody is here, or is called otherwise. @returns the name to show */
  enter({ id, nick }: Named): string {
    const known = this.#byId.get(id);
    if (known?.nick !== nick) {
      this.leave(id);
      const look = lookOf(nick);
      const taken = this.#taken.get(look) ?? { numbers: new Set<number>(), lowest: 1 };
      const number = taken.lowest;
      taken.numbers.add(number);
      while (taken.numbers.has(taken.lowest)) taken.lowest += 1;
      this.#taken.set(look, taken);
      this.#byId.set(id, { nick, look, number });
    }
    return this.of(id) ?? nick;
  }

  /** Somebody is not here any more. */
  leave(id: string): void {
    const known = this.#byId.get(id);
    if (known === undefined) return;
    this.#byId.delete(id);
    const taken = this.#taken.get(known.look);
    if (taken === undefined) return;
    taken.numbers.delete(known.number);
    taken.lowest = Math.min(taken.lowest, known.number);
    if (taken.numbers.size === 0) this.#taken.delete(known.look);
  }

  /** The name to show for whoever said something under this nickname, which may have been long ago. */
  nameOf({ id, nick }: Named): string {
    return this.#byId.get(id)?.nick === nick ? (this.of(id) ?? nick) : nick;
  }

  /** The name to show; undefined for who is not here. */
  of(id: string): string | undefined {
    const known = this.#byId.get(id);
    return known && (known.number === 1 ? known.nick : `${known.nick} (${known.number})`);
  }
}

/** What a list shows for each of `members`, in the order given. */
export function distinctNames(members: readonly Named[]): ReadonlyMap<string, string> {
  const names = new DistinctNames();
  return new Map(members.map((member) => [member.id, names.enter(member)]));
}
