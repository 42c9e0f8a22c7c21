import { formatAddress, parseAddress } from '../shared/address.ts';
import { inviteLink } from '../shared/invite/invite.ts';

/**
 * All that an invite can look like: the scheme, a name, an IPv4 address or one of IPv6 in brackets, a port, the fingerprint of the room's
 * key; in ASCII, with nothing before or behind it. What a person types is read with more patience (`shared/address`).
 */
const LINK =
  /^partyline:\/\/((?:[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}(?:%25[a-z0-9_.-]{1,32})?\])(?::[1-9]\d{0,4})?)\/?(\?key=[0-9a-f]{32})?$/;
const KEY_AT = '?key='.length;
/** Letters of the scheme and the address may be large ones, those of a fingerprint are not. */
const QUERY_AT = /\?.*$/s;

/**
 * Reads a `partyline://` link as the system hands it over, from a web page or a mail: whoever wrote it is a stranger.
 * @returns a room's address as {@link formatAddress} writes it, or an invite with a fingerprint; undefined for anything else
 */
export function readRoomLink(url: string): string | undefined {
  const query = QUERY_AT.exec(url)?.[0] ?? '';
  const [, at, key] = LINK.exec(url.slice(0, url.length - query.length).toLowerCase() + query) ?? [];
  const address = at === undefined ? undefined : parseAddress(at);
  if (!address?.ok) return undefined;
  return key === undefined ? formatAddress(address.value) : inviteLink(address.value, key.slice(KEY_AT));
}
