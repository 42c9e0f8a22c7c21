import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { FoundRoom, FoundWay } from '../../shared/discovery/found-room.ts';
import type { Path } from '../datagram/path.ts';
import { TokenBucket } from '../token-bucket.ts';
import { Asking } from './asking.ts';
import type { Claim, DiscoveryPorts, OwnAddress, OwnRoom } from './discovery-ports.ts';
import {
  CLAIM_AGAIN_MS,
  CLAIM_LIFE_MS,
  ENDED_MS,
  MUTE_CHANGE_MS,
  REMEMBERED_AGAIN_MS,
  SILENCE_MS,
} from './discovery-times.ts';
import { Entries } from './entries.ts';
import { type Question, Questions } from './questions.ts';
import { Reach } from './reach.ts';
import type { RoomAdvert } from './room-advert.ts';
import type { HeardRoom, QuestionId } from './room-packet.ts';
import { type Asked, identityOf, isListed, isSameAdvert, type Plan, planTo, type Spot, spotKey } from './spot.ts';
import { SpotBook } from './spot-book.ts';

/** Who was asked so lately is not asked again because of another claim, in milliseconds. */
const LATELY_MS = 2_000;
/** How much a new round trip counts beside those before. */
const NEW_SHARE = 0.25;

/**
 * The rooms that are here: adverts, answers, silence and the clock come in, rooms and questions go out. What DNS-SD and other
 * hosts say is a claim that makes it ask; a beacon and an answer are the room's own. It believes an answer more than a beacon,
 * which can be forged from anywhere: once an address has answered, only answers change what it says.
 */
export class RoomList {
  readonly #reach = new Reach();
  readonly #book = new SpotBook();
  readonly #questions: Questions;
  readonly #asking: Asking;
  readonly #entries: Entries;
  readonly #mutePace: TokenBucket;
  #ownPorts: ReadonlySet<number> = new Set();

  /** Asks everybody around at the first {@link tick}. @param addresses those of this computer */
  constructor(ports: DiscoveryPorts, addresses: readonly OwnAddress[], now: number) {
    this.#reach.set(addresses);
    this.#questions = new Questions(ports, now);
    this.#entries = new Entries(this.#reach, (changes) => ports.changed(changes));
    this.#mutePace = new TokenBucket(DISCOVERY_LIMITS.muteRoomsPerSecond, DISCOVERY_LIMITS.muteRoomsAtOnce, now);
    this.#asking = new Asking(this.#book, this.#questions, {
      random: () => ports.random32() / 2 ** 32,
      allows: (address) => this.#reach.allows(address),
      unanswered: (spot, plan, at) => this.#unanswered(spot, plan, at),
      expired: (spot, at) => this.#forget(spot, at),
    });
  }

  /** The list as it was told last, own rooms first. */
  get rooms(): readonly FoundRoom[] {
    return this.#entries.rooms;
  }

  /** When {@link tick} has something to do; it may find that it is still too early. */
  get deadline(): number {
    return Math.min(this.#asking.deadline, this.#questions.deadline, this.#entries.deadline);
  }

  /** Addresses, ports and questions that are remembered: what an attacker would want to grow. */
  get remembered(): number {
    return this.#book.size + this.#questions.size;
  }

  /** A `room` packet came. Call {@link tick} when no more are there. */
  heard({ question, advert }: HeardRoom, from: Path, now: number): void {
    if (from.port === 0 || this.#isOwnRoom(from)) return;
    const put = question && this.#questions.answered(question, from, now);
    if (question && !put) return;
    const { gone, ...said } = advert;
    if (gone) this.#ends(said, from, now);
    else if (put) this.#answer(said, from, put, now);
    else this.#beacon(said, from, now);
  }

  /** Somebody says that a room is at an address. */
  claim({ by, at, teller }: Claim, now: number): void {
    if (at.port === 0 || this.#isOwnRoom(at)) return;
    if (by === 'remembered') this.#reach.give(at.address);
    if (!this.#reach.allows(at.address, teller)) return;
    // Told by a host that a person knows, of its own network: from now on it may be asked again.
    if (!this.#reach.allows(at.address)) this.#reach.give(at.address);
    const spot = this.#book.get(at) ?? this.#book.add(at, 'claimed', now);
    if (!spot) return this.#questions.missed(now);
    spot.isRemembered ||= by === 'remembered';
    this.#found(spot, by === 'remembered' ? 'asked' : by);
    if (spot.state === 'claimed') spot.expires = spot.isRemembered ? Number.POSITIVE_INFINITY : now + CLAIM_LIFE_MS;
    if (!isListed(spot) && now - spot.askedAt > LATELY_MS) this.#asking.begin(spot, 'first', now);
    this.#asking.mind(spot);
  }

  /** DNS-SD says that a room ended: whoever is there is asked. */
  withdraw(at: Path, now: number): void {
    const spot = this.#book.get(at);
    if (!spot?.ways.delete('mdns')) return;
    this.#entries.touch(spot);
    this.#doubt(spot, now);
  }

  /** Asks an address that a person gave, wherever it is. @param asked hears within five seconds what came of it */
  ask(at: Path, now: number, asked: Asked = () => {}): void {
    if (this.#isOwnRoom(at)) return asked(this.#entries.ownAt(at.port));
    this.#reach.give(at.address);
    const mayBe = at.port !== 0 && this.#reach.allows(at.address);
    const spot = mayBe ? (this.#book.get(at) ?? this.#book.add(at, 'claimed', now)) : undefined;
    if (!spot) return asked(undefined);
    this.#found(spot, 'asked');
    if (spot.state === 'claimed' && !spot.isRemembered) spot.expires = now + CLAIM_LIFE_MS;
    spot.asked.push(asked);
    if (spot.plan?.reason !== 'doubt') this.#asking.beginAnew(spot, 'first', now);
  }

  /** The 8 bytes of a question that a search puts to a whole subnet; answers count for some seconds. */
  searchQuestion(allows: (address: string) => boolean, now: number): QuestionId {
    return this.#questions.open(allows, now);
  }

  /** All rooms that this Partyline hosts, whenever one begins, changes or ends. */
  own(rooms: readonly OwnRoom[], now: number): void {
    this.#ownPorts = new Set(rooms.map(({ port }) => port));
    for (const spot of this.#book) {
      if (!this.#isOwnRoom(spot.at)) continue;
      spot.isRemembered = false;
      this.#forget(spot, now);
    }
    this.#entries.own(rooms);
    this.#entries.tick(now);
  }

  /** This computer's addresses are others now: everybody is asked as at the start. */
  network(addresses: readonly OwnAddress[], now: number): void {
    this.#reach.set(addresses);
    this.#entries.touchAll();
    for (const spot of this.#book) {
      if (!isListed(spot)) continue;
      if (this.#reach.allows(spot.at.address)) this.#asking.begin(spot, 'first', now);
      else this.#doubt(spot, now);
    }
    this.#questions.around(now);
  }

  /** Asks everybody again, for a person who does not trust the list. */
  refresh(now: number): void {
    for (const spot of this.#book) this.#asking.begin(spot, 'first', now);
    this.#questions.around(now);
  }

  tick(now: number): void {
    this.#questions.tick(now);
    this.#asking.tick(now);
    this.#entries.tick(now);
  }

  #beacon(said: RoomAdvert, from: Path, now: number): void {
    // A beacon leaves from the port that it names.
    if (said.port !== from.port) return;
    const spot = this.#book.get(from) ?? this.#newcomer(from, now);
    // While it is in doubt whether it is gone, a beacon may be a late one.
    if (!spot || spot.plan?.reason === 'doubt') return;
    this.#found(spot, 'beacon');
    switch (spot.state) {
      case 'ended':
        return this.#asking.begin(spot, 'first', now);
      case 'claimed':
        spot.said = said;
        spot.saidSince = now;
        spot.heardAt = now;
        this.#asking.begin(spot, 'first', now);
        if (this.#mutePace.take(now)) this.#showMute(spot, now);
        return;
      case 'mute':
        if (!isSameAdvert(said, spot.said as RoomAdvert)) {
          if (now - spot.saidSince < MUTE_CHANGE_MS) return;
          spot.said = said;
          spot.saidSince = now;
        }
        this.#asking.isHere(spot, now);
        return this.#list(spot, now);
      case 'answering':
        if (identityOf(said) === identityOf(spot.said as RoomAdvert)) this.#asking.isHere(spot, now);
        // It says something else: it is asked what it is.
        if (!isSameAdvert(said, spot.said as RoomAdvert)) this.#asking.begin(spot, 'first', now);
        return;
    }
  }

  #newcomer(from: Path, now: number): Spot | undefined {
    if (!this.#reach.allows(from.address)) return undefined;
    const spot = this.#book.add(from, 'claimed', now);
    if (spot) spot.expires = now + CLAIM_LIFE_MS;
    else this.#questions.missed(now);
    return spot;
  }

  #answer(said: RoomAdvert, from: Path, question: Question, now: number): void {
    const known = this.#book.get(from);
    const mayCome = known === undefined ? this.#mayAnswer(from, question) : question.at >= notBefore(known);
    if (!mayCome) return;
    const spot = known ?? this.#book.add(from, 'answering', now);
    if (!spot || !this.#book.change(spot, 'answering')) return this.#questions.missed(now);
    if (known === undefined) this.#questions.news();
    if (question.to === undefined) this.#found(spot, 'asked');
    const isAlone = question.to === spotKey(from);
    if (isAlone) measure(spot, now - question.at);
    // Who answered a question to all is asked alone, for how long that takes, and whether it was there that the answer came from.
    const isMeasuring = spot.ms === undefined;
    const { plan } = spot;
    spot.plan = isMeasuring ? (plan?.reason === 'first' ? plan : planTo('first', now)) : undefined;
    spot.answeredAt = now;
    spot.said = said;
    spot.saidSince = now;
    this.#asking.isHere(spot, now);
    this.#list(spot, now);
    if (spot.asked.length > 0) this.#tellAsked(spot, this.#entries.roomOf(spot));
  }

  #mayAnswer({ address }: Path, { allows }: Question): boolean {
    if (this.#reach.allows(address)) return true;
    if (!allows?.(address)) return false;
    this.#reach.give(address);
    return true;
  }

  /** A packet of the room itself says that it ends; from where it comes is easily forged. */
  #ends(said: RoomAdvert, from: Path, now: number): void {
    const spot = this.#book.get(from);
    if (spot?.said?.id === said.id) this.#doubt(spot, now);
  }

  /** Whoever is there has to answer now, or is gone. */
  #doubt(spot: Spot, now: number): void {
    // What is not in the list yet does not come there by what it said before.
    if (spot.state === 'claimed') spot.said = undefined;
    // A room that ends does so at all its addresses.
    for (const one of this.#entries.besides(spot))
      if (one.plan?.reason !== 'doubt') this.#asking.beginAnew(one, 'doubt', now);
  }

  #found(spot: Spot, way: FoundWay): void {
    if (spot.ways.has(way)) return;
    spot.ways.add(way);
    this.#entries.touch(spot);
  }

  /** A room that was heard and did not answer yet comes into the list, if there is place for it. */
  #showMute(spot: Spot, now: number): boolean {
    if (!this.#book.change(spot, 'mute')) return false;
    this.#asking.isHere(spot, spot.heardAt);
    this.#list(spot, now);
    return true;
  }

  /** It is in the list as what it says now; whoever else is the same room is asked whether it still is. */
  #list(spot: Spot, now: number): void {
    for (const other of this.#entries.place(spot, now)) this.#asking.begin(other, 'first', now);
  }

  #unanswered(spot: Spot, { reason }: Plan, now: number): void {
    this.#tellAsked(spot, undefined);
    if (reason === 'silence' || reason === 'doubt') return this.#end(spot, now);
    switch (spot.state) {
      case 'answering':
        spot.ms = undefined;
        if (!this.#book.change(spot, 'mute')) return this.#forget(spot, now);
        spot.wakes = spot.heardAt + SILENCE_MS;
        return this.#entries.touch(spot);
      case 'mute':
        spot.wakes = spot.heardAt + SILENCE_MS;
        return;
      case 'claimed':
        if (spot.said && this.#showMute(spot, now)) return;
        spot.wakes = now + (spot.isRemembered ? REMEMBERED_AGAIN_MS : CLAIM_AGAIN_MS);
        return;
      case 'ended':
        return;
    }
  }

  /** It is gone. */
  #end(spot: Spot, now: number): void {
    this.#entries.remove(spot);
    spot.said = undefined;
    spot.ms = undefined;
    spot.wakes = Number.POSITIVE_INFINITY;
    spot.expires = now + ENDED_MS;
    if (!this.#book.change(spot, 'ended')) this.#forget(spot, now);
  }

  #forget(spot: Spot, now: number): void {
    this.#entries.remove(spot);
    this.#tellAsked(spot, undefined);
    if (!spot.isRemembered || !this.#book.change(spot, 'claimed')) return this.#book.delete(spot);
    spot.said = undefined;
    spot.plan = undefined;
    spot.expires = Number.POSITIVE_INFINITY;
    spot.wakes = now + REMEMBERED_AGAIN_MS;
  }

  #tellAsked(spot: Spot, room: FoundRoom | undefined): void {
    for (const asked of spot.asked.splice(0)) asked(room);
  }

  #isOwnRoom({ address, port }: Path): boolean {
    return this.#ownPorts.has(port) && this.#reach.isOwn(address);
  }
}

/** An answer to a question of before its end was told is a late one. */
function notBefore({ state, plan, expires }: Spot): number {
  if (state === 'ended') return expires - ENDED_MS;
  return plan?.reason === 'doubt' ? (plan.start ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;
}

function measure(spot: Spot, roundTrip: number): void {
  spot.ms = spot.ms === undefined ? roundTrip : (1 - NEW_SHARE) * spot.ms + NEW_SHARE * roundTrip;
}
