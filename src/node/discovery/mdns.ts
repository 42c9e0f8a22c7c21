import { randomBytes } from 'node:crypto';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import type { ServiceNews } from '../../core/dns-sd/browser.ts';
import type { Neighbourhood } from '../../core/network/neighbourhoods.ts';
import { MdnsNeighbourhood } from './mdns-neighbourhood.ts';

export interface MdnsUse {
  /** What is told of on one way out of this computer. */
  advertsOn(neighbourhood: Neighbourhood): readonly RoomAdvert[];
  /** Hears what others say on a way. */
  news(news: ServiceNews, neighbourhood: Neighbourhood): void;
}

/** Multicast DNS on each way out of this computer, as ways come and go: each has a socket of its own, without which the system would take one way for all. */
export class Mdns {
  readonly #use: MdnsUse;
  readonly #ways = new Map<string, MdnsNeighbourhood>();
  /** Nobody is told this computer's own name. */
  readonly #target = `partyline-${randomBytes(4).toString('hex')}.local`;
  #isBrowsing = false;

  constructor(use: MdnsUse) {
    this.#use = use;
  }

  /** Uses exactly these ways from now on. */
  update(neighbourhoods: readonly Neighbourhood[]): void {
    const wanted = new Map(
      neighbourhoods.map((neighbourhood) => [`${neighbourhood.adapter} ${neighbourhood.address}`, neighbourhood]),
    );
    for (const [key, way] of this.#ways) {
      if (wanted.has(key)) continue;
      this.#ways.delete(key);
      void way.close();
    }
    for (const [key, neighbourhood] of wanted) if (!this.#ways.has(key)) this.#ways.set(key, this.#way(neighbourhood));
  }

  /** Asks for rooms from now on, and listens to what others say. */
  browse(isBrowsing: boolean): void {
    this.#isBrowsing = isBrowsing;
    for (const way of this.#ways.values()) way.askAgain();
  }

  /** What is told of may have changed. */
  changed(): void {
    for (const way of this.#ways.values()) way.changed();
  }

  async close(): Promise<void> {
    const ways = [...this.#ways.values()];
    this.#ways.clear();
    await Promise.all(ways.map((way) => way.close()));
  }

  #way(neighbourhood: Neighbourhood): MdnsNeighbourhood {
    return new MdnsNeighbourhood(neighbourhood, {
      target: this.#target,
      adverts: () => this.#use.advertsOn(neighbourhood),
      isBrowsing: () => this.#isBrowsing,
      news: (news) => this.#use.news(news, neighbourhood),
    });
  }
}
