import type { Member, RoomEvent } from '../../shared/models.ts';

/** Who is in the room, as a guest learns it: the list of the `welcome`, then each `joined` and `left` after it. */
export class MemberList {
  #members: readonly Member[] = [];
  /** Events up to this number are in the welcome's list already. */
  #listedAt = 0;

  get members(): readonly Member[] {
    return this.#members;
  }

  welcome(members: readonly Member[], seq: number): void {
    this.#members = members;
    this.#listedAt = seq;
  }

  /** The rest of a long list. */
  extend(members: readonly Member[]): void {
    this.#members = [...this.#members, ...members];
  }

  /** @returns true when the list changed */
  apply({ seq, kind, from, nick, plain }: RoomEvent): boolean {
    if (seq <= this.#listedAt) return false;
    if (kind === 'left') {
      this.#members = this.#members.filter(({ id }) => id !== from);
      return true;
    }
    if (kind !== 'joined') return false;
    const known = this.#members.find(({ id }) => id === from);
    const others = this.#members.filter(({ id }) => id !== from);
    this.#members = [...others, { id: from, nick, host: known?.host ?? false, ...(plain && { plain }) }];
    return true;
  }
}
