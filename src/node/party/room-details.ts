import type { PersonDetails, RoomDetails } from '../../shared/places/details-contract.ts';
import type { KeptPlace } from '../store/place-table.ts';
import type { PersonParts } from './entrance.ts';
import { sizesOf } from './forget-room.ts';
import { memberLinks } from './member-links.ts';
import type { Place } from './place.ts';

/** Everything that this computer knows of a place's room. */
export async function roomDetails(person: PersonParts, kept: KeptPlace, place: Place): Promise<RoomDetails> {
  const log = await place.details.room();
  const { logBytes, fileBytes } = sizesOf(person, kept, place);
  const { hosted } = kept;
  const port = place.host?.listening.port;
  const hosting = hosted && {
    ...{ bind: hosted.bind, plain: hosted.plain, durable: hosted.durable },
    port: port ?? hosted.port,
  };
  return { ...log, newest: Math.max(log.newest, place.guest.newest), logBytes, fileBytes, hosting };
}

/** Everything that this computer knows of somebody in a place's room. @param others this person's other places */
export async function personDetails(
  place: Place,
  { member, nick }: { readonly member: string; readonly nick: string },
  others: readonly Place[],
): Promise<PersonDetails> {
  const said = await place.details.person(member);
  const links = place.host ? await memberLinks(place.host, member) : [];
  const isThere = ({ guest: { members, you } }: Place) => members.some((one) => one.nick === nick && one.id !== you);
  const alsoIn = others.filter((one) => one !== place && isThere(one)).flatMap(({ guest }) => guest.room?.name ?? []);
  const nothing = { messages: 0, files: 0, firstAt: undefined, hereSince: undefined };
  return { ...nothing, ...said, links, alsoIn: member === place.guest.you ? [] : alsoIn };
}
