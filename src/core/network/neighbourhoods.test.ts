import { describe, expect, it } from 'vitest';
import { describeAddresses, type SystemAddress } from './describe-addresses.ts';
import { NEIGHBOURHOODS_MOST, neighbourhoodsOf } from './neighbourhoods.ts';

const MASKS = { 8: '255.0.0.0', 16: '255.255.0.0', 24: '255.255.255.0', 32: '255.255.255.255' } as const;

function v4(adapter: string, address: string, prefix: keyof typeof MASKS = 24): SystemAddress {
  return { adapter, address, family: 'IPv4', netmask: MASKS[prefix], mac: '3c:22:fb:00:00:01' };
}

function v6(adapter: string, address: string): SystemAddress {
  return { adapter, address, family: 'IPv6', netmask: 'ffff:ffff:ffff:ffff::', mac: '3c:22:fb:00:00:01' };
}

const LOOPBACK = [v4('lo', '127.0.0.1', 8), { ...v6('lo', '::1'), netmask: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' }];

function everybody(system: readonly SystemAddress[], isLoopbackOnly = false): readonly string[] {
  const addresses = describeAddresses(system, undefined);
  return neighbourhoodsOf(addresses, { zoneOf: (adapter) => adapter, isLoopbackOnly }).map(
    (neighbourhood) => neighbourhood.everybody,
  );
}

describe('everybody around', () => {
  it('is reached in each subnet of IPv4, and over IPv6 once on each adapter, the real ones first', () => {
    const system = [
      ...LOOPBACK,
      v4('docker0', '172.17.0.1', 16),
      v4('eth0', '10.0.0.5'),
      v4('eth0', '192.168.7.5'),
      v6('eth0', 'fe80::5'),
      v6('eth0', 'fd00::5'),
      v4('wlan0', '10.0.0.6'),
    ];
    expect(everybody(system)).toEqual(['10.0.0.255', '192.168.7.255', '10.0.0.255', 'ff02::1%eth0', '172.17.255.255']);
  });

  it('is nobody where a network has one computer, or an adapter leads into a container', () => {
    expect(everybody([v4('tun0', '10.8.0.2', 32), v6('veth12ab34', 'fe80::7'), v4('eth0', '10.0.0.5')])).toEqual([
      '10.0.0.255',
    ]);
  });

  it('is this computer alone where there is no network, or none wanted', () => {
    expect(everybody(LOOPBACK)).toEqual(['127.255.255.255']);
    expect(everybody([...LOOPBACK, v6('lo', 'fe80::1')])).toEqual(['127.255.255.255']);
    expect(everybody([...LOOPBACK, v4('eth0', '10.0.0.5')], true)).toEqual(['127.255.255.255']);
    expect(everybody([])).toEqual([]);
  });

  it('is looked for in no more than so many networks, of which virtual ones take no real one’s place', () => {
    const containers = Array.from({ length: 100 }, (_, i) => v4(`docker${i}`, `172.17.${i}.1`));
    const reached = everybody([...containers, v4('eth0', '10.0.0.5')]);
    expect(reached).toHaveLength(NEIGHBOURHOODS_MOST);
    expect(reached[0]).toBe('10.0.0.255');
  });
});
