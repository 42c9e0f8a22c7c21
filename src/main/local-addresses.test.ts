import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { localAddresses } from './local-addresses.ts';

const common = { netmask: '', mac: '', cidr: null };
const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...common,
  address,
  internal,
  family: 'IPv4',
});
const v6 = (address: string, scopeid: number): NetworkInterfaceInfo => ({
  ...common,
  address,
  internal: false,
  family: 'IPv6',
  scopeid,
});

it('lists what others reach first, IPv4 before IPv6, and names the adapter of a link-local address', () => {
  const interfaces = {
    lo: [v4('127.0.0.1', true)],
    eth0: [v6('fe80::1', 2), v6('fd00::1', 0), v4('192.168.0.7')],
    gone: undefined,
  };
  expect(localAddresses(interfaces).map(({ address, adapter }) => [address, adapter])).toEqual([
    ['192.168.0.7', 'eth0'],
    ['fe80::1%eth0', 'eth0'],
    ['fd00::1', 'eth0'],
    ['127.0.0.1', 'lo'],
  ]);
});
