import type { FoundRoom, FoundWay } from '../../shared/discovery/found-room.ts';
import type { Path } from '../datagram/path.ts';
import { DOUBT_PATIENCE_MS, DOUBT_TRIES_MS, FIRST_TRIES_MS, PATIENCE_MS, SILENT_TRIES_MS } from './discovery-times.ts';
import type { RoomAdvert } from './room-advert.ts';

/**
 * What is known of an address and port:
 *
 * - `claimed`: somebody says that a room is there, or a beacon came while many did. It is asked, and not in the list.
 * - `mute`: a beacon came, no answer yet. In the list, and asked.
 * - `answering`: it answered a question. In the list; asked again when it was silent, or had nothing to prove for long.
 * - `ended`: its end was told, and it answered no more; or it was silent for too long. Beacons from there may be late ones.
 */
export type SpotState = 'claimed' | 'mute' | 'answering' | 'ended';

/** Why an address is asked, several times until it answers. */
export type Reason = 'first' | 'silence' | 'proof' | 'doubt';

/** Questions that are to be sent to an address until it answers. */
export interface Plan {
  readonly reason: Reason;
  /** When each goes out, counted from the first one. */
  readonly tries: readonly number[];
  /** How long the answer to the last one is waited for. */
  readonly patience: number;
  /** When the first went out; undefined before. */
  start: number | undefined;
  sent: number;
  /** When the next goes out, or after the last one when no answer counts any more. */
  next: number;
}

/** Called once: with the room that is there, or with nothing when no answer came. */
export type Asked = (room: FoundRoom | undefined) => void;

export interface Spot {
  readonly key: string;
  readonly at: Path;
  state: SpotState;
  /** What it says, as far as that is believed; of a claim what a beacon said. */
  said: RoomAdvert | undefined;
  readonly ways: Set<FoundWay>;
  /** When somebody named it last, and when a packet of the room itself came. */
  claimedAt: number;
  heardAt: number;
  answeredAt: number;
  askedAt: number;
  /** Since when what it says is what it says: those that answer nothing can't change it at will. */
  saidSince: number;
  /** Round trip of questions to it alone, smoothed, in milliseconds. */
  ms: number | undefined;
  /** The same as it was told last. */
  toldMs: number | undefined;
  plan: Plan | undefined;
  /** When the next plan begins, if none is under way then, and when the state itself ends. */
  wakes: number;
  expires: number;
  /** A room of before, which is asked again and again. */
  isRemembered: boolean;
  readonly asked: Asked[];
}

export function spotKey({ address, port }: Path): string {
  return `${address} ${port}`;
}

export function newSpot(at: Path, now: number): Spot {
  return {
    key: spotKey(at),
    at: { address: at.address, port: at.port },
    state: 'claimed',
    said: undefined,
    ways: new Set(),
    claimedAt: now,
    heardAt: Number.NEGATIVE_INFINITY,
    answeredAt: Number.NEGATIVE_INFINITY,
    askedAt: Number.NEGATIVE_INFINITY,
    saidSince: Number.NEGATIVE_INFINITY,
    ms: undefined,
    toldMs: undefined,
    plan: undefined,
    wakes: Number.POSITIVE_INFINITY,
    expires: Number.POSITIVE_INFINITY,
    isRemembered: false,
    asked: [],
  };
}

/** When something is to be done about it. */
export function dueOf({ plan, wakes, expires }: Spot): number {
  return Math.min(plan ? plan.next : wakes, expires);
}

export function isListed({ state }: Spot): boolean {
  return state === 'mute' || state === 'answering';
}

const PLANS: Readonly<Record<Reason, Pick<Plan, 'tries' | 'patience'>>> = {
  first: { tries: FIRST_TRIES_MS, patience: PATIENCE_MS },
  proof: { tries: FIRST_TRIES_MS, patience: PATIENCE_MS },
  silence: { tries: SILENT_TRIES_MS, patience: PATIENCE_MS },
  doubt: { tries: DOUBT_TRIES_MS, patience: DOUBT_PATIENCE_MS },
};

/** Begins to ask from `at` on. */
export function planTo(reason: Reason, at: number): Plan {
  return { reason, ...PLANS[reason], start: undefined, sent: 0, next: at };
}

/** The same after another plan that came to nothing: its questions count. */
export function planAfter(reason: Reason, { start }: Plan, now: number): Plan {
  const plan = planTo(reason, now);
  if (start === undefined) return plan;
  plan.start = start;
  plan.sent = plan.tries.filter((after) => start + after <= now).length;
  setNext(plan, start);
  return plan;
}

/** A question of a plan went out. */
export function advance(plan: Plan, now: number): void {
  plan.start ??= now;
  plan.sent += 1;
  setNext(plan, plan.start);
}

function setNext(plan: Plan, start: number): void {
  const last = plan.tries[plan.tries.length - 1] as number;
  plan.next = start + (plan.tries[plan.sent] ?? last + plan.patience);
}

/** Whether two adverts are of one room, as far as anybody can tell: forged ones of another key, name, host or port are not. */
export function identityOf({ id, name, host, port, fingerprint = '' }: RoomAdvert): string {
  return `${id} ${port} ${fingerprint} ${name}\n${host}`;
}

/** Whether two adverts say the same. */
export function isSameAdvert(one: RoomAdvert, other: RoomAdvert): boolean {
  return (
    identityOf(one) === identityOf(other) &&
    one.members === other.members &&
    one.lock === other.lock &&
    one.plain === other.plain
  );
}
