import {
  type Ban,
  type Door,
  type DoorSight,
  type Knock,
  type Managing,
  NO_SIGHT,
} from '../../shared/doors/door-models.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { RoomEvent } from '../../shared/models.ts';
import type { Welcome } from '../wire/messages.ts';
import { knownProblem } from './host-problems.ts';

/** Requests that may wait for an answer. */
const WAITING_MOST = 100;

/** A room's door as a member of it sees it, and what that member asked for and has no answer to yet. */
export class RoomDoor {
  #sight: DoorSight = NO_SIGHT;
  /** Events up to this number are in the welcome's door already. */
  #toldAt = 0;
  #asked = 0;
  readonly #waiting = new Map<string, (answer: Result<undefined>) => void>();
  readonly #sayer: () => ((header: object) => void) | undefined;

  /** @param sayer says something to the host; undefined while it is out of reach */
  constructor(sayer: () => ((header: object) => void) | undefined) {
    this.#sayer = sayer;
  }

  get sight(): DoorSight {
    return this.#sight;
  }

  welcomed({ door = 'open', seq }: Welcome): void {
    this.#sight = { ...NO_SIGHT, door };
    this.#toldAt = seq;
  }

  /** @returns true when the door is another than before */
  apply({ seq, kind, text }: RoomEvent): boolean {
    if (kind !== 'door' || seq <= this.#toldAt) return false;
    this.#sight = { ...this.#sight, door: doorOf(text) };
    return true;
  }

  knock(knocks: readonly Knock[]): void {
    this.#sight = { ...this.#sight, knocks };
  }

  ban(bans: readonly Ban[]): void {
    this.#sight = { ...this.#sight, bans };
  }

  /** Asks the host for what only some may do. Settles with what became of it. */
  manage(asked: Managing): Promise<Result<undefined>> {
    const say = this.#sayer();
    if (say === undefined) return Promise.resolve(failure('not_connected', 'the room is out of reach'));
    if (this.#waiting.size >= WAITING_MOST) {
      return Promise.resolve(failure('too_fast', 'too much is asked for at a time'));
    }
    this.#asked += 1;
    const id = `manage-${this.#asked}`;
    return new Promise((settle) => {
      this.#waiting.set(id, settle);
      say({ type: 'manage', id, ...asked });
    });
  }

  /** Something was answered. @returns true when it was asked for here */
  answered(id: string, refusal?: { readonly code: string; readonly text: string }): boolean {
    const settle = this.#waiting.get(id);
    if (settle === undefined) return false;
    this.#waiting.delete(id);
    settle(refusal ? { ok: false, problem: knownProblem(refusal.code, refusal.text) } : success(undefined));
    return true;
  }

  /** The link is gone, and with it what would have been answered. */
  linkLost(problem: Problem): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const settle of waiting) settle({ ok: false, problem });
  }
}

function doorOf(text: string): Door {
  return text === 'open' || text === 'ask' || text === 'word' ? text : 'locked';
}
