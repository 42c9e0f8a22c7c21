import { type Ban, type Door, doorSchema } from '../../../shared/doors/door-models.ts';
import { isCount } from '../../wire/field-guards.ts';
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
  /** Names of what is kept and can't be read: until the host says again who comes in, nobody new does. */
  #unread: readonly string[];

  constructor(kept: readonly RuleRecord[], turn: Turn) {
    this.#turn = turn;
    const unread: string[] = [];
    for (const { name, value } of kept) {
      if (value === undefined) continue;
      if (isRule(name, value)) this.#values.set(name, value);
      else unread.push(name);
    }
    this.#unread = unread;
  }

  get door(): Door {
    if (this.#unread.length > 0) return 'locked';
    const kept = doorSchema.safeParse(this.#values.get(DOOR_RULE) ?? 'open');
    // What a newer version wrote keeps strangers out as well as this one can.
    return kept.success ? kept.data : 'locked';
  }

  set door(door: Door) {
    const unread = this.#unread;
    if (unread.length > 0) {
      this.#unread = [];
      for (const name of unread) this.#turn.rules.push({ name, value: undefined });
      this.#turn.undo.push(() => {
        this.#unread = unread;
      });
    }
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

/** Whether a rule is one of those that there are, as far as anybody can see. A door that is none of ours is locked by itself. */
function isRule(name: string, value: string): boolean {
  if (name === DOOR_RULE || name === WORD_RULE || name.startsWith(MODERATOR)) return true;
  return name.startsWith(BAN) && isBan(value);
}

function isBan(value: string): boolean {
  try {
    const { id, nick, at, by, what } = JSON.parse(value) as Partial<Record<keyof KeptBan, unknown>>;
    return isCount(id) && isCount(at) && [nick, by, what].every((text) => typeof text === 'string');
  } catch {
    return false;
  }
}
