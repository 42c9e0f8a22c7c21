import type { Room } from '../../core/room/room.ts';
import { monotonicNow } from '../time/clocks.ts';

/** How often links that are held back are looked at, in milliseconds. */
const HELD_BACK_MS = 50;

/** A crowd is told who came and went within so many milliseconds, or with what is said next. */
const PRESENCE_MS = 100;

export interface LaterWorkPorts {
  /** Does work whose exceptions are nobody else's. */
  contain(work: () => void): void;
  /** The room heard something. */
  heard(): void;
  /** True when the open turn is written in this very turn of the event loop: it calls {@link LaterWork.do} behind that. */
  isWriting(): boolean;
  /** Somebody was sent what was still owed. */
  sent(): void;
}

/**
 * What a turn of the room leaves for the next ones, so that nobody waits for it: the log for those who are behind, and
 * what links sent beyond their share of a turn. The sockets are heard in between.
 */
export class LaterWork {
  readonly #room: Room;
  readonly #ports: LaterWorkPorts;
  #next: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #presence: NodeJS.Timeout | undefined;

  constructor(room: Room, ports: LaterWorkPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  /** Plans what there is to do. */
  schedule(): void {
    if (this.#room.owesHistory || this.#room.holdsInput) this.#next ??= setImmediate(() => this.#turn());
    if (this.#room.withholdsPresence) this.#presence ??= setTimeout(() => this.#tellPresence(), PRESENCE_MS);
    if (this.#room.holdsBack) this.#timer ??= setTimeout(() => this.#look(), HELD_BACK_MS);
  }

  /** Serves those who are behind: those who are level with the room had their turn. */
  do(): void {
    this.#ports.contain(() => this.#room.sendHistory());
    this.#ports.heard();
    this.#ports.sent();
    this.schedule();
  }

  stop(): void {
    clearImmediate(this.#next);
    clearTimeout(this.#timer);
    clearTimeout(this.#presence);
  }

  #turn(): void {
    this.#next = undefined;
    if (this.#room.holdsInput) this.#hear();
    if (!this.#ports.isWriting()) this.do();
  }

  #look(): void {
    this.#timer = undefined;
    this.#hear();
    this.schedule();
  }

  #tellPresence(): void {
    this.#presence = undefined;
    this.#ports.contain(() => this.#room.tellPresence());
  }

  #hear(): void {
    this.#ports.contain(() => this.#room.hearHeld(monotonicNow()));
    this.#ports.heard();
  }
}
