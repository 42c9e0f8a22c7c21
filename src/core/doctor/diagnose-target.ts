import { fourWords } from '../../shared/code-words/code-words.ts';
import type { Finding, Relation, TcpOutcome, UdpOutcome } from '../../shared/doctor/models.ts';
import { finding } from './finding.ts';

/** What was tried at one address, and what came of it. */
export interface AddressEvidence {
  readonly address: string;
  readonly relation: Relation;
  /** This computer's adapter and address on the way there; empty where it knows no way. */
  readonly adapter: string;
  readonly from: string;
  readonly tcp: Probe<TcpOutcome>;
  readonly udp: Probe<UdpOutcome>;
}

/** `outcome` is undefined for what was not tried, or not to its end. */
export interface Probe<Outcome> {
  readonly outcome: Outcome | undefined;
  readonly ms: number;
}

export interface TargetEvidence {
  /** What was typed: a name, or an address. */
  readonly host: string;
  readonly port: number;
  /** True when `host` had to be looked up. */
  readonly named: boolean;
  readonly addresses: readonly AddressEvidence[];
  /** What the room is called, where this computer was in it before. */
  readonly room: string | undefined;
  /** Whether the room's computer at `from` reaches this one; undefined where it was not asked. */
  readonly back?: WayBackEvidence | undefined;
  /** Fingerprint of the room's key, 32 hex digits; undefined where it showed none. */
  readonly key?: string | undefined;
}

export interface WayBackEvidence {
  readonly from: string;
  /** The port of this computer that was tried; undefined, as the others, where the host did not say. */
  readonly port?: number;
  readonly tcp?: boolean;
  readonly udp?: boolean;
}

/** How much was reached at an address: the address that tells most about the target stands highest. */
const TCP_WORTH: Readonly<Record<TcpOutcome, number>> = {
  room: 7,
  other: 6,
  silent: 5,
  refused: 4,
  failed: 3,
  timed_out: 2,
  unreachable: 1,
};

/** Whether a room answered there. */
export function isReached({ tcp, udp }: AddressEvidence): boolean {
  return tcp.outcome === 'room' || udp.outcome === 'room';
}

/** Names why a target can be reached or not: first what concerns the way, then what was found at its end. */
export function diagnoseTarget(evidence: TargetEvidence): readonly Finding[] {
  const { host, named, addresses, room, back, key } = evidence;
  const [best] = addresses.toSorted((one, other) => worth(other) - worth(one));
  const resolved = named ? [finding('name_resolved', { host, addresses: listed(addresses) })] : [];
  if (!best) return resolved;
  const known = room !== undefined && isReached(best) ? [finding('known_room', { room })] : [];
  return [
    ...resolved,
    wayTo(best),
    ...foundAt(best, evidence.port, shownKey(key)),
    ...known,
    ...aboutOthers(best, addresses),
    ...wayBack(back),
  ];
}

function worth(one: AddressEvidence): number {
  return (isReached(one) ? 10 : 0) + (one.tcp.outcome === undefined ? 0 : TCP_WORTH[one.tcp.outcome]);
}

function listed(addresses: readonly AddressEvidence[]): string {
  return addresses.map(({ address }) => address).join(', ');
}

/** Do connections from there arrive here, for whoever wants to host as well? */
function wayBack(back: WayBackEvidence | undefined): readonly Finding[] {
  if (back === undefined) return [];
  const { from, port, tcp, udp } = back;
  if (port === undefined) return [finding('way_back_untold', { from })];
  const detail = { from, port };
  if (tcp) return [finding(udp ? 'way_back_open' : 'way_back_udp_blocked', detail)];
  return [finding(udp ? 'way_back_tcp_blocked' : 'way_back_blocked', detail)];
}

function wayTo({ relation, address, from, adapter }: AddressEvidence): Finding {
  return finding(relation, { address, from, adapter });
}

/** A name with an address that works and one that does not: who joins by the name may wait for the wrong one. */
function aboutOthers(best: AddressEvidence, all: readonly AddressEvidence[]): readonly Finding[] {
  const failed = all.filter((one) => !isReached(one));
  if (!isReached(best) || failed.length === 0) return [];
  return [finding('another_address', { address: best.address, failed: listed(failed) })];
}

/** What a room is recognised by, as whoever hosts it sees it. */
function shownKey(key: string | undefined): Finding['detail'] {
  return key === undefined ? {} : { key, keyWords: fourWords(key).join(' ') };
}

function foundAt(best: AddressEvidence, port: number, key: Finding['detail']): readonly Finding[] {
  if (best.relation === 'not_a_host' || best.relation === 'no_route') return [];
  const { address, tcp, udp } = best;
  const detail = { address, port };
  if (tcp.outcome === 'room') return overTcp(best, { ...detail, ...key });
  if (udp.outcome === 'room') return [finding('tcp_blocked', detail)];
  switch (tcp.outcome) {
    case undefined:
      return [];
    case 'other':
      return [finding('not_a_room', detail)];
    case 'silent':
      return [finding('silent_service', detail)];
    case 'refused':
      return [finding('refused', detail)];
    case 'unreachable':
      return [finding('unreachable', detail)];
    case 'failed':
      return [finding('link_failed', detail)];
    case 'timed_out':
      return [finding(best.relation === 'other_subnet' ? 'timed_out_far' : 'timed_out_nearby', detail)];
  }
}

/** A room that TCP leads to: does UDP as well? */
function overTcp({ tcp, udp }: AddressEvidence, detail: Finding['detail']): readonly Finding[] {
  switch (udp.outcome) {
    case 'room':
      return [finding('room_found', { ...detail, tcpMs: tcp.ms, udpMs: udp.ms })];
    case 'refused':
      return [finding('udp_refused', detail)];
    case 'silent':
    case 'unreachable':
      return [finding('udp_blocked', detail)];
    case undefined:
      return [];
  }
}
