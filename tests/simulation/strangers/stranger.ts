import { rawFrame } from '../../support/frames.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { Cable } from './cable.ts';
import type { PricedHost } from './priced-host.ts';

/** How somebody means harm, or does it. */
export type Habit = keyof typeof HABITS;

/** What a stranger does on one link: each call makes the next bytes, as fast as they are taken. */
interface Conduct {
  /** What comes first; undefined where no `hello` comes. */
  readonly hello: ((stranger: Stranger) => Uint8Array) | undefined;
  /** What follows, again and again; undefined where nothing more comes. */
  readonly flood?: (stranger: Stranger) => Uint8Array;
  /** What follows once. */
  readonly once?: Uint8Array;
  readonly reads?: boolean;
  /** Events of its own in the log, at once and a second: more than that is growth without end. */
  readonly events?: Growth;
  /** Microseconds after which it closes the link by itself. */
  readonly leavesAfter?: number;
  /** Microseconds until it comes back after that, or after it was turned out. */
  readonly returnsAfter?: number;
}

/** How many events somebody may bring into the log. */
interface Growth {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Comes in once or twice, and leaves. */
const USUAL_GROWTH: Growth = { atOnce: 10, perSecond: 1 };
const NESTED = 32_000;
const BODY = 1_048_576;

function many(count: number, make: (index: number) => object): Uint8Array {
  return Buffer.concat(Array.from({ length: count }, (_, index) => rawFrame(make(index))));
}

const JUNK = rawFrame(`{"type":"junk","x":${'['.repeat(NESTED)}${']'.repeat(NESTED)}}`);
const UNWANTED = rawFrame({ type: 'junk', total_size: BODY }, new Uint8Array(BODY));
const QUESTIONS = many(500, (t) => ({ type: 'ping', t }));
const REPEATS = many(500, () => ({ type: 'say', id: 'same', text: 'the same' }));
const GARBAGE = Uint8Array.from({ length: 2_000 }, (_, index) => (index * 197 + 90) % 256);
const TYPING = many(500, () => ({ type: 'typing' }));

const sameDevice = (stranger: Stranger) => stranger.hello();
const newDevice = (stranger: Stranger) => stranger.hello({ device: stranger.random.hex(32) });

const HABITS = {
  /** Nested JSON of a type that nobody knows. */
  junk: { hello: sameDevice, flood: () => JUNK },
  /** Bodies that nobody wants. */
  bodies: { hello: sameDevice, flood: () => UNWANTED },
  /** Questions without a pause. */
  questions: { hello: sameDevice, flood: () => QUESTIONS },
  /** Questions whose answers it does not read. */
  deaf: { hello: sameDevice, reads: false, flood: () => QUESTIONS },
  /** Messages far beyond the pace. */
  talker: {
    hello: sameDevice,
    flood: (one) => many(200, () => ({ type: 'say', id: one.nextId(), text: 'again' })),
    events: { atOnce: 520, perSecond: 51 },
  },
  /** One message under one id, for ever. */
  repeats: { hello: sameDevice, flood: () => REPEATS },
  typist: { hello: sameDevice, flood: () => TYPING },
  /** Joins, takes leave and comes back as somebody else. */
  revolving: { hello: newDevice, once: rawFrame({ type: 'bye' }), events: { atOnce: 2_010, perSecond: 5 } },
  /** Comes in by a new link under another nickname each time. */
  renamed: {
    hello: (one) => one.hello({ nick: one.nextId() }),
    leavesAfter: 2_000,
    events: { atOnce: 30, perSecond: 1 },
  },
  /** Reads nothing at all, and says nothing. */
  stalled: { hello: sameDevice, reads: false },
  /** Never says what it is. */
  silent: { hello: undefined },
  /** Bytes that are nothing. */
  garbage: { hello: undefined, once: GARBAGE },
  /** Says that it is somebody. */
  claimant: {
    hello: (one) => one.hello({ resume: { session: one.random.hex(32), seq: one.random.int(0, 1_000) } }),
    once: many(10, (seq) => ({ type: 'ack', seq })),
  },
  /** Joins late, and wants the whole log. */
  late: { hello: newDevice, leavesAfter: 1_000_000, returnsAfter: 300_000, events: { atOnce: 10, perSecond: 7 } },
} as const satisfies Readonly<Record<string, Conduct>>;

/** Every habit there is. */
export const ALL_HABITS = Object.keys(HABITS) as readonly Habit[];

/** The most events that somebody of this habit may have brought into the log. */
export function growthOf(habit: Habit, seconds: number): number {
  const { events = USUAL_GROWTH }: Conduct = HABITS[habit];
  return events.atOnce + events.perSecond * seconds;
}

/** The same of somebody in a hurry. */
const RETURNS_AFTER = 5_000;

/** Somebody who keeps to no rule: as fast as it is let, and back as soon as it is turned out. */
export class Stranger {
  readonly random: Random;
  readonly #clock: Clock;
  readonly #host: PricedHost;
  readonly #conduct: Conduct;
  readonly #name: string;
  readonly #device: string;
  #ids = 0;
  #cable: Cable | undefined;
  #isGone = false;
  /** Times that it was turned out. */
  turnedOut = 0;

  constructor(clock: Clock, host: PricedHost, random: Random, habit: Habit) {
    this.random = random;
    this.#clock = clock;
    this.#host = host;
    this.#conduct = HABITS[habit];
    this.#device = random.hex(32);
    this.#name = `${habit}-${random.hex(4)}`;
    this.#come();
  }

  hello(fields: object = {}): Uint8Array {
    return rawFrame({ type: 'hello', v: 1, nick: this.#name, device: this.#device, ...fields });
  }

  nextId(): string {
    this.#ids += 1;
    return `${this.#name}-${this.#ids}`;
  }

  /** It is over. */
  goes(): void {
    this.#isGone = true;
    this.#cable?.close();
  }

  #come(): void {
    if (this.#isGone) return;
    const { hello, once, reads = true, leavesAfter } = this.#conduct;
    const cable = new Cable(this.#clock, this.#host.computer, {
      received: () => {},
      writable: () => this.#flood(cable),
      closed: () => {
        this.turnedOut += 1;
        this.#comeBack();
      },
    });
    this.#cable = cable;
    if (!reads) cable.stopReading();
    this.#host.accept(cable, this.#name);
    if (hello) cable.send(hello(this));
    if (once) cable.send(once);
    if (leavesAfter !== undefined) {
      this.#clock.after(leavesAfter, () => {
        if (cable.isClosed) return;
        cable.close();
        this.#comeBack();
      });
    }
    this.#flood(cable);
  }

  #comeBack(): void {
    this.#clock.after(this.#conduct.returnsAfter ?? RETURNS_AFTER, () => this.#come());
  }

  #flood(cable: Cable): void {
    const { flood } = this.#conduct;
    if (flood === undefined || this.#isGone) return;
    while (cable.send(flood(this)));
  }
}
