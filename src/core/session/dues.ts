import { encodeFrame } from '../wire/frame-writer.ts';
import type { GuestShell } from './guest-ports.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { KeptOutbox } from './kept-outbox.ts';
import type { LogCopy } from './log-copy.ts';

export interface DuesParts {
  readonly log: LogCopy;
  readonly outbox: KeptOutbox;
  readonly heartbeat: Heartbeat;
  readonly shell: Pick<GuestShell, 'send' | 'logRead'>;
}

/** What a guest that is in a room owes its host: what was said, the past that it asks for, how far it has read, signs of life. */
export class Dues {
  readonly #parts: DuesParts;
  /** The log was read since the last welcome, and compared with what was kept before it. */
  #isCompared = false;

  constructor(parts: DuesParts) {
    this.#parts = parts;
  }

  /** A welcome came: the log is to be read. */
  welcomed(): void {
    this.#isCompared = false;
  }

  /** Says what is due by now. */
  send(now: number): void {
    const { log, outbox, heartbeat, shell } = this.#parts;
    if (log.isRead && !this.#isCompared) {
      this.#isCompared = true;
      outbox.sayAgain(shell.logRead());
    }
    // What a host may have heard already is not said again before the log was read.
    const frames = outbox.takeDue(now, log.isRead);
    if (frames !== undefined) {
      heartbeat.sent(now);
      shell.send(frames);
    }
    const ask = log.due();
    if (ask) this.say(ask, now);
  }

  /** Says how far the log was read; here and not with each chunk: in a busy room it would double what the host has to read. */
  acknowledge(now: number): void {
    const { log } = this.#parts;
    if (log.unacked === 0) return;
    log.acknowledged();
    this.say({ type: 'ack', seq: log.newest }, now);
  }

  /** Asks for a sign of life, and gives one. */
  ping(now: number): void {
    this.say({ type: 'ping', t: now }, now);
  }

  say(header: object, now: number): void {
    this.#parts.heartbeat.sent(now);
    this.#parts.shell.send(encodeFrame(header));
  }
}
