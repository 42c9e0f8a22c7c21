import { failure, type Result, success } from '../../shared/error-codes.ts';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import type { OutboxItem } from '../../shared/models.ts';
import type { SealedWords } from '../../shared/sealed/sealed-models.ts';
import { checkText } from '../room/check-text.ts';
import { FrameWriter } from '../wire/frame-writer.ts';
import type { Pace } from '../wire/messages.ts';
import type { GuestShell } from './guest-ports.ts';
import { knownProblem } from './host-problems.ts';
import { Outbox } from './outbox.ts';

/** Where each change of the outbox is written down and shown. */
export type OutboxKeeper = Pick<GuestShell, 'keepOutboxItem' | 'dropOutboxItem' | 'changed'>;

/** Memory for the frames of one go. */
const FRAMES_BYTES = 512;

/** A session's outbox, each change of which is kept and shown: what is said, accepted, refused, said again, thrown away. */
export class KeptOutbox {
  readonly #keeper: OutboxKeeper;
  #outbox = new Outbox([]);

  constructor(keeper: OutboxKeeper) {
    this.#keeper = keeper;
  }

  get items(): readonly OutboxItem[] {
    return this.#outbox.items;
  }

  /** How many there are. */
  get size(): number {
    return this.#outbox.size;
  }

  /** Those that the host refused. */
  get failed(): readonly OutboxItem[] {
    return this.#outbox.failed;
  }

  /** The outbox of another room takes its place. */
  replace(kept: readonly OutboxItem[]): void {
    this.#outbox = new Outbox(kept);
    this.#keeper.changed('outbox');
  }

  /** Takes what is to be said, a text or what is sealed. @param at milliseconds since 1970. Fails with what makes the text unfit. */
  say(id: string, words: string | SealedWords, at: number): Result<OutboxItem> {
    const breach = typeof words === 'string' ? checkText(words, DEFAULT_LIMITS.messageLength) : undefined;
    if (breach) return failure(breach.error, breach.text);
    const said = typeof words === 'string' ? { text: words } : { text: '', sealed: words };
    const item: OutboxItem = { id, ...said, at, state: 'waiting' };
    this.#outbox.add(item);
    this.#keep(item);
    return success(item);
  }

  /** What a log lost is said again before all else; it is kept already. */
  sayAgain(items: readonly OutboxItem[]): void {
    if (items.length === 0) return;
    this.#outbox.sayAgain(items);
    this.#keeper.changed('outbox');
  }

  /** What was refused waits again. @returns undefined when it is not here */
  retry(id: string): OutboxItem | undefined {
    this.#outbox.retry(id);
    const item = this.#outbox.find(id);
    if (item) this.#keep(item);
    return item;
  }

  /** Throws away what the host did not accept. */
  discard(id: string): boolean {
    const found = this.#outbox.find(id)?.state === 'failed' && this.#outbox.remove(id);
    if (found) this.#drop(id);
    return found;
  }

  /** The host has it. */
  accepted(id: string): void {
    if (this.#outbox.remove(id)) this.#drop(id);
  }

  /** The same, but its event is still to come: until then it stays, for what is nowhere kept could not be said again. */
  heard(id: string): void {
    this.#outbox.heard(id);
  }

  /** The host did not take it: what came too fast goes out again by itself, all else is the person's to judge. */
  refused(id: string, code: string, text: string): void {
    if (code === 'too_fast') {
      this.#outbox.retry(id);
      return;
    }
    this.#outbox.fail(id, knownProblem(code, text));
    const item = this.#outbox.find(id);
    if (item) this.#keep(item);
  }

  /** A new link: nothing is under way on it yet. */
  linkOpened(pace: Pace | undefined, now: number): void {
    this.#outbox.linkOpened(pace, now);
  }

  /** The frames to send now; undefined when nothing is due. Each is counted as under way. `hasRead`: the whole log is here. */
  takeDue(now: number, hasRead: boolean): Uint8Array | undefined {
    const due = this.#outbox.takeDue(now, hasRead);
    if (due.length === 0) return undefined;
    const writer = new FrameWriter(FRAMES_BYTES);
    for (const { id, text, sealed, late } of due) writer.write(JSON.stringify({ type: 'say', id, text, sealed, late }));
    return writer.take();
  }

  #keep(item: OutboxItem): void {
    this.#keeper.keepOutboxItem(item);
    this.#keeper.changed('outbox');
  }

  #drop(id: string): void {
    this.#keeper.dropOutboxItem(id);
    this.#keeper.changed('outbox');
  }
}
