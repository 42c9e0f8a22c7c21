import type { Path } from '../../../src/core/datagram/path.ts';
import type { Claim, OwnAddress } from '../../../src/core/discovery/discovery-ports.ts';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { RoomList } from '../../../src/core/discovery/room-list.ts';
import { type HeardRoom, readRoomPacket } from '../../../src/core/discovery/room-packet.ts';
import { DISCOVERY_LIMITS } from '../../../src/shared/discovery/discovery-limits.ts';
import type { FoundRoom } from '../../../src/shared/discovery/found-room.ts';
import { DISCOVERY_PORT } from '../../../src/shared/limits.ts';
import type { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import type { Random } from '../random.ts';
import { cableOf, type Lan, type Plug } from './lan.ts';
import type { LanSabotage } from './lan-sabotage.ts';
import { Timer } from './timer.ts';

const PORT = 40_000;
const SECOND_MS = 1_000;
const { spots, questionsPerSecond, questionsAtOnce } = DISCOVERY_LIMITS;
/** Questions to single addresses in a second: both paces, their bursts included. */
const ASKED_MOST = 2 * (questionsPerSecond + questionsAtOnce);
/** Questions to everybody in five seconds. */
const AROUND_MOST = 9;
const AROUND_MS = 5_000;
/** What may be remembered: all spots, and the questions of five seconds. */
const REMEMBERED_MOST = spots + 5 * ASKED_MOST;

/** Somebody who looks for rooms: the machine that ships, and everything that it must never do. */
export class Seeker {
  readonly since: number;
  readonly addresses: readonly OwnAddress[];
  /** The list as those see it who follow what is told. */
  readonly followed = new Map<string, FoundRoom>();
  /** Keys that went out of the list, and when. */
  readonly gone: { readonly at: number; readonly id: string; readonly name: string }[] = [];
  readonly #clock: Clock;
  readonly #lan: Lan;
  readonly #sabotage: LanSabotage;
  readonly #list: RoomList;
  readonly #timer: Timer;
  /** Questions to single addresses. */
  questions = 0;
  readonly #asked: number[] = [];
  readonly #around: number[] = [];
  readonly #silenced = new Map<string, number>();
  readonly #firstSaid = new Map<string, Pick<RoomAdvert, 'name' | 'host' | 'port'>>();
  readonly #plug: Plug;
  #hoarded = 0;

  constructor(
    addresses: readonly OwnAddress[],
    world: { readonly clock: Clock; readonly lan: Lan; readonly random: Random; readonly sabotage: LanSabotage },
  ) {
    const { clock, lan, random, sabotage } = world;
    this.#clock = clock;
    this.#lan = lan;
    this.#sabotage = sabotage;
    this.addresses = addresses;
    this.since = clock.now;
    this.#list = new RoomList(
      {
        ask: (packet, to) => this.#ask(packet, to),
        askAround: (packet) => this.#askAround(packet),
        random32: () => random.int(0, 0xffff_ffff),
        changed: ({ changed, gone }) => {
          for (const key of gone) this.#goes(key);
          for (const room of changed) this.followed.set(room.key, room);
        },
      },
      addresses,
      clock.now,
    );
    this.#timer = new Timer(clock, this.#list);
    this.#plug = {
      addresses: addresses.map(({ address }) => address),
      ports: [PORT, DISCOVERY_PORT],
      receive: (packet, from) => this.receive(packet, from),
    };
    lan.plug(this.#plug);
    this.#timer.mind();
  }

  receive(packet: Uint8Array, from: Path): void {
    const room = readRoomPacket(packet);
    if (!room || this.#sabotage === 'deaf' || this.#isSilenced(room, from)) return;
    this.#hoarded += 1;
    this.#list.heard(this.#sabotaged(room, from), from, this.#clock.now);
    this.#settle();
  }

  claim(claim: Claim): void {
    this.#hoarded += 1;
    if (this.#sabotage === 'believe-claims') {
      const advert = {
        id: '9'.repeat(32),
        name: 'Claimed',
        host: 'Nobody',
        members: 1,
        lock: 'open',
        plain: true,
      } as const;
      this.#list.heard(
        { question: undefined, advert: { ...advert, port: claim.at.port, gone: false } },
        claim.at,
        this.#clock.now,
      );
    }
    if (this.#sabotage === 'ask-strangers') this.#ask(new Uint8Array(0), claim.at);
    this.#list.claim(claim, this.#clock.now);
    this.#settle();
  }

  withdraw(at: Path): void {
    this.#list.withdraw(at, this.#clock.now);
    this.#settle();
  }

  leave(): void {
    this.#lan.unplug(this.#plug);
    this.#timer.stop();
  }

  #settle(): void {
    const remembered = this.#list.remembered + (this.#sabotage === 'hoard' ? this.#hoarded : 0);
    if (remembered > REMEMBERED_MOST) throw new Violation(`${remembered} things are remembered`);
    if (this.#sabotage === 'stop-the-clock' && this.#clock.now - this.since > 5_000) return this.#timer.stop();
    this.#list.tick(this.#clock.now);
    this.#timer.mind();
  }

  #goes(key: string): void {
    const room = this.followed.get(key);
    this.followed.delete(key);
    if (room) this.gone.push({ at: this.#clock.now, id: room.id, name: room.name });
  }

  #ask(packet: Uint8Array, to: Path): void {
    const now = this.#clock.now;
    if (!this.addresses.some(({ address }) => cableOf(address) === cableOf(to.address))) {
      throw new Violation(`${to.address} was asked, which is in no subnet of this computer`);
    }
    const times = this.#sabotage === 'ask-without-end' ? 500 : 1;
    this.questions += times;
    for (let time = 0; time < times; time += 1) this.#asked.push(now);
    while (this.#asked.length > 0 && (this.#asked[0] as number) <= now - SECOND_MS) this.#asked.shift();
    if (this.#asked.length > ASKED_MOST) throw new Violation(`${this.#asked.length} questions within a second`);
    const own = this.addresses.find(({ address }) => cableOf(address) === cableOf(to.address));
    this.#lan.send(packet, { address: own?.address as string, port: PORT }, to);
  }

  #askAround(packet: Uint8Array): void {
    const now = this.#clock.now;
    this.#around.push(now);
    while (this.#around.length > 0 && (this.#around[0] as number) <= now - AROUND_MS) this.#around.shift();
    if (this.#around.length > AROUND_MOST) throw new Violation(`everybody was asked ${this.#around.length} times`);
    for (const { address } of this.addresses) this.#lan.broadcast(packet, { address, port: PORT });
  }

  #isSilenced({ advert }: HeardRoom, { address, port }: Path): boolean {
    if (this.#sabotage !== 'believe-ends') return false;
    const key = `${address} ${port}`;
    if (advert.gone) this.#silenced.set(key, this.#clock.now + 2_000);
    return !advert.gone && (this.#silenced.get(key) ?? 0) > this.#clock.now;
  }

  #sabotaged(room: HeardRoom, { address }: Path): HeardRoom {
    const { advert } = room;
    if (this.#sabotage === 'split-rooms') return { ...room, advert: { ...advert, host: `at ${address}` } };
    if (this.#sabotage !== 'trust-ids') return room;
    const { name, host, port } = this.#firstSaid.get(advert.id) ?? advert;
    if (room.question) this.#firstSaid.set(advert.id, { name, host, port });
    return { ...room, advert: { ...advert, name, host, ...(room.question && { port }) } };
  }
}
