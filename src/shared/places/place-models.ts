import { z } from 'zod';
import type { DoorSight } from '../doors/door-models.ts';
import type { RoomSeal } from '../identity/identity-models.ts';
import type { Impairment } from '../impairment/impairment.ts';
import type { Connection, Member, RoomInfo, Transport } from '../models.ts';
import type { PrivateCard } from '../sealed/private-models.ts';

/**
 * Names a place, one room that a person is in or was in, on this computer alone: 16 hex digits. Whoever opens a place
 * makes it, so that it is there before the room's first `welcome`; it stays the same over restarts.
 */
export const placeKeySchema = z.string().regex(/^[0-9a-f]{16}$/);
export type PlaceKey = z.infer<typeof placeKeySchema>;

/** What of a place's messages is told outside of the window; `default`, as it begins, is what the settings say. */
export const placeNoticesSchema = z.enum(['default', 'all', 'mentions', 'none']);
export type PlaceNotices = z.infer<typeof placeNoticesSchema>;

/** A room that this person is in, hosted here or joined, as the sidebar, the tray and the badge show it. */
export interface PlaceCard {
  readonly key: PlaceKey;
  /** 32 hex digits; undefined until the room was reached for the first time. */
  readonly roomId: string | undefined;
  /** The room's name; its address until that is known. */
  readonly name: string;
  /** The room's server runs here. */
  readonly isHosted: boolean;
  /** The address others join with, as {@link formatAddress} writes it. */
  readonly address: string;
  /** How the link to the room stands, with its problem where it has one. */
  readonly connection: Connection;
  /** Who is there, this member included; 0 until it is known. */
  readonly members: number;
  /** Messages and files of others that nobody read here yet. */
  readonly unread: number;
  /** How many of these name this member. */
  readonly mentions: number;
  /** Private conversations in it, the one with the newest message first. */
  readonly privately: readonly PrivateCard[];
  /** Stands above those that are not. */
  readonly isPinned: boolean;
  /** Counts nowhere and is told nowhere outside of the window. */
  readonly isMuted: boolean;
  readonly notices: PlaceNotices;
  /** Places stand in ascending order, the pinned ones first. */
  readonly order: number;
  /** A hosted room tells the network that it is there; false for one that was joined. */
  readonly isAnnounced: boolean;
}

/** The room of a place as the window draws it, without its events. */
export interface RoomView {
  readonly key: PlaceKey;
  readonly role: 'host' | 'guest';
  /** Undefined until the first `welcome`. */
  readonly room: RoomInfo | undefined;
  /** This member's id; undefined until the first `welcome`. */
  readonly you: string | undefined;
  /** The address others join with, as {@link formatAddress} writes it; the invite chip shows it. */
  readonly address: string;
  /** All addresses at which a hosted room can be reached; just `address` for a guest. */
  readonly addresses: readonly string[];
  readonly members: readonly Member[];
  readonly connection: Connection;
  /** What the link goes over, or the next one while there is none. */
  readonly transport: Transport;
  /** The transport that the session is being moved to right now. */
  readonly moving: Transport | undefined;
  /** False for who hosts the room: nothing travels between the room and the window beside it. */
  readonly canMove: boolean;
  /** Newest event that this member has; 0 before the first. */
  readonly newest: number;
  /** Names the copy of the room's log that its events are of: another one when the log begins anew. */
  readonly copy: string | undefined;
  /** Names the room for what is settled about it: no other has that name, whatever id it claims. */
  readonly place: string | undefined;
  /** The room's key, as people say and compare it; undefined for a room that has none, or is talked to in clear. */
  readonly seal?: RoomSeal | undefined;
  /** Nobody between this computer and the host can read along; undefined before it is known. */
  readonly isSealed?: boolean | undefined;
  /** Who comes in, who knocks and who is banned, as far as this person may know. */
  readonly door: DoorSight;
  /** How badly this computer treats its traffic with the room, while it was asked to. */
  readonly impairment: Impairment | undefined;
}

/** Who came, went and is called otherwise, in a list of members. */
export interface MemberChanges {
  /** The whole list, with each welcome; what follows here came after it. */
  readonly all?: readonly Member[];
  /** New members, and those who are called otherwise than before, in order. */
  readonly came: readonly Member[];
  /** Member ids. */
  readonly left: readonly string[];
}

/** What of a room is otherwise than before; what is absent stays. */
export interface RoomChange {
  readonly view: Partial<Omit<RoomView, 'key' | 'members'>>;
  readonly members?: MemberChanges;
}

/** A room that this person is in or was in, to be entered again. */
export interface KnownRoom {
  readonly key: PlaceKey;
  readonly roomId: string | undefined;
  readonly name: string;
  readonly isHosted: boolean;
  /** Where it was last; empty for one that was hosted here. */
  readonly address: string;
  /** What it was talked to over last, and is joined over next time. */
  readonly transport: Transport;
  /** Milliseconds since 1970 at which this person entered or left it last. */
  readonly lastThere: number;
  /** What was not read when it was left. */
  readonly unread: number;
  readonly mentions: number;
  /** It is a place right now. */
  readonly isOpen: boolean;
}

/** What goes from this computer when a room is forgotten; received files stay where they are. */
export interface Forgetting {
  readonly name: string;
  readonly isHosted: boolean;
  /** Events of the log that are kept here. */
  readonly events: number;
  /** Messages that wait to be said and never would be. */
  readonly waiting: number;
  /** Bytes on disk: log, copy, and of a hosted room the files that it keeps for its members. */
  readonly bytes: number;
}
