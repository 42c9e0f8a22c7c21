import { formatAddress, parseAddress, type RoomAddress } from '../address.ts';
import { type Result, success } from '../error-codes.ts';
import type { Fingerprint } from '../identity/identity-models.ts';

/** Where a room is, and which one it is. */
export interface Invite {
  readonly address: RoomAddress;
  /** Of the room's key, 32 hex digits: who joins by it is let into no other room. Undefined where it says none. */
  readonly fingerprint: Fingerprint | undefined;
  /** Of the room that was chosen in a list, whatever was at the address before. */
  readonly roomId?: string;
}

/** What stands behind an address, in any case of letters and in full width too, which Chinese keyboards type. */
const KEY = /^(.*?)\/?\?key=([0-9a-f]{32})$/;

/**
 * Reads what a person types or pastes as an invite: an address as {@link parseAddress} reads it, with `?key=` and a fingerprint behind
 * it or not. Fails as that does; what stands there and is no fingerprint makes it no address.
 */
export function parseInvite(input: string): Result<Invite> {
  const [, place = input, fingerprint] = KEY.exec(input.normalize('NFKC').trim().toLowerCase()) ?? [];
  const address = parseAddress(place);
  return address.ok ? success({ address: address.value, fingerprint }) : address;
}

/** An invite as people write it: an address, with the fingerprint behind it where it says one. */
export function formatInvite({ address, fingerprint }: Invite): string {
  return fingerprint === undefined ? formatAddress(address) : `${formatAddress(address)}?key=${fingerprint}`;
}

/** The link that opens the app at this room. @param fingerprint of its key, if it has one */
export function inviteLink(address: RoomAddress, fingerprint?: Fingerprint): string {
  return `partyline://${formatInvite({ address, fingerprint })}`;
}
