import {
  type DnsMessage,
  type DnsQuestion,
  type DnsRecord,
  instanceOf,
  SERVICE,
  type TextRecord,
  textValue,
} from './records.ts';

/** What somebody says by DNS-SD: that a room is at an address. It counts only when the room itself answers there. */
export interface ServiceClaim {
  /** 32 hex digits; undefined where the text record has none, or came later. */
  readonly id: string | undefined;
  readonly address: string;
  readonly port: number;
}

/** What a packet brought: rooms that are said to be somewhere, and such as are said to be gone. */
export interface ServiceNews {
  readonly here: readonly ServiceClaim[];
  readonly gone: readonly ServiceClaim[];
}

/** When rooms are asked for, in milliseconds from the start; after that every so often (RFC 6762, section 5.2). */
const ASK_AT_MS = [0, 1_000, 3_000, 9_000, 27_000] as const;
const ASK_EVERY_MS = 60_000;
/** Services of which something is remembered, and computers: a flood of adverts fills no memory. */
const SERVICES_MOST = 1_000;
const HOSTS_MOST = 1_000;
const ADDRESSES_MOST = 8;
/** Names that are asked for in one packet, such as those of which a place came and no address; and how long after. */
const NAMES_PER_QUESTION = 8;
const MISSING_MS = 100;
/** No name outside of the local network is ever asked for. */
const LOCAL = '.local';

const ROOM_ID = /^[0-9a-f]{32}$/;

interface KnownService {
  port: number;
  target: string;
  id: string | undefined;
}

/** Listens to what the network of one adapter says of rooms, and asks for them. Without a socket and a clock. */
export class Browser {
  readonly #services = new Map<string, KnownService>();
  readonly #hosts = new Map<string, readonly string[]>();
  /** Names of which something is missing. */
  readonly #missing = new Map<string, 'ANY' | 'A'>();
  #asked = 0;
  #askAt: number;
  #missingAt = Number.POSITIVE_INFINITY;

  constructor(now: number) {
    this.#askAt = now;
  }

  /** When {@link due} has something. */
  get deadline(): number {
    return Math.min(this.#askAt, this.#missingAt);
  }

  /** Asks anew, as at the start. */
  askAgain(now: number): void {
    this.#asked = 0;
    this.#askAt = now;
  }

  /** The questions that are to be sent now. */
  due(now: number): readonly DnsMessage[] {
    const questions = [...this.#dueService(now), ...this.#dueMissing(now)];
    return questions.length === 0 ? [] : [{ type: 'query', questions, answers: [], others: [] }];
  }

  /** Takes a packet of this network. */
  receive({ type, answers, others }: DnsMessage, now: number): ServiceNews {
    if (type !== 'response') return { here: [], gone: [] };
    const records = [...answers, ...others];
    // Addresses first: a packet has its records in any order.
    for (const record of records) if (record.type === 'A' || record.type === 'AAAA') this.#learnHost(record, records);
    const touched = new Set<string>();
    const gone: ServiceClaim[] = [];
    for (const record of records) {
      const name = record.type === 'PTR' ? record.data : record.name;
      const key = instanceOf(name) === undefined ? undefined : name.toLowerCase();
      if (key === undefined) continue;
      if (record.ttl === 0) gone.push(...this.#forget(key));
      else if (this.#learn(key, record)) touched.add(key);
    }
    const here = [...touched].flatMap((key) => this.#claims(key));
    if (this.#missing.size > 0) this.#missingAt = Math.min(this.#missingAt, now + MISSING_MS);
    return { here, gone };
  }

  #dueService(now: number): readonly DnsQuestion[] {
    if (this.#askAt > now) return [];
    const at = ASK_AT_MS[this.#asked] as number;
    const next = ASK_AT_MS[this.#asked + 1];
    if (next !== undefined) this.#asked += 1;
    this.#askAt = now + (next === undefined ? ASK_EVERY_MS : next - at);
    return [{ name: SERVICE, type: 'PTR' }];
  }

  #dueMissing(now: number): readonly DnsQuestion[] {
    if (this.#missingAt > now) return [];
    const names = [...this.#missing].slice(0, NAMES_PER_QUESTION);
    for (const [name] of names) this.#missing.delete(name);
    this.#missingAt = this.#missing.size > 0 ? now + MISSING_MS : Number.POSITIVE_INFINITY;
    return names.map(([name, type]) => ({ name, type }));
  }

  #learn(key: string, record: DnsRecord): boolean {
    const known = this.#services.get(key);
    if (record.type === 'SRV') {
      const { port, target } = record.data;
      if (port === 0) return false;
      this.#keep(key, { port, target: target.toLowerCase(), id: known?.id });
      return true;
    }
    if (record.type === 'TXT' && known) known.id = roomIdOf(record);
    else if (record.type === 'TXT') this.#keep(key, { port: 0, target: '', id: roomIdOf(record) });
    else if (record.type === 'PTR' && known === undefined) this.#miss(key, 'ANY');
    return record.type === 'TXT' && known !== undefined;
  }

  #keep(key: string, service: KnownService): void {
    if (!this.#services.has(key) && this.#services.size >= SERVICES_MOST) dropOldest(this.#services);
    this.#services.set(key, service);
  }

  #learnHost(record: DnsRecord, records: readonly DnsRecord[]): void {
    const key = record.name.toLowerCase();
    const addresses = records.flatMap((one) =>
      (one.type === 'A' || one.type === 'AAAA') && one.ttl > 0 && one.name.toLowerCase() === key ? [one.data] : [],
    );
    if (!this.#hosts.has(key) && this.#hosts.size >= HOSTS_MOST) dropOldest(this.#hosts);
    this.#hosts.set(key, [...new Set(addresses)].slice(0, ADDRESSES_MOST));
  }

  #forget(key: string): readonly ServiceClaim[] {
    const claims = this.#claims(key);
    this.#services.delete(key);
    return claims;
  }

  #claims(key: string): readonly ServiceClaim[] {
    const service = this.#services.get(key);
    if (service === undefined || service.port === 0) return [];
    const addresses = this.#hosts.get(service.target);
    if (addresses === undefined) this.#miss(service.target, 'A');
    return (addresses ?? []).map((address) => ({ id: service.id, address, port: service.port }));
  }

  #miss(name: string, type: 'ANY' | 'A'): void {
    if (name.endsWith(LOCAL) && this.#missing.size < SERVICES_MOST) this.#missing.set(name, type);
  }
}

function roomIdOf(record: TextRecord): string | undefined {
  const id = textValue(record, 'id');
  return id !== undefined && ROOM_ID.test(id) ? id : undefined;
}

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
