import { expect, it } from 'vitest';
import type { NetworkAddress } from '../../../shared/doctor/models.ts';
import { inviteAddresses, isBest, subnetText } from './invite-addresses.ts';

function network(address: string, more: Partial<NetworkAddress> = {}): NetworkAddress {
  return {
    address,
    family: 'IPv4',
    adapter: 'eth0',
    prefix: 24,
    mask: '255.255.255.0',
    network: '192.168.1.0',
    broadcast: '192.168.1.255',
    mac: undefined,
    kind: 'private',
    toldBy: 'range',
    recommended: false,
    ...more,
  };
}

it('an invite offers first what others should use, and the rest in the order that the room has them', () => {
  const networks = [
    network('10.8.0.2', { kind: 'vpn' }),
    network('192.168.1.20', { recommended: true }),
    network('fd00::9', { family: 'IPv6' }),
  ];
  const found = inviteAddresses(['10.8.0.2:8888', '[fd00::9]:8888', '192.168.1.20:8888'], networks);
  expect(found.map(({ text }) => text)).toEqual(['192.168.1.20:8888', '10.8.0.2:8888', '[fd00::9]:8888']);
  expect(found.map(isBest)).toEqual([true, false, false]);
  expect(found.map((one) => one.network?.kind)).toEqual(['private', 'vpn', 'private']);
});

it('the address of somebody else’s room is on no network of this computer', () => {
  const [found] = inviteAddresses(['lab.local:9000'], [network('192.168.1.20')]);
  expect(found).toEqual({ text: 'lab.local:9000', room: { host: 'lab.local', port: 9000 }, network: undefined });
});

it('a subnet is written with its prefix', () => {
  expect(subnetText(network('192.168.1.20'))).toBe('192.168.1.0/24');
});
