import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { Path } from '../datagram/path.ts';
import { TokenBucket } from '../token-bucket.ts';
import { ANSWER_WAIT_MS } from './discovery-times.ts';
import type { RoomAdvert } from './room-advert.ts';
import { answerPacket, type QuestionId } from './room-packet.ts';

export interface AnswerPorts {
  /** What the room says of itself now. */
  advert(): RoomAdvert;
  /** Sends a packet from the room's own UDP port. */
  transmit(packet: Uint8Array, to: Path): void;
  /** Chance, from 0 up to 1. */
  random(): number;
}

interface WaitingAnswer {
  readonly question: QuestionId;
  readonly to: Path;
  readonly due: number;
}

/**
 * A room that is asked whether it is here. An answer is never longer than its question, so that a forged address gains
 * nothing; each address gets so many, and after a broadcast, which all rooms hear, they come at a random moment each.
 */
export class RoomAnswers {
  readonly #ports: AnswerPorts;
  readonly #inAll: TokenBucket;
  readonly #byAddress = new Map<string, TokenBucket>();
  readonly #waiting = new Map<string, WaitingAnswer>();

  constructor(ports: AnswerPorts, now: number) {
    this.#ports = ports;
    this.#inAll = new TokenBucket(DISCOVERY_LIMITS.answersPerSecond, DISCOVERY_LIMITS.answersPerSecond, now);
  }

  /** When {@link tick} has something to do; infinite for never. */
  get deadline(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#waiting.values()) next = Math.min(next, due);
    return next;
  }

  /** What is remembered of askers: what somebody with many addresses would want to grow. */
  get remembered(): number {
    return this.#byAddress.size + this.#waiting.size;
  }

  /** A question came. @param wasBroadcast it came to the port that is shared, so that others answer as well */
  asked(question: QuestionId, from: Path, wasBroadcast: boolean, now: number): void {
    if (from.port === 0) return;
    const key = `${from.address} ${from.port} ${question.index} ${question.secret}`;
    // One that came over several adapters is one question.
    if (this.#waiting.has(key) || !this.#mayAnswer(from.address, now)) return;
    if (!wasBroadcast) return this.#ports.transmit(answerPacket(question, this.#ports.advert()), from);
    if (this.#waiting.size >= DISCOVERY_LIMITS.answersWaiting) return;
    this.#waiting.set(key, { question, to: from, due: now + this.#ports.random() * ANSWER_WAIT_MS });
  }

  /** Sends the answers whose moment has come. */
  tick(now: number): void {
    for (const [key, { question, to, due }] of this.#waiting) {
      if (due > now) continue;
      this.#waiting.delete(key);
      this.#ports.transmit(answerPacket(question, this.#ports.advert()), to);
    }
  }

  #mayAnswer(address: string, now: number): boolean {
    const pace = this.#paceOf(address, now);
    return (pace === undefined || pace.take(now)) && this.#inAll.take(now);
  }

  /** How much an address may ask; undefined while too many ask for each to be remembered: then all share one pace. */
  #paceOf(address: string, now: number): TokenBucket | undefined {
    const known = this.#byAddress.get(address);
    if (known) return known;
    if (this.#byAddress.size >= DISCOVERY_LIMITS.askersKept) this.#forget(now);
    if (this.#byAddress.size >= DISCOVERY_LIMITS.askersKept) return undefined;
    const { answersPerAddressPerSecond, answersPerAddress } = DISCOVERY_LIMITS;
    const pace = new TokenBucket(answersPerAddressPerSecond, answersPerAddress, now);
    this.#byAddress.set(address, pace);
    return pace;
  }

  #forget(now: number): void {
    for (const [address, pace] of this.#byAddress) if (pace.isFull(now)) this.#byAddress.delete(address);
  }
}
