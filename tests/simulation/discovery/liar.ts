import type { Path } from '../../../src/core/datagram/path.ts';
import type { RoomAdvert } from '../../../src/core/discovery/room-advert.ts';
import { answerPacket, beaconPacket } from '../../../src/core/discovery/room-packet.ts';
import type { Random } from '../random.ts';
import type { Announcer } from './announcer.ts';
import type { LanWorld } from './lan-world.ts';
import type { Seeker } from './seeker.ts';

/** Somebody on the network who says whatever harms most, from whatever address. */
export class Liar {
  readonly #world: LanWorld;
  readonly #random: Random;

  constructor(world: LanWorld, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** Tells one lie to everybody who looks for rooms. */
  lie(): void {
    const { seekers, announcers } = this.#world;
    const victim = announcers.length > 0 ? this.#random.pick(announcers) : undefined;
    for (const seeker of seekers) {
      const dice = this.#random.next();
      if (victim === undefined || dice < 0.25) this.#invented(seeker);
      else if (dice < 0.4) this.#says(seeker, this.#random.pick(victim.at), this.#contradiction(victim));
      else if (dice < 0.6) this.#ends(seeker, victim);
      else if (dice < 0.7) seeker.withdraw(this.#random.pick(victim.at));
      else if (dice < 0.85) this.#claims(seeker);
      else this.#answers(seeker, victim);
    }
  }

  /** A room that is nowhere. */
  #invented(seeker: Seeker): void {
    const from = this.#somewhere();
    this.#says(seeker, from, { ...this.#advert(), port: from.port });
  }

  #contradiction({ advert }: Announcer): RoomAdvert {
    return this.#random.chance(0.5)
      ? { ...advert, name: `Lie ${this.#random.int(1, 99)}` }
      : { ...this.#advert(), port: advert.port };
  }

  #says(seeker: Seeker, from: Path, advert: RoomAdvert): void {
    this.#world.noteSaid(from, advert);
    this.#world.noteLie(from);
    seeker.receive(beaconPacket(advert), from);
  }

  #ends(seeker: Seeker, { advert, at }: Announcer): void {
    seeker.receive(beaconPacket(advert, true), this.#random.pick(at));
  }

  #claims(seeker: Seeker): void {
    const far = this.#random.pick(['8.8.8.8', '10.7.7.7', '224.0.0.251', '192.168.1.255']);
    const at = this.#random.chance(0.3) ? { address: far, port: 8_888 } : this.#somewhere();
    const by = this.#random.pick(['mdns', 'gossip'] as const);
    seeker.claim({ by, at, teller: '192.168.1.250' });
  }

  /** To a question that was never put. */
  #answers(seeker: Seeker, { advert, at }: Announcer): void {
    const question = { index: this.#random.int(1, 0xffff_ffff), secret: this.#random.int(0, 0xffff_ffff) };
    seeker.receive(answerPacket(question, { ...advert, name: 'Unasked' }), this.#random.pick(at));
  }

  #advert(): RoomAdvert {
    const number = this.#random.int(1, 99_999);
    const id = this.#random.hex(32);
    return { id, name: `Invented ${number}`, host: 'Mallory', members: number, lock: 'open', plain: true, port: 8_888 };
  }

  #somewhere(): Path {
    return { address: `192.168.1.${this.#random.int(150, 249)}`, port: this.#random.int(1, 65_535) };
  }
}
