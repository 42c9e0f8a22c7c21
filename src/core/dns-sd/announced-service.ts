import type { RoomAdvert } from '../discovery/room-advert.ts';
import { txtOf } from '../discovery/txt-record.ts';
import { ALL_SERVICES, type DnsRecord, labelOf, SERVICE } from './records.ts';

/** Seconds that records which name a host are kept, and others (RFC 6762, section 10). */
const HOST_TTL = 120;
const OTHER_TTL = 4_500;

/** A name is asked for so often before it is taken, and so far apart (section 8.1). */
const PROBES = 3;
const PROBE_MS = 250;
/** Then it is told, and again so long after the time before (section 8.3). */
const TELL_AGAIN_MS = [1_000, 3_000] as const;
/** What changes is told no more often than this: a thousand members come in one by one. */
const CHANGE_MS = 2_000;
/** Further names that are tried where all are taken. */
const NUMBERS_MOST = 100;

/** What is to be done for a service. */
export type ServiceStep = 'probe' | 'tell';

/** One room as one adapter's network knows it: first its name is asked for, then told, and told again when anything changes. */
export class AnnouncedService {
  advert: RoomAdvert;
  readonly #target: string;
  #number = 1;
  #probes = 0;
  #told = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** When the next step is due. */
  deadline: number;

  /** @param target the name of this computer */
  constructor(advert: RoomAdvert, target: string, now: number) {
    this.advert = advert;
    this.#target = target;
    this.deadline = now;
  }

  /** Its full name. */
  get name(): string {
    return `${labelOf(this.advert.name, this.#number)}.${SERVICE}`;
  }

  /** Whether its name is its own by now. */
  get isKnown(): boolean {
    return this.#probes >= PROBES;
  }

  change(advert: RoomAdvert, now: number): void {
    const isRenamed = advert.name !== this.advert.name;
    this.advert = advert;
    if (isRenamed) this.#begin(1, now);
    else this.#tellAgain(Math.max(now, this.#toldAt + CHANGE_MS));
  }

  /** Somebody else has the name: another is tried. */
  yieldName(now: number): void {
    this.#begin(Math.min(this.#number + 1, NUMBERS_MOST), now);
  }

  /** The network is another one than before, or somebody said our record is theirs. */
  tellAgain(now: number): void {
    this.#tellAgain(now);
  }

  /** What is due now, if anything. */
  step(now: number): ServiceStep | undefined {
    if (this.deadline > now) return undefined;
    if (!this.isKnown) {
      this.#probes += 1;
      this.deadline = now + PROBE_MS;
      return 'probe';
    }
    const wait = TELL_AGAIN_MS[this.#told];
    this.#told += 1;
    this.#toldAt = now;
    this.deadline = wait === undefined ? Number.POSITIVE_INFINITY : now + wait;
    return 'tell';
  }

  /** What whoever asks for rooms is told first. */
  get pointer(): DnsRecord {
    return { name: SERVICE, type: 'PTR', ttl: OTHER_TTL, data: this.name };
  }

  get place(): DnsRecord {
    return {
      name: this.name,
      type: 'SRV',
      ttl: HOST_TTL,
      flush: true,
      data: { port: this.advert.port, target: this.#target },
    };
  }

  get text(): DnsRecord {
    const data = Object.entries(txtOf(this.advert)).map(([key, value]) => `${key}=${value}`);
    return { name: this.name, type: 'TXT', ttl: OTHER_TTL, flush: true, data };
  }

  #begin(number: number, now: number): void {
    this.#number = number;
    this.#probes = 0;
    this.#told = 0;
    this.deadline = now;
  }

  #tellAgain(at: number): void {
    if (!this.isKnown) return;
    this.#told = 0;
    this.deadline = Math.min(this.deadline, at);
  }
}

/** Names the service itself to who lists all of them. */
export const SERVICE_POINTER: DnsRecord = { name: ALL_SERVICES, type: 'PTR', ttl: OTHER_TTL, data: SERVICE };

/** This computer's addresses on one adapter, under the name that it has there. */
export function addressRecords(target: string, addresses: readonly string[]): readonly DnsRecord[] {
  return addresses.map((address) => ({
    name: target,
    type: address.includes(':') ? ('AAAA' as const) : ('A' as const),
    ttl: HOST_TTL,
    flush: true,
    data: address,
  }));
}
