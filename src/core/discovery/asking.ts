import { ASKED_APART_MS, PROOF_MS, SILENCE_MORE_MS, SILENCE_MS } from './discovery-times.ts';
import type { Questions } from './questions.ts';
import { advance, dueOf, isListed, type Plan, planAfter, planTo, type Reason, type Spot } from './spot.ts';
import type { SpotBook } from './spot-book.ts';

/** How long before questions that their pace did not allow are tried again, in milliseconds. */
const PACED_MS = 20;
/** So many addresses are looked at no more often than that. */
const MANY = 300;

export interface AskingPorts {
  /** Chance, from 0 up to 1. */
  random(): number;
  /** Whether an address may be asked as the network is now. */
  allows(address: string): boolean;
  /** No question of a plan was answered. */
  unanswered(spot: Spot, plan: Plan, now: number): void;
  /** What was known of an address is too old. */
  expired(spot: Spot, now: number): void;
}

/** Decides when which address is asked again, and sends the questions as fast as their pace allows, the longest due first. */
export class Asking {
  readonly #book: SpotBook;
  readonly #questions: Questions;
  readonly #ports: AskingPorts;
  /** No spot has anything to do before. */
  #due = Number.POSITIVE_INFINITY;
  /** Nothing is done before, whatever is due. */
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(book: SpotBook, questions: Questions, ports: AskingPorts) {
    this.#book = book;
    this.#questions = questions;
    this.#ports = ports;
  }

  get deadline(): number {
    return Math.max(this.#due, this.#pausedUntil);
  }

  /** Begins to ask an address, unless that is under way. */
  begin(spot: Spot, reason: Reason, now: number): void {
    spot.plan ??= planTo(reason, now);
    this.mind(spot);
  }

  /** Begins to ask it whatever else was under way. */
  beginAnew(spot: Spot, reason: Reason, now: number): void {
    spot.plan = planTo(reason, now);
    this.mind(spot);
  }

  /** Something of the spot changed: it may be due earlier. */
  mind(spot: Spot): void {
    this.#due = Math.min(this.#due, dueOf(spot));
  }

  /** A packet showed at `heardAt` that a room is there: it is asked again when it was silent, or proved nothing for long. */
  isHere(spot: Spot, heardAt: number): void {
    spot.heardAt = heardAt;
    spot.expires = Number.POSITIVE_INFINITY;
    if (spot.plan?.reason === 'silence') spot.plan = undefined;
    const proof = spot.state === 'answering' ? Math.max(heardAt, spot.answeredAt + PROOF_MS) : Number.POSITIVE_INFINITY;
    // Not all who heard the same beacon ask at the same moment.
    spot.wakes = Math.min(heardAt + SILENCE_MS, proof) + this.#ports.random() * SILENCE_MORE_MS;
    this.mind(spot);
  }

  tick(now: number): void {
    if (now < this.deadline) return;
    const due = [...this.#book].filter((spot) => dueOf(spot) <= now);
    // Whoever was asked least comes first: what may be a room at last gets its first question before any claim its fifth.
    due.sort((one, other) => timesAsked(one) - timesAsked(other) || dueOf(one) - dueOf(other));
    for (const spot of due) this.#step(spot, now);
    this.#due = Number.POSITIVE_INFINITY;
    for (const spot of this.#book) this.#due = Math.min(this.#due, dueOf(spot));
    // What its pace kept back stays due, so that who waits longest is asked first. Of many not each is worth a look of its own.
    if (this.#due <= now || this.#book.size > MANY) this.#pausedUntil = now + PACED_MS;
  }

  #step(spot: Spot, now: number): void {
    if (spot.expires <= now) return this.#ports.expired(spot, now);
    if (spot.wakes <= now && !spot.plan) this.#wake(spot, now);
    const { plan } = spot;
    if (!plan || plan.next > now) return;
    if (plan.sent === plan.tries.length) {
      spot.plan = undefined;
      this.#ports.unanswered(spot, plan, now);
      if (spot.wakes <= now) this.#wake(spot, now, plan);
      return;
    }
    if (spot.askedAt + ASKED_APART_MS > now) plan.next = spot.askedAt + ASKED_APART_MS;
    // An address that may not be asked any more, as the network is another one, does not answer.
    else if (!this.#ports.allows(spot.at.address) || this.#questions.ask(spot, now)) advance(plan, now);
    // Too many claims to ask about each soon: rooms that are there answer a question to everybody.
    else if (!isListed(spot)) this.#questions.missed(now);
  }

  /** @param after a plan that just came to nothing */
  #wake(spot: Spot, now: number, after?: Plan): void {
    const reason = wakeReason(spot, now);
    spot.plan = after && reason === 'silence' ? planAfter(reason, after, now) : planTo(reason, now);
    spot.wakes = Number.POSITIVE_INFINITY;
  }
}

function timesAsked({ plan }: Spot): number {
  return plan?.sent ?? 0;
}

function wakeReason(spot: Spot, now: number): Reason {
  if (!isListed(spot)) return 'first';
  return now - spot.heardAt < SILENCE_MS ? 'proof' : 'silence';
}
