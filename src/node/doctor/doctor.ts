import { lookup } from 'node:dns/promises';
import { diagnoseNetwork } from '../../core/doctor/diagnose-network.ts';
import { diagnosePort } from '../../core/doctor/diagnose-port.ts';
import { type AddressEvidence, diagnoseTarget, isReached, type Probe } from '../../core/doctor/diagnose-target.ts';
import { finding } from '../../core/doctor/finding.ts';
import { relationOf } from '../../core/doctor/relation.ts';
import { formatAddress, type RoomAddress } from '../../shared/address.ts';
import type {
  DoctorEvent,
  Finding,
  NetworkReport,
  PortReport,
  PortState,
  TargetReport,
  TcpOutcome,
  UdpOutcome,
} from '../../shared/doctor/models.ts';
import { parseIp } from '../../shared/ip-address.ts';
import type { Transport } from '../../shared/models.ts';
import { networkAddresses } from '../net/network-addresses.ts';
import { outgoingAddress } from '../net/outgoing-address.ts';
import { probePort } from '../net/port-probe.ts';
import { probeUdp } from '../net/udp-probe.ts';
import { probeKey } from './key-probe.ts';
import { probeWayBack } from './reach-probe.ts';
import { probeTcp } from './tcp-probe.ts';

/** Longest that a name may take to be looked up, and a whole check, in milliseconds. */
export const LOOKUP_MS = 5_000;
export const CHECK_MS = 12_000;
/** Addresses of a name that are tried, all at the same time. */
export const ADDRESSES_TRIED = 4;

/** Somewhere outside of every local network (RFC 5737): what leads there is the way out. Nothing is sent. */
const ELSEWHERE = '203.0.113.1';

/** This computer's addresses, and what they tell. */
export async function describeNetwork(): Promise<NetworkReport> {
  const addresses = networkAddresses(await outgoingAddress(ELSEWHERE));
  return { addresses, findings: diagnoseNetwork(addresses) };
}

/** A socket that this Partyline has open. */
export interface OwnPort {
  readonly transport: Transport;
  readonly port: number;
}

/** Whether a port of this computer is free over TCP and UDP, IPv4 and IPv6. */
export async function checkPort(port: number, own: readonly OwnPort[]): Promise<PortReport> {
  const states: PortState[] = [];
  for (const transport of ['tcp', 'udp'] as const) {
    const isOurs = own.some((one) => one.transport === transport && one.port === port);
    for (const family of ['IPv4', 'IPv6'] as const) {
      const state = await probePort(transport, family, port);
      states.push(isOurs && state.use === 'taken' ? { ...state, use: 'ours' } : state);
    }
  }
  return { port, states, findings: diagnosePort(port, states) };
}

export interface CheckOptions {
  /** Ends the check; what was found until then is still reported. */
  readonly signal?: AbortSignal;
  readonly report?: (event: DoctorEvent) => void;
  /** What the room there is called, where it is known. */
  readonly room?: string | undefined;
  /** The port of a room that this computer hosts: the room that is checked is asked to come there. */
  readonly own?: number | undefined;
}

/** Finds out why a room can be reached or not. Never takes longer than {@link CHECK_MS}. */
export async function checkTarget(target: RoomAddress, options: CheckOptions = {}): Promise<TargetReport> {
  const { host, port } = target;
  const late = AbortSignal.timeout(CHECK_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, late]) : late;
  const report = (event: DoctorEvent) => {
    if (!signal.aborted) options.report?.(event);
  };
  const found = (findings: readonly Finding[], ok = false): TargetReport => ({
    target: formatAddress(target),
    ok,
    findings: late.aborted ? [...findings, finding('time_up', { seconds: CHECK_MS / 1_000 })] : findings,
  });
  const named = parseIp(host) === undefined;
  const addresses = named ? await addressesOf(host, signal) : [host];
  if (typeof addresses === 'string') return found([finding(addresses, { host })]);
  if (named) report({ event: 'resolved', host, addresses });
  const evidence = await Promise.all(addresses.map((address) => examine({ host: address, port }, signal, report)));
  const { room, own } = options;
  const met = evidence.find(({ relation, tcp }) => relation !== 'this_computer' && tcp.outcome === 'room');
  const there = evidence.find(({ tcp }) => tcp.outcome === 'room');
  const [reached, key] = await Promise.all([
    met && probeWayBack({ host: met.address, port }, own, signal),
    there && probeKey({ host: there.address, port }, signal),
  ]);
  const back = met && { ...reached, from: met.address };
  return found(diagnoseTarget({ host, port, named, addresses: evidence, room, back, key }), evidence.some(isReached));
}

/** The addresses of a name, or why there are none. The system goes on looking when it is too late; nobody waits. */
async function addressesOf(
  host: string,
  signal: AbortSignal,
): Promise<readonly string[] | 'name_not_found' | 'name_timed_out'> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(LOOKUP_MS)]);
  const given = new Promise<'name_timed_out'>((resolve) => {
    late.addEventListener('abort', () => resolve('name_timed_out'), { once: true });
  });
  const looked = lookup(host, { all: true }).then(
    (all) => [...new Set(all.map(({ address }) => address))].slice(0, ADDRESSES_TRIED),
    ({ code }: NodeJS.ErrnoException) => (code === 'EAI_AGAIN' ? 'name_timed_out' : 'name_not_found'),
  );
  return Promise.race([looked, given]);
}

type Report = (event: DoctorEvent) => void;

async function examine({ host, port }: RoomAddress, signal: AbortSignal, report: Report): Promise<AddressEvidence> {
  const here = networkAddresses();
  const from = await outgoingAddress(host);
  const { relation, adapter } = relationOf(host, from, here);
  const way = { address: host, relation, from: from ?? '', adapter };
  report({ event: 'route', ...way });
  const untried = { outcome: undefined, ms: 0 };
  if (relation === 'no_route' || relation === 'not_a_host') return { ...way, tcp: untried, udp: untried };
  const probe = async <Outcome extends TcpOutcome | UdpOutcome>(
    transport: Transport,
    ask: (address: RoomAddress, signal: AbortSignal) => Promise<Outcome | undefined>,
  ): Promise<Probe<Outcome>> => {
    report({ event: 'probing', address: host, transport });
    const start = performance.now();
    const outcome = await ask({ host, port }, signal);
    const ms = Math.round((performance.now() - start) * 10) / 10;
    if (outcome !== undefined) report({ event: 'probed', address: host, transport, outcome, ms });
    return { outcome, ms };
  };
  const [tcp, udp] = await Promise.all([probe('tcp', probeTcp), probe('udp', probeUdp)]);
  return { ...way, tcp, udp };
}
