import type { Path } from '../../../src/core/datagram/path.ts';
import type { OwnAddress, RoomChanges } from '../../../src/core/discovery/discovery-ports.ts';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { RoomList } from '../../../src/core/discovery/room-list.ts';
import { type QuestionId, readQuestion } from '../../../src/core/discovery/room-packet.ts';
import type { FoundRoom } from '../../../src/shared/discovery/found-room.ts';
import { Random } from '../../simulation/random.ts';

export const ROOM: RoomAdvert = {
  id: '0123456789abcdef0123456789abcdef',
  name: 'Studio',
  host: 'Ada',
  members: 3,
  lock: 'open',
  plain: true,
  port: 8888,
};

export const ETHERNET: OwnAddress = { address: '192.168.1.5', prefix: 24, kind: 'private', adapter: 'eth0' };
export const DOCKER: OwnAddress = { address: '172.17.0.1', prefix: 16, kind: 'container', adapter: 'docker0' };

export interface Put {
  readonly at: number;
  readonly to: Path;
  readonly question: QuestionId;
}

/** An advert of a room of its own number. */
export function room(number: number, fields: Partial<RoomAdvert> = {}): RoomAdvert {
  return { ...ROOM, id: number.toString(16).padStart(32, '0'), name: `Room ${number}`, ...fields };
}

export function at(address: string, port = ROOM.port): Path {
  return { address, port };
}

/** A list of rooms with a clock, and what it asks and tells. Rooms that are `put` somewhere answer what is asked there alone. */
export class DiscoveryRig {
  now = 0;
  readonly list: RoomList;
  readonly asked: Put[] = [];
  readonly around: { readonly at: number; readonly question: QuestionId }[] = [];
  readonly told: RoomChanges[] = [];
  /** Who answers, by address and port. */
  readonly #here = new Map<string, { advert: RoomAdvert; ms: number }>();
  readonly #underWay: { readonly due: number; readonly run: () => void }[] = [];

  constructor(addresses: readonly OwnAddress[] = [ETHERNET], seed = 1) {
    const random = new Random(seed);
    this.list = new RoomList(
      {
        ask: (packet, to) => this.#ask(readQuestion(packet)!, to),
        askAround: (packet) => this.around.push({ at: this.now, question: readQuestion(packet)! }),
        random32: () => random.int(0, 0xffff_ffff),
        changed: (changes) => this.told.push(changes),
      },
      addresses,
      0,
    );
    this.list.tick(0);
  }

  /** A room is there from now on, or another one. */
  put(where: Path, advert: RoomAdvert, ms = 1): void {
    this.#here.set(`${where.address} ${where.port}`, { advert, ms });
  }

  /** Whoever was there is not any more, without a word. */
  take(where: Path): void {
    this.#here.delete(`${where.address} ${where.port}`);
  }

  beacon(from: Path, advert: RoomAdvert, gone = false): void {
    this.list.heard({ question: undefined, advert: { ...advert, gone } }, from, this.now);
    this.list.tick(this.now);
  }

  answer(question: QuestionId, from: Path, advert: RoomAdvert): void {
    this.list.heard({ question, advert: { ...advert, gone: false } }, from, this.now);
    this.list.tick(this.now);
  }

  claim(where: Path, by: 'mdns' | 'gossip' | 'remembered' = 'mdns', teller?: string): void {
    this.list.claim({ by, at: where, ...(teller !== undefined && { teller }) }, this.now);
    this.list.tick(this.now);
  }

  /** Lets time go by. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = Math.min(this.list.deadline, ...this.#underWay.map(({ due }) => due));
      if (next > end) break;
      this.now = Math.max(this.now, next);
      const [arrived] = this.#underWay.filter(({ due }) => due <= this.now);
      if (arrived) {
        this.#underWay.splice(this.#underWay.indexOf(arrived), 1);
        arrived.run();
      }
      this.list.tick(this.now);
    }
    this.now = end;
  }

  /** The list as those know it who followed all that was told. */
  get followed(): readonly FoundRoom[] {
    const rooms = new Map<string, FoundRoom>();
    for (const { changed, gone } of this.told) {
      for (const key of gone) rooms.delete(key);
      for (const one of changed) rooms.set(one.key, one);
    }
    return [...rooms.values()];
  }

  get names(): readonly string[] {
    return this.followed.map(({ name }) => name);
  }

  #ask(question: QuestionId, to: Path): void {
    this.asked.push({ at: this.now, to, question });
    const there = this.#here.get(`${to.address} ${to.port}`);
    if (there) this.#underWay.push({ due: this.now + there.ms, run: () => this.answer(question, to, there.advert) });
  }
}
