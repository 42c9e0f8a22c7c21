import { PROTOCOL_VERSION } from '../wire/constants.ts';
import type { RoomAdvert } from './room-advert.ts';

/** An advert as the fields of a TXT record; name and port stand in the service itself. */
export function txtOf({
  id,
  host,
  members,
  lock,
  plain,
  fingerprint: key,
}: RoomAdvert): Readonly<Record<string, string>> {
  const fields = { v: String(PROTOCOL_VERSION), id, host, n: String(members), lock, plain: plain ? '1' : '0' };
  return key === undefined ? fields : { ...fields, key };
}
