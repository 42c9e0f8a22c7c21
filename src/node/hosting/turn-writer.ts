import type { Defects } from '../../core/defects.ts';
import type { GatheredTurn } from '../../core/room/gathered-turn.ts';
import type { Room } from '../../core/room/room.ts';
import { protocolError } from '../../core/wire/protocol-error.ts';
import { type Problem, WIRE_ERROR_CODES } from '../../shared/error-codes.ts';
import type { RoomStore } from '../store/room-store.ts';
import { monotonicNow } from '../time/clocks.ts';

/** What a turn is written with. */
export interface TurnWriterParts {
  readonly room: Room;
  readonly store: RoomStore;
  readonly defects: Defects;
  /** Hears how the turn ended: what waited for it is settled. */
  readonly settle: (problem: Problem | undefined) => void;
}

/** Writes turns: to disk, and then to everybody; or, where the disk refused one, to whoever caused it. */
export class TurnWriter {
  readonly #parts: TurnWriterParts;

  constructor(parts: TurnWriterParts) {
    this.#parts = parts;
  }

  /** @returns how many deliveries it was: events, times the links that are open */
  write(): number {
    const { room, store, defects, settle } = this.#parts;
    const turn = room.gather();
    try {
      if (turn.record) store.commit(turn.record);
    } catch (error) {
      this.#abandon(turn, error);
      return 0;
    }
    defects.contain(() => turn.release(monotonicNow()));
    defects.contain(() => settle(undefined));
    const { first, next } = turn.record?.segment ?? NOTHING;
    return (next - first) * room.links;
  }

  #abandon(turn: GatheredTurn, error: unknown): void {
    const { store, defects, settle } = this.#parts;
    const { code, text } = store.problem(error);
    if (code === 'internal') defects.met(error);
    const wireCode = WIRE_ERROR_CODES.find((one) => one === code) ?? 'store_failed';
    defects.contain(() => turn.abandon(protocolError(wireCode, text), monotonicNow()));
    defects.contain(() => settle({ code: wireCode, text }));
  }
}

const NOTHING = { first: 0, next: 0 };
