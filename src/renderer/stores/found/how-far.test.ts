import { describe, expect, it } from 'vitest';
import { howFar } from './how-far.ts';

const own = ['127.0.0.1', '192.168.1.20', 'fe80::1%eth0'];
const subnets = ['192.168.1.0/24', '2001:db8:1::/64'];

describe('how far a room is', () => {
  it('is this computer for its own addresses and those of loopback', () => {
    for (const address of ['192.168.1.20', '127.0.0.1', '127.9.9.9', '::1', 'fe80::1%wlan0']) {
      expect(howFar(address, own, subnets), address).toBe('computer');
    }
  });

  it('is the same network for an address of a subnet that this computer is in', () => {
    for (const address of ['192.168.1.255', '2001:db8:1::9', 'fe80::2%eth0', '169.254.3.3']) {
      expect(howFar(address, own, subnets), address).toBe('network');
    }
  });

  it('is elsewhere for all others, and for what is no address', () => {
    for (const address of ['192.168.2.20', '2001:db8:2::9', '10.0.0.1', 'printer.local']) {
      expect(howFar(address, own, subnets), address).toBe('elsewhere');
    }
  });
});
