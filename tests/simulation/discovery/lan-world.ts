import type { Path } from '../../../src/core/datagram/path.ts';
import type { OwnAddress } from '../../../src/core/discovery/discovery-ports.ts';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { Clock } from '../clock.ts';
import { Random } from '../random.ts';
import { Announcer } from './announcer.ts';
import { Lan, type LanWeather } from './lan.ts';
import type { LanSabotage } from './lan-sabotage.ts';
import { Seeker } from './seeker.ts';

/** A room's life, as it really was. */
export interface Life {
  readonly room: Announcer;
  /** Whether it is announced by DNS-SD as well. */
  readonly isNamed: boolean;
  readonly since: number;
  /** When it changed its addresses, or what it says, last. */
  movedAt: number;
  changedAt: number;
  /** Every address that it ever had. */
  readonly everAt: Set<string>;
  end: { readonly at: number; readonly told: boolean } | undefined;
}

const PORTS = [8_888, 8_889, 9_000];

export function endpoint({ address, port }: Path): string {
  return `${address} ${port}`;
}

/** A network with its rooms and those who look for them, and what is true of it. */
export class LanWorld {
  readonly clock = new Clock();
  readonly random: Random;
  readonly lan: Lan;
  readonly sabotage: LanSabotage;
  readonly lives: Life[] = [];
  readonly seekers: Seeker[] = [];
  /** Whatever was ever said from an address and port, true or not. */
  readonly said = new Map<string, Set<string>>();
  /** When something was last said from there that was a lie. */
  readonly lies = new Map<string, number>();
  #rooms = 0;
  #given = 0;

  constructor(seed: number, weather: LanWeather, sabotage: LanSabotage = 'none') {
    this.random = new Random(seed);
    this.lan = new Lan(this.clock, this.random, weather);
    this.sabotage = sabotage;
  }

  /** Rooms that are here. */
  get announcers(): readonly Announcer[] {
    return this.lives.filter(({ end }) => end === undefined).map(({ room }) => room);
  }

  /** A room begins. @param id another room's, where it lies */
  host(id?: string): Life {
    this.#rooms += 1;
    const number = this.#rooms;
    const advert: RoomAdvert = {
      id: id ?? number.toString(16).padStart(32, '0'),
      name: `Room ${number}`,
      host: `Host ${number}`,
      members: this.random.int(1, 50),
      lock: this.random.pick(['open', 'ask', 'word', 'locked']),
      plain: this.random.chance(0.5),
      port: this.random.pick(PORTS),
    };
    const addresses = this.#addresses(this.random.chance(0.3));
    const room = new Announcer({ advert, addresses }, this);
    const { now } = this.clock;
    const life = { room, isNamed: this.random.chance(0.6), since: now, movedAt: now, changedAt: now };
    const whole: Life = { ...life, everAt: new Set(), end: undefined };
    this.lives.push(whole);
    this.#settle(whole);
    if (whole.isNamed) this.#name(whole);
    return whole;
  }

  seek(): Seeker {
    const number = 2 + this.seekers.length;
    const own: OwnAddress[] = [{ address: `192.168.1.${number}`, prefix: 24, kind: 'private', adapter: 'eth0' }];
    if (this.random.chance(0.5)) {
      own.push({ address: `172.17.0.${number}`, prefix: 24, kind: 'container', adapter: 'docker0' });
    }
    const seeker = new Seeker(own, this);
    this.seekers.push(seeker);
    for (const life of this.lives) {
      if (life.end || !life.isNamed) continue;
      for (const at of life.room.at) this.lan.tell(() => seeker.claim({ by: 'mdns', at }));
    }
    return seeker;
  }

  /** @param told it says so; else it crashes */
  end(life: Life, told: boolean): void {
    if (life.end) return;
    life.end = { at: this.clock.now, told };
    if (!told) return life.room.crash();
    life.room.end();
    this.#unname(life);
  }

  move(life: Life): void {
    if (life.end) return;
    this.#unname(life);
    life.room.move(this.#addresses(this.random.chance(0.3)));
    life.movedAt = this.clock.now;
    this.#settle(life);
    if (life.isNamed) this.#name(life);
  }

  change(life: Life, fields: Partial<RoomAdvert>): void {
    if (life.end) return;
    life.room.change({ ...life.room.advert, ...fields });
    life.changedAt = this.clock.now;
    this.#settle(life);
  }

  /** From there came a packet that said this. */
  noteSaid(from: Path, { id, name }: RoomAdvert): void {
    const known = this.said.get(endpoint(from)) ?? new Set();
    this.said.set(endpoint(from), known.add(`${id} ${name}`));
  }

  noteLie(from: Path): void {
    this.lies.set(endpoint(from), this.clock.now);
  }

  #settle(life: Life): void {
    for (const at of life.room.at) {
      life.everAt.add(endpoint(at));
      this.noteSaid(at, life.room.advert);
    }
  }

  #name({ room }: Life): void {
    for (const seeker of this.seekers) for (const at of room.at) this.lan.tell(() => seeker.claim({ by: 'mdns', at }));
  }

  #unname({ room, isNamed }: Life): void {
    if (!isNamed) return;
    for (const seeker of this.seekers) for (const at of room.at) this.lan.tell(() => seeker.withdraw(at));
  }

  /** Addresses that nobody had before: an address of a room that crashed is not another's at once. */
  #addresses(isOnTwo: boolean): readonly string[] {
    this.#given += 1;
    const number = 10 + this.#given;
    return [`192.168.1.${number}`, ...(isOnTwo ? [`172.17.0.${number}`] : [])];
  }
}
