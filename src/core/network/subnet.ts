import { ADDRESS_BITS, type IpAddress, parseIp } from '../../shared/ip-address.ts';

/** A network: every address that agrees with `network` in its first `prefix` bits. */
export interface Subnet {
  /** All bits behind the prefix are zero. */
  readonly network: IpAddress;
  readonly prefix: number;
}

/** The mask of a prefix: so many ones, then zeros. */
export function maskOf({ family }: Pick<IpAddress, 'family'>, prefix: number): IpAddress {
  const bits = ADDRESS_BITS[family];
  const ones = (1n << BigInt(prefix)) - 1n;
  return { family, value: ones << BigInt(bits - prefix) };
}

/** How many ones a mask begins with; undefined when another one follows a zero, which is no mask. */
export function prefixOf(mask: IpAddress): number | undefined {
  const ones = mask.value === 0n ? 0 : mask.value.toString(2).replaceAll('0', '').length;
  return maskOf(mask, ones).value === mask.value ? ones : undefined;
}

/** The AND of an address and a mask. */
export function networkOf(address: IpAddress, prefix: number): IpAddress {
  return { family: address.family, value: address.value & maskOf(address, prefix).value };
}

/**
 * The address that reaches every computer of the network: all ones behind the prefix. IPv6 has none, and networks of
 * 31 and 32 bits need none (RFC 3021).
 */
export function broadcastOf(address: IpAddress, prefix: number): IpAddress | undefined {
  if (address.family === 'IPv6' || prefix >= ADDRESS_BITS.IPv4 - 1) return undefined;
  const hosts = (1n << BigInt(ADDRESS_BITS.IPv4 - prefix)) - 1n;
  return { family: 'IPv4', value: address.value | hosts };
}

/** Whether an address belongs to a network. */
export function contains({ network, prefix }: Subnet, address: IpAddress): boolean {
  return address.family === network.family && networkOf(address, prefix).value === network.value;
}

/** A network as it is written, `10.0.0.0/8`. @throws Error when it is none: for constants only */
export function subnet(text: string): Subnet {
  const [address = '', prefix = ''] = text.split('/');
  const network = parseIp(address);
  if (!network) throw new Error(`${text} is no network`);
  return { network: networkOf(network, Number(prefix)), prefix: Number(prefix) };
}
