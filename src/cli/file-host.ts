import type { KeptRoom } from '../core/session/kept-room.ts';
import type { RoomTrust } from '../core/session/room-trust.ts';
import { meantRoom } from '../node/joining/meant-room.ts';
import { type Dial, dialRoom } from '../node/net/dial.ts';
import { dataFolder, openDataFolder } from '../node/party/data-folder.ts';
import { JoinedRooms } from '../node/store/joined-rooms.ts';
import type { Rest } from '../node/store/rest/rest.ts';
import { SettingsStore } from '../node/store/settings-store.ts';
import { formatAddress } from '../shared/address.ts';
import { type Result, success } from '../shared/error-codes.ts';
import type { Invite } from '../shared/invite/invite.ts';
import { restOf } from './disk-encryption.ts';
import { failWith } from './output.ts';
import { ownIdentity } from './own-keys.ts';

/** The host that files go to or come from, and what is known of its room. */
export interface FileHost {
  readonly dial: Dial;
  readonly trust: RoomTrust;
  readonly rooms: JoinedRooms;
  /** How what is kept lies on the disk. */
  readonly rest: Rest | undefined;
  /** What is kept of the room that was there last. */
  readonly expected: readonly KeptRoom[];
  close(): void;
}

/** Opens what is kept of rooms, and finds out whom the links are for. @param data the data folder, if there is one */
export async function openFileHost(
  { address, fingerprint, roomId }: Invite,
  data: string | undefined,
): Promise<Result<FileHost>> {
  const folder = data === undefined ? undefined : openDataFolder(data);
  if (folder && !folder.ok) return folder;
  const identity = ownIdentity(data);
  if (!identity.ok) return identity;
  const rest = await restOf({ ...(data !== undefined && { data }) });
  if (!rest.ok) return rest;
  const settings = data === undefined ? undefined : SettingsStore.open(dataFolder.settings(data), rest.value);
  if (settings && !settings.ok) return settings;
  const rooms = new JoinedRooms({
    folder: data === undefined ? undefined : dataFolder.joinedRooms(data),
    formerDevice: settings?.value.formerDevice,
    rest: rest.value,
    problem: failWith,
  });
  const expected = rooms.expected(roomId ?? settings?.value.roomAt(formatAddress(address)));
  settings?.value.close();
  if (!expected.ok) return expected;
  const known = (roomId: string) => rooms.known(roomId);
  const meant = { identity: identity.value, expected: expected.value, known, invited: fingerprint };
  const { trust, sealing } = meantRoom(meant);
  const dial = dialRoom(address, undefined, sealing);
  return success({ dial, trust, rooms, rest: rest.value, expected: expected.value, close: () => rooms.close() });
}
