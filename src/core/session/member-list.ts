import type { Member, RoomEvent } from '../../shared/models.ts';
import type { GuestShell } from './guest-ports.ts';

/**
 * Who is in the room, as a guest learns it: the list of the `welcome`, then each `joined` and `left` after it. Whoever shows
 * the list takes what changed: with a thousand who come, a whole list each time would be a million entries.
 */
export class MemberList {
  readonly #byId = new Map<string, Member>();
  /** The same as a list, until somebody comes or goes. */
  #listed: readonly Member[] | undefined = [];
  /** Events up to this number are in the welcome's list already. */
  #listedAt = 0;
  /** Since they were taken: the whole list is new, who came, and who went. */
  #isNew = false;
  readonly #came = new Map<string, Member>();
  readonly #left = new Set<string>();

  get members(): readonly Member[] {
    this.#listed ??= [...this.#byId.values()];
    return this.#listed;
  }

  get size(): number {
    return this.#byId.size;
  }

  welcome(members: readonly Member[], seq: number): void {
    this.#byId.clear();
    this.#came.clear();
    this.#left.clear();
    for (const member of members) this.#byId.set(member.id, member);
    this.#listed = undefined;
    this.#isNew = true;
    this.#listedAt = seq;
  }

  /** The rest of a long list. */
  extend(members: readonly Member[]): void {
    for (const member of members) this.#put(member);
  }

  /** Somebody came or went, or took another nickname; other events change nothing. */
  apply({ seq, kind, text, about, from, nick, plain, role, card, clear }: RoomEvent): void {
    if (seq <= this.#listedAt) return;
    if (kind === 'left') {
      this.#byId.delete(from);
      this.#came.delete(from);
      this.#left.add(from);
      this.#listed = undefined;
    } else if (kind === 'role') {
      if (about) this.#rank(about.id, text === 'moderator');
    } else if (kind === 'joined') {
      const { host = false } = this.#byId.get(from) ?? {};
      this.#put({
        id: from,
        nick,
        host,
        ...(role && { role }),
        ...(plain && { plain }),
        ...(card && { card }),
        ...(clear && { clear }),
      });
    }
  }

  /** Tells what changed since this was called last. @returns false where nothing did */
  tell(shell: Pick<GuestShell, 'changed'>): boolean {
    if (!this.#isNew && this.#came.size + this.#left.size === 0) return false;
    const changes = this.#isNew
      ? { all: this.members, came: [], left: [] }
      : { came: [...this.#came.values()], left: [...this.#left] };
    this.#isNew = false;
    this.#came.clear();
    this.#left.clear();
    shell.changed('room', changes);
    return true;
  }

  #rank(id: string, isModerator: boolean): void {
    const known = this.#byId.get(id);
    if (!known) return;
    const { role: _, ...member } = known;
    this.#put(isModerator ? { ...member, role: 'moderator' } : member);
  }

  /** Whoever is called otherwise stands behind those who were there before. */
  #put(member: Member): void {
    const { id } = member;
    this.#byId.delete(id);
    this.#byId.set(id, member);
    this.#came.delete(id);
    this.#came.set(id, member);
    this.#listed = undefined;
  }
}
