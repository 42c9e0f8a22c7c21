import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import { askPacket } from '../datagram/packet.ts';
import type { Path } from '../datagram/path.ts';
import { TokenBucket } from '../token-bucket.ts';
import { AROUND_AGAIN_MS, AROUND_MORE_MS, AROUND_MS, OPEN_QUESTION_MS } from './discovery-times.ts';
import type { QuestionId } from './room-packet.ts';
import { isListed, type Spot, spotKey } from './spot.ts';

interface QuestionPorts {
  ask(packet: Uint8Array, to: Path): void;
  askAround(packet: Uint8Array): void;
  random32(): number;
}

/** A question that is under way. */
export interface Question {
  readonly at: number;
  /** Whom it was put to; undefined for one to everybody around, or to a whole subnet. */
  readonly to: string | undefined;
  /** Addresses whose answers count beside those that may be asked anyway. */
  readonly allows?: (address: string) => boolean;
}

/** The questions that were put and may still be answered. Whoever does not know their 8 bytes was not asked. */
export class Questions {
  readonly #ports: QuestionPorts;
  readonly #underWay = new Map<string, Question>();
  /** Rooms in the list and mere claims have a pace of their own: claims can't keep a room from being asked. */
  readonly #listedPace: TokenBucket;
  readonly #claimedPace: TokenBucket;
  /** When everybody around is to be asked, ascending; and when once more, as long as each time brings news. */
  #around: number[] = [];
  #more: number[] = [];
  #lastAround = Number.NEGATIVE_INFINITY;
  #hasNews = false;

  constructor(ports: QuestionPorts, now: number) {
    this.#ports = ports;
    const { questionsPerSecond, questionsAtOnce } = DISCOVERY_LIMITS;
    this.#listedPace = new TokenBucket(questionsPerSecond, questionsAtOnce, now);
    this.#claimedPace = new TokenBucket(questionsPerSecond, questionsAtOnce, now);
    this.around(now);
  }

  /** When {@link tick} has something to do. */
  get deadline(): number {
    return this.#around[0] ?? this.#more[0] ?? Number.POSITIVE_INFINITY;
  }

  /** What is kept of questions. */
  get size(): number {
    return this.#underWay.size;
  }

  /** Everybody around is asked from now on, several times, as at the start. */
  around(now: number): void {
    this.#around = AROUND_MS.map((after) => now + after);
    this.#more = AROUND_MORE_MS.map((after) => now + after);
    this.#hasNews = false;
  }

  /** Adverts were passed over: everybody is asked once more, but not each time. */
  missed(now: number): void {
    if (this.#around.length === 0) this.#around = [Math.max(now, this.#lastAround + AROUND_AGAIN_MS)];
  }

  /** A room answered that was not known: there may be more of those. */
  news(): void {
    this.#hasNews = true;
  }

  tick(now: number): void {
    this.#forget(now);
    if ((this.#around[0] ?? Number.POSITIVE_INFINITY) <= now) {
      this.#around = this.#around.filter((at) => at > now);
      this.#askAround(now);
      return;
    }
    if ((this.#more[0] ?? Number.POSITIVE_INFINITY) > now) return;
    this.#more = this.#hasNews ? this.#more.filter((at) => at > now) : [];
    if (this.#hasNews) this.#askAround(now);
  }

  /** Asks one address. @returns false when the pace does not allow it: then again in some milliseconds */
  ask(spot: Spot, now: number): boolean {
    if (!(isListed(spot) ? this.#listedPace : this.#claimedPace).take(now)) return false;
    this.#ports.ask(askPacket(this.#open({ at: now, to: spot.key })), spot.at);
    spot.askedAt = now;
    return true;
  }

  /** A question to many that somebody else sends. @param allows whose answers count, wherever they are */
  open(allows: (address: string) => boolean, now: number): QuestionId {
    return this.#open({ at: now, to: undefined, allows });
  }

  /** The question that is answered by who is at `from`; undefined when nobody asked. */
  answered(id: QuestionId, from: Path, now: number): Question | undefined {
    const key = idKey(id);
    const question = this.#underWay.get(key);
    if (question === undefined || now - question.at > OPEN_QUESTION_MS) return undefined;
    // A second answer to a question that was put to one alone is a copy of the first.
    if (question.to === spotKey(from)) this.#underWay.delete(key);
    return question;
  }

  #askAround(now: number): void {
    this.#hasNews = false;
    this.#lastAround = now;
    this.#ports.askAround(askPacket(this.#open({ at: now, to: undefined })));
  }

  #open(question: Question): QuestionId {
    // An index of zero could make the 8 bytes those of a beacon.
    const id = { index: this.#ports.random32() || 1, secret: this.#ports.random32() };
    this.#underWay.set(idKey(id), question);
    return id;
  }

  #forget(now: number): void {
    for (const [key, { at }] of this.#underWay) {
      if (now - at <= OPEN_QUESTION_MS) break;
      this.#underWay.delete(key);
    }
  }
}

function idKey({ index, secret }: QuestionId): string {
  return `${index} ${secret}`;
}
