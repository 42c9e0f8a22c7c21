import { describe, expect, it } from 'vitest';
import { parseIp } from '../../shared/ip-address.ts';
import { classify } from './classify.ts';
import { describeAddresses, type SystemAddress } from './describe-addresses.ts';

function v4(adapter: string, address: string, netmask = '255.255.255.0', mac = '3c:22:fb:00:00:01'): SystemAddress {
  return { adapter, address, family: 'IPv4', netmask, mac };
}

function kindOf(adapter: string, address: string, mac = '3c:22:fb:00:00:01'): string {
  const { kind, toldBy } = classify(adapter, mac, parseIp(address)!);
  return `${kind} by ${toldBy}`;
}

describe('the kind of an address', () => {
  it.each([
    ['lo', '127.0.0.1', 'loopback by range'],
    ['Loopback Pseudo-Interface 1', '::1', 'loopback by range'],
    ['eth0', '10.1.2.3', 'private by range'],
    ['wlan0', '172.31.0.9', 'private by range'],
    ['eth0', '172.32.0.9', 'public by range'],
    ['en0', '192.168.1.5', 'private by range'],
    ['en0', 'fd12::5', 'private by range'],
    ['en0', '2001:db8::5', 'public by range'],
    ['en0', '169.254.7.7', 'link-local by range'],
    ['en0', 'fe80::1', 'link-local by range'],
    ['tailscale0', '100.101.1.2', 'vpn by name'],
    ['Ethernet 4', '100.127.1.2', 'vpn by range'],
    ['Ethernet 4', '100.128.1.2', 'public by range'],
    ['en7', 'fd7a:115c:a1e0::5', 'vpn by range'],
    ['utun3', '10.8.0.2', 'vpn by name'],
    ['wg0', '10.8.0.2', 'vpn by name'],
    ['tun0', '10.8.0.2', 'vpn by name'],
    ['OpenVPN TAP-Windows6', '10.8.0.2', 'vpn by name'],
    ['docker0', '172.17.0.1', 'container by name'],
    ['br-1a2b3c4d5e6f', '172.18.0.1', 'container by name'],
    ['vethab12cd3', '172.18.0.1', 'container by name'],
    ['vEthernet (WSL)', '172.20.0.1', 'container by name'],
    ['vEthernet (Default Switch)', '172.20.0.1', 'virtual-machine by name'],
    ['virbr0', '192.168.122.1', 'virtual-machine by name'],
    ['vboxnet0', '192.168.56.1', 'virtual-machine by name'],
    ['bridge100', '192.168.64.1', 'virtual-machine by name'],
    ['bridge0', '192.168.1.5', 'private by range'],
    ['br0', '192.168.1.5', 'private by range'],
    ['wlp3s0', '192.168.1.5', 'private by range'],
  ])('of %s, %s is %s', (adapter, address, expected) => {
    expect(kindOf(adapter, address)).toBe(expected);
  });

  it('is told by the MAC where the name says nothing', () => {
    expect(kindOf('Adapter 2', '192.168.56.1', '0A:00:27:00:00:0b')).toBe('virtual-machine by mac');
    expect(kindOf('bridge9', '172.19.0.1', '02:42:aa:00:00:01')).toBe('container by mac');
  });

  it('is the network’s own inside a container, whatever its MAC', () => {
    expect(kindOf('eth0', '172.17.0.2', '02:42:ac:11:00:02')).toBe('private by range');
  });
});

describe('the addresses of a computer', () => {
  const system = [
    v4('lo', '127.0.0.1', '255.0.0.0', '00:00:00:00:00:00'),
    v4('docker0', '172.17.0.1', '255.255.0.0'),
    v4('tun0', '10.8.0.2'),
    {
      adapter: 'wlan0',
      address: 'fe80::1',
      family: 'IPv6',
      netmask: 'ffff:ffff:ffff:ffff::',
      mac: 'aa:bb:cc:00:00:01',
    },
    {
      adapter: 'wlan0',
      address: 'fd00::9',
      family: 'IPv6',
      netmask: 'ffff:ffff:ffff:ffff::',
      mac: 'aa:bb:cc:00:00:01',
    },
    v4('eth0', '169.254.3.3', '255.255.0.0'),
    v4('wlan0', '192.168.1.5'),
    v4('eth1', '10.0.0.5', '255.255.255.192'),
  ] as const;

  it('come with those first that others most likely reach', () => {
    const order = describeAddresses(system, undefined).map(({ address }) => address);
    expect(order).toEqual([
      '192.168.1.5',
      '10.0.0.5',
      'fd00::9',
      '169.254.3.3',
      'fe80::1',
      '10.8.0.2',
      '172.17.0.1',
      '127.0.0.1',
    ]);
  });

  it('recommend the one that leads out of the network, but no VPN', () => {
    const best = (outgoing?: string) => describeAddresses(system, outgoing).find((one) => one.recommended)?.address;
    expect(best()).toBe('192.168.1.5');
    expect(best('10.0.0.5')).toBe('10.0.0.5');
    expect(best('10.8.0.2')).toBe('192.168.1.5');
  });

  it('recommend nothing where there is but loopback, or an address that needs an adapter behind it', () => {
    expect(describeAddresses([system[0], system[3]], undefined).some((one) => one.recommended)).toBe(false);
  });

  it('come with mask, prefix, network and broadcast address', () => {
    expect(describeAddresses([system[7]], undefined)[0]).toEqual({
      address: '10.0.0.5',
      family: 'IPv4',
      adapter: 'eth1',
      prefix: 26,
      mask: '255.255.255.192',
      network: '10.0.0.0',
      broadcast: '10.0.0.63',
      mac: '3c:22:fb:00:00:01',
      kind: 'private',
      toldBy: 'range',
      recommended: true,
    });
    expect(describeAddresses([system[0]], undefined)[0]).toMatchObject({ mac: undefined, broadcast: undefined });
  });

  it('pass over what the system writes in a way that nobody knows', () => {
    expect(describeAddresses([v4('eth0', 'nonsense'), v4('eth0', '1.2.3.4', '255.0.255.0')], undefined)).toEqual([]);
  });
});
