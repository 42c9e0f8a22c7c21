import { NICK_LENGTH, ROOM_NAME_LENGTH } from '../../shared/limits.ts';
import { PROTOCOL_VERSION } from '../wire/constants.ts';
import { type RoomAdvert, toAdvert } from './room-advert.ts';

/** The service under which rooms are announced by DNS-SD (RFC 6763), without `_` and `._tcp`. */
export const SERVICE_TYPE = 'partyline';
/** Bytes of a label of DNS (RFC 1035, section 2.3.4): a longer name of a room is cut in its instance name. */
export const LABEL_BYTES = 63;
/** Characters of a value that are looked at: no field that is read is longer. */
const VALUE_LENGTH = 2 * Math.max(NICK_LENGTH, ROOM_NAME_LENGTH);

const encoder = new TextEncoder();

/** An advert as the fields of a TXT record; name and port stand in the service itself. */
export function txtOf({ id, host, members, lock, plain }: RoomAdvert): Readonly<Record<string, string>> {
  return { v: String(PROTOCOL_VERSION), id, host, n: String(members), lock, plain: plain ? '1' : '0' };
}

/**
 * Reads the TXT record of a service. It is a claim: the name that it is announced under may be cut, or have ` (2)` behind it.
 * @param txt fields as a library hands them on; those that are not known are passed over
 * @returns undefined unless every field of this version is there and is what it should be
 */
export function readTxt(
  instance: string,
  port: number,
  txt: Readonly<Record<string, unknown>>,
): RoomAdvert | undefined {
  const { v, id, host, n, lock, plain } = txt;
  if (v !== String(PROTOCOL_VERSION) || (plain !== '0' && plain !== '1')) return undefined;
  if (typeof host !== 'string' || host.length > VALUE_LENGTH || instance.length > VALUE_LENGTH) return undefined;
  if (typeof n !== 'string' || !/^(0|[1-9]\d{0,6})$/.test(n)) return undefined;
  return toAdvert({ id, name: instance, host, members: Number(n), lock, plain: plain === '1', port });
}

/** A room's name as the instance name of its service: cut where a label ends, and never within a character. */
export function instanceName(name: string): string {
  let bytes = 0;
  let cut = '';
  for (const character of name) {
    bytes += encoder.encode(character).length;
    if (bytes > LABEL_BYTES) return cut.trimEnd();
    cut += character;
  }
  return cut;
}
