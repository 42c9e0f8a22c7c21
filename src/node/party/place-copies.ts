import type { Entered } from '../../core/session/guest-ports.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { PlaceKey } from '../../shared/places/place-models.ts';
import {
  type EnteredCopy,
  JoinedRooms,
  type OlderCopy,
  type RoomCopies,
  withoutSession,
} from '../store/joined-rooms.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { Rest } from '../store/rest/rest.ts';

/** A copy that another place has open, and what its room is known by; undefined where the room can't prove itself. */
export interface HeldCopy {
  readonly key: PlaceKey;
  readonly copy: string;
  readonly provable: KeptRoom | undefined;
}

export interface PlaceCopiesOptions {
  readonly folder: string;
  readonly formerDevice: string | undefined;
  readonly rest: Rest;
  readonly problem: (problem: Problem) => void;
  /** What this person's other places have open. */
  readonly held: () => readonly HeldCopy[];
}

/**
 * What one place keeps of rooms, beside the other places of the same person: a copy that one of them has open stays
 * theirs, and a room that proves to be one of theirs is found out, whatever address led to it.
 */
export class PlaceCopies implements RoomCopies {
  readonly #held: () => readonly HeldCopy[];
  readonly #own: JoinedRooms;
  /** What is not to be kept. */
  readonly #passing = new JoinedRooms({ folder: undefined, formerDevice: undefined, problem: () => {} });
  #sameAs: PlaceKey | undefined;

  constructor({ held, ...options }: PlaceCopiesOptions) {
    this.#held = held;
    const isHeld = (copy: string) => held().some((one) => one.copy === copy);
    this.#own = new JoinedRooms({ ...options, isHeld });
  }

  /** The place that is in this very room already: this one has no business there. */
  get sameAs(): PlaceKey | undefined {
    return this.#sameAs;
  }

  /** Names of the copies that are open: nobody else can open them meanwhile. */
  get open(): readonly string[] {
    return this.#own.open;
  }

  /** Fails with what is wrong with a copy of the room that is expected. */
  expected(roomId: string | undefined): Result<readonly KeptRoom[]> {
    const own = this.#own.expected(roomId);
    return own.ok && roomId !== undefined ? success(this.known(roomId)) : own;
  }

  known(roomId: string): readonly KeptRoom[] {
    const others = this.#held().flatMap(({ provable }) =>
      provable?.room === roomId ? [withoutSession(provable)] : [],
    );
    return [...others, ...this.#own.known(roomId)];
  }

  enter(entered: Entered): Result<EnteredCopy> {
    const copy = entered.kept?.copy;
    const other = this.#held().find((one) => one.copy === copy);
    if (!other) return this.#own.enter(entered);
    this.#sameAs = other.key;
    return this.#passing.enter({ ...entered, kept: undefined });
  }

  olderOf(store: MemberStore): OlderCopy | undefined {
    return this.#own.olderOf(store);
  }

  /** What is kept under this name and under those whose place it took: how much it is, in all. */
  sizeOf(copy: string | undefined): ReturnType<JoinedRooms['sizeOf']> {
    return this.#own.sizeOf(copy);
  }

  close(): void {
    this.#own.close();
    this.#passing.close();
  }
}
