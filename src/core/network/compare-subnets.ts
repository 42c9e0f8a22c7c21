import { addressText } from '../../shared/address.ts';
import type { BitRow, SubnetComparison } from '../../shared/doctor/models.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { ADDRESS_BITS, bitsOf, formatIp, type IpAddress, parseIp } from '../../shared/ip-address.ts';
import { maskOf, networkOf, prefixOf } from './subnet.ts';

/** What most networks have, where nothing else is known. */
const USUAL_PREFIX = { IPv4: 24, IPv6: 64 } as const;

interface WrittenAddress {
  readonly address: IpAddress;
  readonly prefix: number | undefined;
}

/**
 * Whether two computers are in one subnet, worked out by the first one's mask.
 * @param one `192.168.1.20`, `192.168.1.20/24` or `192.168.1.20/255.255.255.0`; without a mask the usual one is taken
 * @param other the same; its mask, if there is one, says whether the two agree
 * @returns fails with `bad_ip`, `bad_prefix` or `families_differ`
 */
export function compareSubnets(one: string, other: string): Result<SubnetComparison> {
  const mine = readAddress(one);
  if (!mine.ok) return mine;
  const theirs = readAddress(other);
  if (!theirs.ok) return theirs;
  const { address } = mine.value;
  if (address.family !== theirs.value.address.family) {
    return failure('families_differ', 'one address is IPv4 and the other IPv6: those are two separate networks');
  }
  return success(compare(mine.value, theirs.value));
}

function compare(one: WrittenAddress, other: WrittenAddress): SubnetComparison {
  const { family } = one.address;
  const prefix = one.prefix ?? USUAL_PREFIX[family];
  const otherPrefix = other.prefix ?? prefix;
  const mine = withNetwork(one.address, prefix);
  const theirs = withNetwork(other.address, prefix);
  const differsAt = [...mine.network.bits].findIndex((bit, at) => bit !== theirs.network.bits[at]);
  const same = differsAt === -1;
  return {
    family,
    prefix,
    assumed: one.prefix === undefined,
    mask: rowOf(maskOf(one.address, prefix)),
    one: mine,
    other: theirs,
    same,
    differsAt: same ? undefined : differsAt,
    otherPrefix: otherPrefix === prefix ? undefined : otherPrefix,
    sameForOther: networkOf(one.address, otherPrefix).value === networkOf(other.address, otherPrefix).value,
  };
}

function withNetwork(address: IpAddress, prefix: number): { readonly address: BitRow; readonly network: BitRow } {
  return { address: rowOf(address), network: rowOf(networkOf(address, prefix)) };
}

function rowOf(address: IpAddress): BitRow {
  return { text: formatIp(address), bits: bitsOf(address) };
}

function readAddress(input: string): Result<WrittenAddress> {
  const [text = '', mask, ...rest] = addressText(input).split('/');
  const address = rest.length === 0 ? parseIp(text.trim()) : undefined;
  if (!address) return failure('bad_ip', `"${input.trim().slice(0, 80)}" is no IP address`);
  if (mask === undefined) return success({ address, prefix: undefined });
  const prefix = readPrefix(mask.trim(), address);
  const most = ADDRESS_BITS[address.family];
  return prefix === undefined
    ? failure('bad_prefix', `"${mask.slice(0, 40)}" is no prefix from 0 to ${most} and no mask`, { most })
    : success({ address, prefix });
}

function readPrefix(text: string, { family }: IpAddress): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= ADDRESS_BITS[family] ? Number(text) : undefined;
  const mask = parseIp(text);
  return mask?.family === family ? prefixOf(mask) : undefined;
}
