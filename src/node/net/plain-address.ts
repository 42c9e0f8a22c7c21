import { lookup } from 'node:dns/promises';
import { formatAddress } from '../../shared/address.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import { plainHost } from '../../shared/ip-address.ts';
import { socketProblem } from './socket-problem.ts';

/** An end of a connection as people read it: `address:port`, an IPv4 address always as such. */
export function plainAddress(address: string, port: number): string {
  return formatAddress({ host: plainHost(address), port });
}

/**
 * An address as a socket takes it: one for both families wants IPv4 in the form of IPv6.
 * @param bound what the socket is bound to
 */
export function addressFrom(bound: string, address: string): string {
  return bound.includes(':') && !address.includes(':') ? `::ffff:${address}` : address;
}

/** The numeric address of a host: an address as it is, a name looked up, IPv4 first as in Python's `connect`. */
export async function numericAddress(host: string): Promise<Result<string>> {
  try {
    const { address } = await lookup(host, { order: 'ipv4first' });
    return success(address);
  } catch (error) {
    return { ok: false, problem: socketProblem(error) };
  }
}

/** Whether only this computer reaches the numeric address. */
export function isLoopback(address: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';
}
