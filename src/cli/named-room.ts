import { discoveryScope } from '../node/discovery/discovery-scope.ts';
import { DiscoveryService } from '../node/discovery/discovery-service.ts';
import { formatAddress } from '../shared/address.ts';
import { fingerprintStart } from '../shared/code-words/code-words.ts';
import type { FoundRoom } from '../shared/discovery/found-room.ts';
import { failure, type Result, success } from '../shared/error-codes.ts';
import { type Invite, parseInvite } from '../shared/invite/invite.ts';
import { roomOfWords } from '../shared/invite/said-words.ts';

/** The flag of every command that takes a room: what is written is an address, whoever may be called so. */
export const NO_LOOKING = ['--no-discovery', 'look for no room by its name: what is written is an address'] as const;
/** Rooms that are here have told of themselves within so many milliseconds, so that two of one name are told apart. */
const ALL_HEARD_MS = 1_200;
/** Longest that a room is waited for, in milliseconds; who then is not known is not here. */
const WAIT_MS = 3_000;

/** What can be nothing but an address: it has a dot, a colon, a scheme, or is this computer. */
const ADDRESS = /[.:/\u3002\uff0e\uff1a]|^\s*localhost\s*$/i;

/**
 * The room that a person means: at the address that they wrote, or the one that is here whose key has these four words, or the only
 * one of that name that is here. What may be the name of a computer as well as that of a room is a room's first. Fails with `bad_address`, `bad_ip`, `bad_port`,
 * `room_not_here` or `several_rooms`.
 * @param isLooking false to take it for an address in any case
 */
export async function findRoom(input: string, isLooking = true): Promise<Result<Invite>> {
  const parsed = parseInvite(input);
  const isAddress = parsed.ok && ADDRESS.test(input);
  if (!isLooking || isAddress || discoveryScope(process.env) === 'off') return parsed;
  const rooms = await roomsNamed(input);
  const said = roomOfWords(input, rooms);
  if (said?.ok || (said && rooms.length > 0)) return said;
  const [room, another] = rooms;
  if (room === undefined) return parsed.ok || parsed.problem.code !== 'bad_address' ? parsed : nobodyHas(input);
  if (another) return failure('several_rooms', severalWords(input, rooms));
  const [best] = room.at;
  return best
    ? success({ address: { host: best.address, port: best.port }, fingerprint: undefined, roomId: room.id })
    : nobodyHas(input);
}

function nobodyHas(name: string): Result<never> {
  return failure('room_not_here', `there is no room "${name}" here; "partyline discover" lists those that are`);
}

function severalWords(name: string, rooms: readonly FoundRoom[]): string {
  const each = rooms.map(({ at: [best], host }) =>
    best ? `${formatAddress({ host: best.address, port: best.port })} (hosted by ${host})` : host,
  );
  return `${rooms.length} rooms here are called "${name}"; join one by its address: ${each.join(', ')}`;
}

/** The rooms of this name or these four words, as soon as all who are here have been heard. */
async function roomsNamed(name: string): Promise<readonly FoundRoom[]> {
  const discovery = new DiscoveryService();
  const fitting = () => meant(name, discovery.rooms());
  const { promise, resolve } = Promise.withResolvers<void>();
  let allHeard = false;
  discovery.watch({
    changed: () => {
      if (allHeard && fitting().length > 0) resolve();
    },
  });
  const timers = [
    setTimeout(() => {
      allHeard = true;
      if (fitting().length > 0) resolve();
    }, ALL_HEARD_MS),
    setTimeout(resolve, WAIT_MS),
  ];
  await promise;
  for (const timer of timers) clearTimeout(timer);
  const found = fitting();
  await discovery.close();
  return found;
}

/** Those whose key has these words; where the name is no words, or no key has them, those that are called so. */
function meant(name: string, rooms: readonly FoundRoom[]): readonly FoundRoom[] {
  const start = fingerprintStart(name);
  const said = rooms.filter(({ fingerprint }) => start !== undefined && fingerprint?.startsWith(start));
  return said.length > 0 ? said : named(name, rooms);
}

/** Those that are called exactly so; where none is, those that differ in case alone. */
function named(name: string, rooms: readonly FoundRoom[]): readonly FoundRoom[] {
  const wanted = name.trim().normalize('NFC');
  const exact = rooms.filter((room) => room.name.normalize('NFC') === wanted);
  if (exact.length > 0) return exact;
  return rooms.filter((room) => room.name.normalize('NFC').toLowerCase() === wanted.toLowerCase());
}
