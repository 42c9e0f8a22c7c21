import type { Frame } from '../../../src/core/wire/frame.ts';
import { FrameDecoder } from '../../../src/core/wire/frame-decoder.ts';
import { isProtocolError } from '../../../src/core/wire/protocol-error.ts';
import { rawFrame } from '../../support/frames.ts';
import type { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import { Cable } from './cable.ts';
import type { PricedHost } from './priced-host.ts';

/** Microseconds between its questions, and between its messages. */
const ASKS_EVERY = 20_000;
const SAYS_EVERY = 500_000;

/** Somebody who keeps to the rules, and measures how they are served. */
export class Member {
  readonly name: string;
  /** Milliseconds from each question to its answer, and from each message to its number. */
  readonly answered: number[] = [];
  readonly accepted: number[] = [];
  /** Number of the newest event that it heard. */
  newest = 0;
  readonly texts: string[] = [];
  readonly #clock: Clock;
  readonly #cable: Cable;
  readonly #decoder = new FrameDecoder();
  readonly #saidAt = new Map<string, number>();
  #said = 0;
  #welcomed = false;

  constructor(clock: Clock, host: PricedHost, number: number) {
    this.name = `member-${number}`;
    this.#clock = clock;
    this.#cable = new Cable(clock, host.computer, {
      received: (bytes) => this.#received(bytes),
      writable: () => {},
      closed: () => {
        throw new Violation(`${this.name} was turned out`);
      },
    });
    host.accept(this.#cable, this.name);
    this.#sends({ type: 'hello', v: 1, nick: this.name, device: number.toString(16).padStart(32, '0') });
  }

  /** Messages without a number. */
  get waiting(): number {
    return this.#saidAt.size;
  }

  #received(bytes: Uint8Array): void {
    this.#decoder.push(bytes);
    for (let frame = this.#decoder.next(); frame !== undefined; frame = this.#decoder.next()) {
      if (isProtocolError(frame)) throw new Violation(`${this.name} hears no frame: ${frame.text}`);
      this.#hears(frame.header);
    }
  }

  #hears(header: Frame['header']): void {
    switch (header.type) {
      case 'welcome':
        this.#welcomed = true;
        this.#ask();
        this.#say();
        return;
      case 'pong':
        this.answered.push((this.#clock.now - (header.t as number)) / 1_000);
        return;
      case 'accepted':
        this.accepted.push((this.#clock.now - (this.#saidAt.get(header.id as string) as number)) / 1_000);
        this.#saidAt.delete(header.id as string);
        return;
      case 'event':
        return this.#event(header);
      case 'error':
      case 'refused':
        throw new Violation(`${this.name} is told ${header.code}: ${header.text}`);
      default:
    }
  }

  #event({ seq, kind, text }: Frame['header']): void {
    if (!this.#welcomed) throw new Violation(`${this.name} hears an event before its welcome`);
    if (seq !== this.newest + 1) throw new Violation(`${this.name} hears event ${seq} behind ${this.newest}`);
    this.newest = seq as number;
    if (kind === 'message') this.texts.push(text as string);
  }

  #ask(): void {
    this.#sends({ type: 'ping', t: this.#clock.now });
    this.#clock.after(ASKS_EVERY, () => this.#ask());
  }

  #say(): void {
    this.#said += 1;
    const id = `${this.name}-${this.#said}`;
    this.#saidAt.set(id, this.#clock.now);
    this.#sends({ type: 'say', id, text: `${id} says so` });
    this.#clock.after(SAYS_EVERY, () => this.#say());
  }

  #sends(header: object): void {
    this.#cable.send(rawFrame(header));
  }
}
