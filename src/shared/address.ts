import { failure, type Result, success } from './error-codes.ts';
import { formatIp, parseIp } from './ip-address.ts';
import { DEFAULT_PORT } from './limits.ts';

/** Where a room is: a host name or IP address (v6 without brackets) and a port. */
export interface RoomAddress {
  readonly host: string;
  readonly port: number;
}

const SCHEME = /^partyline:\/\//i;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
const ZONE = /%(?:25)?([\w.-]+)$/;
/** What a name can't end with, but an IPv4 address, however it is written, does (WHATWG URL, «ends in a number checker»). */
const NUMBER_AT_END = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;
const NOT_ASCII = /[^\u0000-\u007f]/;
/** Marks that show nothing and come along when an address is copied from a text. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** What stands for a dot in Chinese and Japanese (UTS #46, section 2.3); the others become one by NFKC. */
const FULL_STOP = /\u3002/g;
/** The first bits of an IPv6 address that stands for one of IPv4 (RFC 4291, section 2.5.5.2). */
const MAPPED = 0xffffn;

/** Letters, digits and marks as a computer writes addresses: those of full width, which Chinese keyboards type, are understood. */
export function addressText(input: string): string {
  return input.normalize('NFKC').replace(UNSEEN, '').replace(FULL_STOP, '.').trim();
}

/** Reads a port written in decimal, 1 to 65,535 (or from 0 where 0 means «pick a free one»). */
export function parsePort(text: string, lowest = 1): number | undefined {
  const digits = text.normalize('NFKC');
  if (!/^\d{1,5}$/.test(digits)) return undefined;
  const port = Number(digits);
  return port >= lowest && port <= 65_535 ? port : undefined;
}

/**
 * Reads what a person types or pastes as a room's address: `host`, `host:port`, `[v6]:port`, a bare IPv6
 * address, or a `partyline://host:port` link. Names in other scripts become what name servers know (IDNA), an IPv6 address
 * that stands for one of IPv4 becomes that. Fails with `bad_address`, `bad_ip` or `bad_port`.
 */
export function parseAddress(input: string, defaultPort = DEFAULT_PORT): Result<RoomAddress> {
  const text = addressText(input).replace(SCHEME, '').replace(/\/+$/, '');
  const [host, portText] = partsOf(text);
  const parsed = parseHost(host, input);
  if (!parsed.ok) return parsed;
  if (portText === undefined) return success({ host: parsed.value, port: defaultPort });
  const port = parsePort(portText);
  return port === undefined
    ? failure('bad_port', `"${portText.slice(0, 20)}" is no port: use a number from 1 to 65535.`)
    : success({ host: parsed.value, port });
}

/**
 * Reads the address to listen on, or to bind a socket to: an address or name of this computer without a port, an IPv6
 * address with brackets or without. Empty and `*` are all of them. Fails with `bad_address` or `bad_ip`.
 */
export function parseBind(input: string): Result<string> {
  const text = addressText(input);
  if (text === '' || text === '*') return success('');
  return parseHost(/^\[([^\]]+)\]$/.exec(text)?.[1] ?? text, input);
}

/** The host, and the port where one is written; brackets hold an IPv6 address only. */
function partsOf(text: string): readonly [host: string, port?: string | undefined] {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  if (bracketed) return bracketed[1]?.includes(':') ? [bracketed[1], bracketed[2]] : [text];
  const colon = text.indexOf(':');
  return colon !== -1 && colon === text.lastIndexOf(':') ? [text.slice(0, colon), text.slice(colon + 1)] : [text];
}

/** @param typed what is named in the refusal */
function parseHost(host: string, typed: string): Result<string> {
  const named = `"${typed.trim().slice(0, 80)}"`;
  const bad = failure('bad_address', `${named} is no address of a room. Write host or host:port.`);
  if (host.includes(':')) {
    const bare = host.replace(ZONE, '');
    const ip = parseIp(bare);
    if (!ip || bare.includes('%')) return bad;
    if (ip.value >> 32n === MAPPED) return success(formatIp({ family: 'IPv4', value: ip.value & 0xffff_ffffn }));
    return success(host.replace(ZONE, '%$1'));
  }
  const name = NOT_ASCII.test(host) ? asciiName(host) : host;
  if (NUMBER_AT_END.test(name)) {
    const ip = parseIp(name.replace(/\.$/, ''));
    // Other programs read «010» as eight, and «1.2» as 1.0.0.2: better call nobody than somebody else.
    return ip
      ? success(formatIp(ip))
      : failure('bad_ip', `${named} is no IP address: write four numbers from 0 to 255 without leading zeros.`);
  }
  return HOST_NAME.test(name) ? success(name) : bad;
}

/** A name in another script as name servers know it (UTS #46); empty when it can be none. */
function asciiName(name: string): string {
  // Everything that would end the name in a URL.
  if (/[\s/?#@\\%]/.test(name)) return '';
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return '';
  }
}

/** Writes an address as people read it; an IPv6 address gets its brackets. */
export function formatAddress({ host, port }: RoomAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
