import { type Ban, type Door, doorSchema } from '../../../shared/doors/door-models.ts';
import type { Turn } from '../turn.ts';
import type { RuleRecord } from './rule-record.ts';

/** Somebody who may not come in, with what they are known by, which nobody is told. */
export interface KeptBan extends Ban {
  readonly what: string;
}

/** By what somebody at a link may be known again. */
export interface KnownBy {
  /** Undefined for a plain guest, whose device is as good as none. */
  readonly device: string | undefined;
  readonly key: string | undefined;
  /** Of a plain guest alone: behind one address there may be many who have a device. */
  readonly address: string | undefined;
}

export const DOOR_RULE = 'door';
/** What the passphrase is verified with; the passphrase itself is nowhere. */
export const WORD_RULE = 'word';
const MODERATOR = 'moderator ';
const BAN = 'ban ';

/**
 * What its host laid down about who comes in and who helps with it. Each change is part of the turn in which it is made: on
 * disk with it, and taken back with it.
 */
export class Rules {
  readonly #turn: Turn;
  readonly #values = new Map<string, string>();
  #bans: readonly KeptBan[] | undefined;

  constructor(kept: readonly RuleRecord[], turn: Turn) {
    this.#turn = turn;
    for (const { name, value } of kept) if (value !== undefined) this.#values.set(name, value);
  }

  get door(): Door {
    const kept = doorSchema.safeParse(this.#values.get(DOOR_RULE) ?? 'open');
    // What a newer version wrote keeps strangers out as well as this one can.
    return kept.success ? kept.data : 'locked';
  }

  set door(door: Door) {
    this.#set(DOOR_RULE, door);
  }

  get word(): string | undefined {
    return this.#values.get(WORD_RULE);
  }

  set word(secret: string | undefined) {
    this.#set(WORD_RULE, secret);
  }

  isModerator(member: string): boolean {
    return this.#values.has(MODERATOR + member);
  }

  setModerator(member: string, isModerator: boolean): void {
    if (this.isModerator(member) !== isModerator) this.#set(MODERATOR + member, isModerator ? '' : undefined);
  }

  /** How many there are. */
  get moderators(): number {
    return [...this.#values.keys()].filter((name) => name.startsWith(MODERATOR)).length;
  }

  /** Those who may not come in, the oldest first. */
  get bans(): readonly KeptBan[] {
    this.#bans ??= [...this.#values]
      .flatMap(([name, value]) => (name.startsWith(BAN) ? [JSON.parse(value) as KeptBan] : []))
      .toSorted((one, other) => one.id - other.id);
    return this.#bans;
  }

  addBan(ban: KeptBan): void {
    this.#set(BAN + ban.id, JSON.stringify(ban));
  }

  dropBan(id: number): void {
    this.#set(BAN + id, undefined);
  }

  /** Whether somebody is kept out, by whatever they are known. */
  isBanned(who: KnownBy): boolean {
    return this.bans.some(({ by, what }) => who[by] === what);
  }

  #set(name: string, value: string | undefined): void {
    const before = this.#values.get(name);
    if (before === value) return;
    this.#put(name, value);
    this.#turn.rules.push({ name, value });
    this.#turn.undo.push(() => this.#put(name, before));
  }

  #put(name: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
    this.#bans = undefined;
  }
}
