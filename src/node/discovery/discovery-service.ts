import type { Path } from '../../core/datagram/path.ts';
import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import type { NamedRoom } from '../../core/discovery/gossip.ts';
import { readQuestion } from '../../core/discovery/room-packet.ts';
import { isNeighbour, type Neighbourhood } from '../../core/network/neighbourhoods.ts';
import type { RoomAddress } from '../../shared/address.ts';
import type { FoundRoom, SubnetSearch } from '../../shared/discovery/found-room.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { parseIp, plainHost } from '../../shared/ip-address.ts';
import { DISCOVERY_PORT } from '../../shared/limits.ts';
import { currentNeighbourhoods } from '../net/current-neighbourhoods.ts';
import { watchNetwork } from '../net/network-watch.ts';
import { numericAddress } from '../net/plain-address.ts';
import { Announcements } from './announcements.ts';
import type { AnnouncedRoom, Announcement, DiscoveryWatcher, RoomsAround } from './announcing.ts';
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
export class DiscoveryService implements RoomsAround {
  readonly #scope: DiscoveryScope;
  readonly #defects: Defects;
  readonly #announcements: Announcements;
  readonly #mdns: Mdns;
  readonly #watchers = new Set<DiscoveryWatcher>();
  #lookout: Lookout | undefined;
  #neighbourhoods: readonly Neighbourhood[] = [];
  #remembered: readonly Path[] = [];
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
  watch(watcher: DiscoveryWatcher): () => void {
    this.#watchers.add(watcher);
    this.#lookOut();
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#lookNoMore();
    };
  }

  /** Asks everybody again, as at the start. */
  refresh(): void {
    this.#lookout?.refresh();
    if (this.#lookout) this.#mdns.browse(true);
  }

  /**
   * Asks an address that a person wrote whether a room is there, while somebody watches. Fails with `name_not_found`, or
   * `timed_out` where no room answers within five seconds.
   */
  async ask({ host, port }: RoomAddress): Promise<Result<FoundRoom>> {
    const address = await numericAddress(host);
    if (!address.ok) return address;
    const room = await this.#lookout?.ask({ address: address.value, port });
    return room ? success(room) : NO_ANSWER;
  }

  /** Rooms may be where a person was in them before. Only addresses count: no name is looked up unasked. */
  remember(addresses: readonly RoomAddress[]): void {
    const paths = addresses.flatMap(({ host, port }) => (parseIp(host) ? [{ address: host, port }] : []));
    this.#remembered = paths;
    this.#lookout?.remember(paths);
  }

  /** A host that a person is with names other rooms. @param teller its address */
  named(rooms: readonly NamedRoom[], teller: string): void {
    this.#lookout?.named(rooms, teller);
  }

  /** Asks every address of a subnet, as the user wishes. Fails with `bad_ip` or `bad_prefix`. */
  search(subnet: string, port?: number): Result<SubnetSearch> {
    return this.#lookout?.searches.begin(subnet, port) ?? NO_ANSWER;
  }

  cancelSearch(): void {
    this.#lookout?.searches.cancel();
  }

  announce(room: AnnouncedRoom, isTold?: boolean): Announcement {
    if (this.#scope === 'off' || this.#isClosed) return NOBODY_TOLD;
    this.#begin();
    return this.#announcements.announce(room, isTold);
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
        for (const watcher of this.#watchers) watcher.changed(changes);
      },
      searched: (search) => {
        for (const watcher of this.#watchers) watcher.searched?.(search);
      },
    });
    this.#lookout.own(this.#announcements.adverts());
    this.#lookout.remember(this.#remembered);
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

const NO_ANSWER = failure('timed_out', 'no room answers there');
const NOBODY_TOLD: Announcement = { asked: () => {}, changed: () => {}, setTold: () => {}, end: () => {} };
