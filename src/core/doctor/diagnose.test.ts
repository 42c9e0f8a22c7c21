import { describe, expect, it } from 'vitest';
import { FINDINGS, type FindingCode } from '../../shared/doctor/finding-codes.ts';
import type { PortState, PortUse, Relation, TcpOutcome, UdpOutcome } from '../../shared/doctor/models.ts';
import { describeAddresses, type SystemAddress } from '../network/describe-addresses.ts';
import { diagnoseNetwork } from './diagnose-network.ts';
import { diagnosePort } from './diagnose-port.ts';
import { type AddressEvidence, diagnoseTarget } from './diagnose-target.ts';
import { finding } from './finding.ts';
import { findingText } from './finding-text.ts';
import { relationOf } from './relation.ts';

type Pair = readonly [adapter: string, address: string];

function addresses(...pairs: readonly Pair[]) {
  const system = pairs.map(
    ([adapter, address]): SystemAddress => ({ adapter, address, family: 'IPv4', netmask: '255.255.255.0', mac: '' }),
  );
  return describeAddresses(system, undefined);
}

const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe('what this computer’s own addresses tell', () => {
  const told = (...pairs: readonly Pair[]) => codes(diagnoseNetwork(addresses(...pairs)));

  it('names the address that others should use', () => {
    const [first] = diagnoseNetwork(addresses(['wlan0', '192.168.1.5']));
    expect(first).toEqual({
      code: 'address_to_use',
      severity: 'ok',
      detail: { address: '192.168.1.5', adapter: 'wlan0' },
    });
  });

  it('finds several networks, a VPN, a missing lease, and no network at all', () => {
    expect(told(['wlan0', '192.168.1.5'], ['eth0', '10.0.0.5'])).toEqual(['address_to_use', 'several_networks']);
    expect(told(['wlan0', '192.168.1.5'], ['wlan0', '192.168.1.6'])).toEqual(['address_to_use']);
    expect(told(['wlan0', '192.168.1.5'], ['tun0', '10.8.0.2'])).toEqual(['address_to_use', 'vpn_active']);
    expect(told(['eth0', '169.254.1.2'])).toEqual(['no_lease']);
    expect(told(['tun0', '10.8.0.2'], ['docker0', '172.17.0.1'])).toEqual(['only_virtual']);
    expect(told(['lo', '127.0.0.1'])).toEqual(['no_network']);
  });
});

describe('what a port’s states tell', () => {
  const told = (...uses: readonly PortUse[]) => {
    const kinds = [
      ['tcp', 'IPv4'],
      ['tcp', 'IPv6'],
      ['udp', 'IPv4'],
      ['udp', 'IPv6'],
    ] as const;
    const states = kinds.map(([transport, family], i): PortState => ({ transport, family, use: uses[i]! }));
    return diagnosePort(8888, states).map(({ code, detail }) => `${code} ${detail.taken ?? ''}`.trim());
  };

  it('tells free, ours, somebody else’s and forbidden apart', () => {
    expect(told('free', 'free', 'free', 'free')).toEqual(['port_free']);
    expect(told('free', 'unsupported', 'free', 'unsupported')).toEqual(['port_free']);
    expect(told('ours', 'ours', 'ours', 'ours')).toEqual(['port_ours']);
    expect(told('ours', 'ours', 'taken', 'free')).toEqual(['port_ours', 'port_partly_taken UDP IPv4']);
    expect(told('taken', 'unsupported', 'taken', 'unsupported')).toEqual(['port_taken TCP IPv4, UDP IPv4']);
    expect(told('free', 'free', 'taken', 'free')).toEqual(['port_partly_taken UDP IPv4']);
    expect(told('forbidden', 'forbidden', 'free', 'free')).toEqual(['port_forbidden']);
  });
});

function evidence(
  relation: Relation,
  tcp: TcpOutcome | undefined,
  udp: UdpOutcome | undefined,
  address = '192.168.1.9',
): AddressEvidence {
  return {
    address,
    relation,
    adapter: 'wlan0',
    from: '192.168.1.5',
    tcp: { outcome: tcp, ms: 1 },
    udp: { outcome: udp, ms: 2 },
  };
}

describe('why a target can be reached or not', () => {
  const told = (...all: readonly AddressEvidence[]) =>
    codes(diagnoseTarget({ host: 'h', port: 8888, named: false, addresses: all, room: undefined }));

  it.each<[Relation, TcpOutcome | undefined, UdpOutcome | undefined, ...FindingCode[]]>([
    ['same_subnet', 'room', 'room', 'same_subnet', 'room_found'],
    ['same_subnet', 'room', 'silent', 'same_subnet', 'udp_blocked'],
    ['same_subnet', 'room', 'refused', 'same_subnet', 'udp_refused'],
    ['same_subnet', 'room', undefined, 'same_subnet'],
    ['other_subnet', 'timed_out', 'room', 'other_subnet', 'tcp_blocked'],
    ['this_computer', 'refused', 'refused', 'this_computer', 'refused'],
    ['same_subnet', 'timed_out', 'silent', 'same_subnet', 'timed_out_nearby'],
    ['other_subnet', 'timed_out', 'silent', 'other_subnet', 'timed_out_far'],
    ['same_subnet', 'unreachable', 'unreachable', 'same_subnet', 'unreachable'],
    ['same_subnet', 'other', 'refused', 'same_subnet', 'not_a_room'],
    ['same_subnet', 'silent', 'silent', 'same_subnet', 'silent_service'],
    ['same_subnet', 'failed', 'silent', 'same_subnet', 'link_failed'],
    ['no_route', undefined, undefined, 'no_route'],
    ['not_a_host', undefined, undefined, 'not_a_host'],
    ['same_subnet', undefined, undefined, 'same_subnet'],
  ])('%s, TCP %s, UDP %s', (relation, tcp, udp, ...expected) => {
    expect(told(evidence(relation, tcp, udp))).toEqual(expected);
  });

  it('speaks of the best of a name’s addresses, and names those that lead nowhere', () => {
    const all = [evidence('other_subnet', 'timed_out', 'silent', 'fd00::9'), evidence('same_subnet', 'room', 'room')];
    const findings = diagnoseTarget({ host: 'nas.local', port: 8888, named: true, addresses: all, room: 'Attic' });
    expect(codes(findings)).toEqual(['name_resolved', 'same_subnet', 'room_found', 'known_room', 'another_address']);
    expect(findings[0]?.detail).toEqual({ host: 'nas.local', addresses: 'fd00::9, 192.168.1.9' });
    expect(findings[4]?.detail).toEqual({ address: '192.168.1.9', failed: 'fd00::9' });
  });

  it('says that nobody listens rather than that another address is out of reach', () => {
    const all = [evidence('no_route', undefined, undefined, 'fd00::9'), evidence('same_subnet', 'refused', 'refused')];
    expect(told(...all)).toEqual(['same_subnet', 'refused']);
  });
});

describe('how a target lies', () => {
  const here = addresses(['wlan0', '192.168.1.5'], ['lo', '127.0.0.1']);
  it.each<[string, string | undefined, Relation]>([
    ['192.168.1.9', '192.168.1.5', 'same_subnet'],
    ['192.168.2.9', '192.168.1.5', 'other_subnet'],
    ['192.168.2.9', undefined, 'no_route'],
    ['192.168.1.255', undefined, 'not_a_host'],
    ['192.168.1.0', '192.168.1.5', 'not_a_host'],
    ['255.255.255.255', undefined, 'not_a_host'],
    ['224.0.0.251', '192.168.1.5', 'not_a_host'],
    ['ff02::1', undefined, 'not_a_host'],
    ['192.168.1.5', '192.168.1.5', 'this_computer'],
    ['127.3.2.1', '127.0.0.1', 'this_computer'],
    ['::1', '::1', 'this_computer'],
  ])('%s, sent to from %s, is %s', (address, from, expected) => {
    expect(relationOf(address, from, here).relation).toBe(expected);
  });
});

describe('the words of a finding', () => {
  it('say what is the matter and what to do, with everything filled in', () => {
    expect(findingText(finding('refused', { address: '10.0.0.1', port: 9000 }))).toEqual({
      text: '10.0.0.1 is there, but nobody listens at port 9000.',
      advice: 'Check that the room is open and that the port is right.',
    });
  });

  it('are there for every code, as whole sentences', () => {
    for (const code of Object.keys(FINDINGS) as FindingCode[]) {
      const { text, advice } = findingText(finding(code));
      expect(text, code).toMatch(/\.$/);
      expect(advice, code).toMatch(/^[A-Z].*\.$/);
    }
  });
});
