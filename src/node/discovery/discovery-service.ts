import type { Path } from '../../core/datagram/path.ts';
import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import type { RoomChanges } from '../../core/discovery/discovery-ports.ts';
import { readQuestion } from '../../core/discovery/room-packet.ts';
import { isNeighbour, type Neighbourhood } from '../../core/network/neighbourhoods.ts';
import type { FoundRoom } from '../../shared/discovery/found-room.ts';
import { DISCOVERY_PORT } from '../../shared/limits.ts';
import { currentNeighbourhoods } from '../net/current-neighbourhoods.ts';
import { watchNetwork } from '../net/network-watch.ts';
import { plainHost } from '../net/plain-address.ts';
import { Announcements } from './announcements.ts';
import type { AnnouncedRoom, Announcement, Announcer } from './announcing.ts';
import { BothFamilies } from './both-families.ts';
import { type DiscoveryScope, discoveryScope } from './discovery-scope.ts';
import { Lookout } from './lookout.ts';
import { Mdns } from './mdns.ts';

export interface DiscoveryOptions {
  /** As the environment says, unless it is told. */
  readonly scope?: DiscoveryScope;
  readonly defects?: Defects;
}

/**
 * All that this process has to do with rooms that find each other: it announces those that it hosts, and looks for those of others.
 * One for each process. It opens a socket only once there is something to announce or to look for, and waits for none of them:
 * on a computer without a network, or with a port that somebody else has alone, it finds what it can.
 */
export class DiscoveryService implements Announcer {
  readonly #scope: DiscoveryScope;
  readonly #defects: Defects;
  readonly #announcements: Announcements;
  readonly #mdns: Mdns;
  readonly #watchers = new Set<(changes: RoomChanges) => void>();
  #lookout: Lookout | undefined;
  #neighbourhoods: readonly Neighbourhood[] = [];
  #everybody: BothFamilies | undefined;
  #unwatch: (() => void) | undefined;
  #isClosed = false;

  constructor({ scope = discoveryScope(process.env), defects = NOBODY_HEARS }: DiscoveryOptions = {}) {
    this.#scope = scope;
    this.#defects = defects;
    this.#announcements = new Announcements({
      neighbourhoods: () => this.#neighbourhoods,
      changed: () => this.#announcedChanged(),
    });
    this.#mdns = new Mdns({
      advertsOn: (neighbourhood) => this.#announcements.advertsOn(neighbourhood),
      news: (news, neighbourhood) => this.#lookout?.claimed(news, neighbourhood),
    });
  }

  /** The rooms that are here, as far as they are known. */
  rooms(): readonly FoundRoom[] {
    return this.#lookout?.rooms ?? [];
  }

  /** Looks for rooms from now on, and tells of each change. @returns its own end; when nobody wants to know, it looks no more */
  watch(changed: (changes: RoomChanges) => void): () => void {
    this.#watchers.add(changed);
    this.#lookOut();
    return () => {
      this.#watchers.delete(changed);
      if (this.#watchers.size === 0) this.#lookNoMore();
    };
  }

  announce(room: AnnouncedRoom): Announcement {
    if (this.#scope === 'off' || this.#isClosed) return NOBODY_TOLD;
    this.#begin();
    return this.#announcements.announce(room);
  }

  /** False to tell nobody of any room, and take back what was told; true to tell again. */
  setAnnouncing(isAnnouncing: boolean): void {
    this.#announcements.silence(!isAnnouncing);
  }

  /** Takes leave of the network, and closes everything. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unwatch?.();
    this.#announcements.stop();
    await Promise.all([this.#lookout?.close(), this.#mdns.close(), this.#everybody?.close()]);
  }

  #lookOut(): void {
    if (this.#lookout || this.#scope === 'off' || this.#isClosed) return;
    this.#begin();
    this.#lookout = new Lookout({
      neighbourhoods: () => this.#neighbourhoods,
      defects: this.#defects,
      changed: (changes) => {
        for (const watcher of this.#watchers) watcher(changes);
      },
    });
    this.#lookout.own(this.#announcements.adverts());
    this.#mdns.browse(true);
  }

  #lookNoMore(): void {
    void this.#lookout?.close();
    this.#lookout = undefined;
    this.#mdns.browse(false);
  }

  #begin(): void {
    if (this.#everybody || this.#isClosed) return;
    this.#everybody = new BothFamilies(DISCOVERY_PORT, (datagram, from) =>
      this.#defects.contain(() => this.#heard(datagram, from)),
    );
    this.#unwatch = watchNetwork({ changed: () => this.#defects.contain(() => this.#networkChanged()) });
    this.#neighbourhoods = this.#look();
    this.#mdns.update(this.#neighbourhoods);
  }

  #look(): readonly Neighbourhood[] {
    return currentNeighbourhoods(this.#scope === 'loopback');
  }

  #networkChanged(): void {
    this.#neighbourhoods = this.#look();
    this.#mdns.update(this.#neighbourhoods);
    this.#announcements.networkChanged();
    this.#lookout?.networkChanged();
  }

  #announcedChanged(): void {
    this.#mdns.changed();
    this.#lookout?.own(this.#announcements.adverts());
  }

  /** Something came to the port that everybody listens on. */
  #heard(datagram: Uint8Array, { address, port }: Path): void {
    const from = { address: plainHost(address), port };
    const question = readQuestion(datagram);
    if (question === undefined) return this.#lookout?.heard(datagram, from);
    // Whoever writes another network's address on its question would have us answer there.
    if (this.#neighbourhoods.some((neighbourhood) => isNeighbour(neighbourhood, from.address)))
      this.#announcements.askedAll(question, from);
  }
}

const NOBODY_TOLD: Announcement = { asked: () => {}, changed: () => {}, end: () => {} };
