import { DISCOVERY_LIMITS } from '../../shared/discovery/discovery-limits.ts';
import type { FoundRoom, SubnetSearch } from '../../shared/discovery/found-room.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { ADDRESS_BITS, formatIp, parseIp } from '../../shared/ip-address.ts';
import { askPacket } from '../datagram/packet.ts';
import type { Path } from '../datagram/path.ts';
import { contains, networkOf, type Subnet } from '../network/subnet.ts';
import { TokenBucket } from '../token-bucket.ts';
import { OPEN_QUESTION_MS } from './discovery-times.ts';
import type { QuestionId } from './room-packet.ts';

export interface SubnetSearchPorts {
  /** Sends a question to one address, from the socket whose answers the list of rooms hears. */
  ask(packet: Uint8Array, to: Path): void;
  /** `RoomList.searchQuestion`: the 8 bytes by which the list knows the answers. */
  question(allows: (address: string) => boolean): QuestionId;
  /** The list of rooms as it is now. */
  rooms(): readonly FoundRoom[];
  /** How it goes on, at most ten times a second; the last one is `done` or `cancelled`. */
  progress(search: SubnetSearch): void;
}

/** Each address is asked so often, as a packet may get lost; those that answered once. */
const PASSES = 2;
/** How long the last answers are waited for, in milliseconds. */
const PATIENCE_MS = 1_000;
/** How often progress is told, and questions are sent: those of one moment are sent together. */
const PROGRESS_MS = 100;
const MOMENT_MS = 20;
/** Questions at once. */
const BURST = 8;

/**
 * Reads the subnet that a person wants to be searched, such as `192.168.1.0/24`, or an address of it with its prefix. Fails with
 * `bad_ip` where it is no IPv4 network, and with `bad_prefix` where that is too large to be searched.
 */
export function searchableSubnet(text: string): Result<Subnet> {
  const [address = '', prefixText = '', ...rest] = text.trim().split('/');
  const ip = rest.length === 0 ? parseIp(address) : undefined;
  const named = `"${text.trim().slice(0, 40)}"`;
  if (ip?.family !== 'IPv4') return failure('bad_ip', `${named} is no IPv4 subnet such as 192.168.1.0/24`);
  const prefix = /^\d{1,2}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  const bits = ADDRESS_BITS.IPv4;
  const least = bits - Math.log2(DISCOVERY_LIMITS.searchAddresses);
  return prefix >= least && prefix <= bits
    ? success({ network: networkOf(ip, prefix), prefix })
    : failure('bad_prefix', `${named} can't be searched: use a prefix from ${least} to ${bits}`, { least, most: bits });
}

/** Asks every address of a subnet whether a room is there, at a pace, until it is through or nobody wants it any more. */
export class SubnetSearching {
  readonly #number: number;
  readonly #subnet: Subnet;
  readonly #port: number;
  readonly #ports: SubnetSearchPorts;
  readonly #pace: TokenBucket;
  readonly #first: bigint;
  readonly #of: number;
  /** Questions that went out or could be spared. */
  #done = 0;
  #question: QuestionId | undefined;
  #questionAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  #due: number;
  #state: SubnetSearch['state'] = 'running';

  /** Begins at once; the first questions go out with the first {@link tick}. @param number names it in its progress */
  constructor(
    number: number,
    { subnet, port }: { subnet: Subnet; port: number },
    ports: SubnetSearchPorts,
    now: number,
  ) {
    this.#number = number;
    this.#subnet = subnet;
    this.#port = port;
    this.#ports = ports;
    this.#pace = new TokenBucket(DISCOVERY_LIMITS.searchesPerSecond, BURST, now);
    const all = 2 ** (ADDRESS_BITS.IPv4 - subnet.prefix);
    // The first and the last address of a network are nobody's, but where it has no more than two (RFC 3021).
    this.#of = all > 2 ? all - 2 : all;
    this.#first = subnet.network.value + (all > 2 ? 1n : 0n);
    this.#due = now;
  }

  /** When {@link tick} has something to do; infinite when it is over. */
  get deadline(): number {
    return this.#due;
  }

  /** How it stands. */
  get progress(): SubnetSearch {
    const { network, prefix } = this.#subnet;
    return {
      search: this.#number,
      subnet: `${formatIp(network)}/${prefix}`,
      port: this.#port,
      asked: Math.min(this.#of, this.#done),
      of: this.#of,
      found: this.#answered().rooms,
      state: this.#state,
    };
  }

  tick(now: number): void {
    if (now < this.#due || this.#state !== 'running') return;
    const all = PASSES * this.#of;
    if (this.#done === all) return this.#end('done');
    const { addresses } = this.#answered();
    while (this.#done < all) {
      if (this.#done >= this.#of && addresses.has(this.#address())) this.#done += 1;
      else if (this.#pace.take(now)) this.#ask(now);
      else break;
    }
    this.#due = now + (this.#done === all ? PATIENCE_MS : MOMENT_MS);
    if (now - this.#toldAt < PROGRESS_MS) return;
    this.#toldAt = now;
    this.#ports.progress(this.progress);
  }

  /** Nobody wants it any more: nothing is asked from now on. */
  cancel(): void {
    if (this.#state === 'running') this.#end('cancelled');
  }

  #end(state: 'done' | 'cancelled'): void {
    this.#state = state;
    this.#due = Number.POSITIVE_INFINITY;
    this.#ports.progress(this.progress);
  }

  #ask(now: number): void {
    const to = { address: this.#address(), port: this.#port };
    this.#done += 1;
    this.#ports.ask(askPacket(this.#openQuestion(now)), to);
  }

  /** One question serves for many addresses, while its answers count for long enough. */
  #openQuestion(now: number): QuestionId {
    if (this.#question && now - this.#questionAt < OPEN_QUESTION_MS / 2) return this.#question;
    this.#questionAt = now;
    this.#question = this.#ports.question((address) => this.#holds(address));
    return this.#question;
  }

  #address(): string {
    return formatIp({ family: 'IPv4', value: this.#first + BigInt(this.#done % this.#of) });
  }

  #holds(address: string): boolean {
    const ip = parseIp(address);
    return ip !== undefined && contains(this.#subnet, ip);
  }

  /** Rooms of the subnet that are in the list, and the addresses at which they listen on the port that is asked. */
  #answered(): { readonly rooms: number; readonly addresses: ReadonlySet<string> } {
    const inside = this.#ports
      .rooms()
      .map(({ own, at }) => (own ? [] : at.filter(({ address }) => this.#holds(address))))
      .filter((at) => at.length > 0);
    const asked = inside.flat().filter(({ port }) => port === this.#port);
    return { rooms: inside.length, addresses: new Set(asked.map(({ address }) => address)) };
  }
}
