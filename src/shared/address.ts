import { failure, type Result, success } from './error-codes.ts';
import { DEFAULT_PORT } from './limits.ts';

/** Where a room is: a host name or IP address (v6 without brackets) and a port. */
export interface RoomAddress {
  readonly host: string;
  readonly port: number;
}

const SCHEME = /^partyline:\/\//i;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
const IPV6 = /^[0-9a-f:.]*:[0-9a-f:.]*(%[\w.-]+)?$/i;

/** Reads a port written in decimal, 1 to 65,535 (or from 0 where 0 means «pick a free one»). */
export function parsePort(text: string, lowest = 1): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= lowest && port <= 65_535 ? port : undefined;
}

/**
 * Reads what a person types or pastes as a room's address: `host`, `host:port`, `[v6]:port`, a bare IPv6
 * address, or a `partyline://host:port` link.
 */
export function parseAddress(input: string, defaultPort = DEFAULT_PORT): Result<RoomAddress> {
  const text = input.trim().replace(SCHEME, '').replace(/\/+$/, '');
  const bad = failure(
    'bad_address',
    `"${input.trim().slice(0, 80)}" is no address of a room. Write host or host:port.`,
  );
  if (text === '') return bad;

  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  const colons = text.split(':').length - 1;
  const [host, portText] = bracketed
    ? [bracketed[1], bracketed[2]]
    : colons === 1
      ? [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
      : [text, undefined];
  if (host === undefined) return bad;

  const isV6 = host.includes(':');
  if (isV6 ? !IPV6.test(host) : bracketed !== null || !HOST_NAME.test(host)) return bad;
  if (portText === undefined) return success({ host, port: defaultPort });
  const port = parsePort(portText);
  return port === undefined
    ? failure('bad_port', `"${portText.slice(0, 20)}" is no port: use a number from 1 to 65535.`)
    : success({ host, port });
}

/** Writes an address as people read it; an IPv6 address gets its brackets. */
export function formatAddress({ host, port }: RoomAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The link that opens the app at this room. */
export function inviteLink(address: RoomAddress): string {
  return `partyline://${formatAddress(address)}`;
}
