import { cutToBytes } from '../cut-text.ts';

/** What DNS-SD says of a service (RFC 6763), in the records of DNS that carry it. */

export interface PointerRecord {
  readonly name: string;
  readonly type: 'PTR';
  /** Seconds that it may be kept; 0 takes it back. */
  readonly ttl: number;
  readonly data: string;
}

export interface ServiceRecord {
  readonly name: string;
  readonly type: 'SRV';
  readonly ttl: number;
  readonly flush?: boolean;
  readonly data: { readonly port: number; readonly target: string };
}

export interface TextRecord {
  readonly name: string;
  readonly type: 'TXT';
  readonly ttl: number;
  readonly flush?: boolean;
  /** `key=value`, each. */
  readonly data: readonly string[];
}

export interface AddressRecord {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
  readonly ttl: number;
  readonly flush?: boolean;
  readonly data: string;
}

/** The records that DNS-SD uses; the others are nobody's here. `flush`: it replaces what was known under that name. */
export type DnsRecord = PointerRecord | ServiceRecord | TextRecord | AddressRecord;

export interface DnsQuestion {
  readonly name: string;
  /** `PTR`, `SRV`, `TXT`, `A`, `AAAA`, `ANY`; other types are asked for nothing of ours. */
  readonly type: string;
}

/** A packet of multicast DNS (RFC 6762). */
export interface DnsMessage {
  readonly type: 'query' | 'response';
  readonly questions: readonly DnsQuestion[];
  /** In a query: what whoever asks knows already. */
  readonly answers: readonly DnsRecord[];
  /** What goes with the answers, or in a query what its sender is about to claim. */
  readonly others: readonly DnsRecord[];
}

/** The service by which rooms are announced. */
export const SERVICE = '_partyline._tcp.local';
/** Under this name the services of a network are listed (RFC 6763, section 9). */
export const ALL_SERVICES = '_services._dns-sd._udp.local';
/** Bytes in one label of a name (RFC 1035, section 2.3.4). */
export const LABEL_BYTES = 63;

/** Whether two names are one: case counts for nothing in ASCII (RFC 6762, section 16). */
export function isSameName(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}

/** The instance's own part of a service's full name; undefined for another service's, or none. */
export function instanceOf(name: string): string | undefined {
  const end = name.length - SERVICE.length - 1;
  return end > 0 && isSameName(name.slice(end), `.${SERVICE}`) ? name.slice(0, end) : undefined;
}

/** A dot would end the label; this one looks like it. */
const DOT = '\u2024';

/**
 * A room's name as a label: with the number behind it where others of that name are here, and no longer than a label may be.
 * @param number 1 for none
 */
export function labelOf(roomName: string, number: number): string {
  const suffix = number === 1 ? '' : ` (${number})`;
  return cutToBytes(roomName.replaceAll('.', DOT), LABEL_BYTES - suffix.length) + suffix;
}

/** The value of a key in a text record; the first one counts, and case does not (RFC 6763, section 6.4). */
export function textValue({ data }: TextRecord, key: string): string | undefined {
  const start = `${key}=`;
  return data.find((entry) => entry.slice(0, start.length).toLowerCase() === start)?.slice(start.length);
}
