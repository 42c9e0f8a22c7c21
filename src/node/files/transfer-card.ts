import { NOTHING_LEFT } from '../../core/transfer/folder-listing.ts';
import { ProgressMeter } from '../../core/transfer/progress-meter.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { LeftBehind, Transfer, TransferState } from '../../shared/files/file-models.ts';

/** What a transfer is, all of which is known when it begins. */
export type CardFacts = Pick<Transfer, 'id' | 'direction' | 'room' | 'nick' | 'type' | 'at'>;

/** Milliseconds between two words about progress. */
const TELL_MS = 250;

/** How a transfer stands, and who hears of it: often enough to be seen to move, not more often. */
export class TransferCard {
  readonly facts: CardFacts;
  readonly #tell: () => void;
  readonly #meter = new ProgressMeter();
  name: string;
  event: number | undefined;
  size: number;
  path: string | undefined;
  executable = false;
  files: { readonly all: number; readonly done: number } | undefined;
  #left: LeftBehind = NOTHING_LEFT;
  #state: TransferState = 'waiting';
  #problem: Problem | undefined;
  #done = 0;
  #wrongPieces = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #later: NodeJS.Timeout | undefined;

  constructor(facts: CardFacts, name: string, size: number, tell: () => void) {
    this.facts = facts;
    this.name = name;
    this.size = size;
    this.#tell = tell;
  }

  get state(): TransferState {
    return this.#state;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get done(): number {
    return this.#done;
  }

  set(state: TransferState, problem?: Problem): void {
    if (state === this.#state && problem?.code === this.#problem?.code) return;
    if (state !== 'running' && state !== 'preparing') this.#meter.pause();
    this.#state = state;
    this.#problem = problem;
    this.#tellNow();
  }

  /** So many bytes are through. */
  progress(done: number): void {
    if (done === this.#done) return;
    this.#done = done;
    if (this.#state === 'waiting') this.#state = 'running';
    if (this.#state === 'running') this.#problem = undefined;
    this.#tellSoon();
  }

  wrongPiece(): void {
    this.#wrongPieces += 1;
    this.#tellSoon();
  }

  /** Of a folder: what of it is not sent. */
  leaves(left: LeftBehind): void {
    this.#left = left;
    this.#tellSoon();
  }

  /** Something else of it changed. */
  changed(): void {
    this.#tellSoon();
  }

  view(): Transfer {
    const { name, event, size, path, executable, files } = this;
    if (this.#state === 'running') this.#meter.update(this.#done, performance.now());
    const isRunning = this.#state === 'running';
    const view = {
      ...this.facts,
      name,
      event,
      size,
      path,
      executable,
      state: this.#state,
      done: this.#done,
      speed: isRunning ? this.#meter.speed : 0,
      leftMs: isRunning ? this.#meter.leftMs(size - this.#done) : undefined,
      wrongPieces: this.#wrongPieces,
    };
    return {
      ...view,
      ...(files && { files }),
      ...(this.#left.all > 0 && { left: this.#left }),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  /** Nobody is told any more. */
  silence(): void {
    clearTimeout(this.#later);
    this.#toldAt = Number.POSITIVE_INFINITY;
  }

  #tellSoon(): void {
    const wait = this.#toldAt + TELL_MS - performance.now();
    if (wait <= 0) return this.#tellNow();
    if (Number.isFinite(wait)) this.#later ??= setTimeout(() => this.#tellNow(), wait);
  }

  #tellNow(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    if (this.#toldAt === Number.POSITIVE_INFINITY) return;
    this.#toldAt = performance.now();
    this.#tell();
  }
}
