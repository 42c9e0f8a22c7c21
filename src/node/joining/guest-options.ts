import type { NamedRoom } from '../../core/discovery/gossip.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import type { RoomTrust } from '../../core/session/room-trust.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { RoomEvent, Transport } from '../../shared/models.ts';
import type { MemberChanges } from '../../shared/places/place-models.ts';
import type { Dial } from '../net/dial.ts';
import type { RoomCopies } from '../store/joined-rooms.ts';

/** Who a guest is, how it gets to the room, and who hears of it. */
export interface GuestOptions {
  readonly nick: string;
  readonly dial: Dial;
  /** What the first link goes over; `tcp` unless told otherwise. */
  readonly transport?: Transport;
  /** What is kept of rooms; released when the guest leaves. */
  readonly rooms: RoomCopies;
  /** What is kept of the room that was last seen there. */
  readonly expected: readonly KeptRoom[];
  /** Which keys are those of the room that is meant; what {@link expected} says unless it is given. */
  readonly trust?: RoomTrust | undefined;
  /** Takes the newest page of the log first and the past behind it; otherwise the whole log comes in order. */
  readonly newestFirst?: boolean;
  /** Who this member is to everybody: what is sealed to it is noted and can be opened. */
  readonly identity?: Identity | undefined;
  /** Goes on trying where the room can't be reached for the first time; otherwise that is the end of it. */
  readonly isPatient?: boolean;
  readonly listener: GuestListener;
}

/** What a guest tells its owner. */
export interface GuestListener {
  /** Connection, members or the room itself changed. @param members who came and went, where somebody did */
  changed(members?: MemberChanges): void;
  /** New events, in order. */
  received(events: readonly RoomEvent[]): void;
  /** A page of the past, which the newest events came before. */
  pastCame?(events: readonly RoomEvent[]): void;
  outboxChanged(): void;
  /** A member writes something; said again while it goes on. */
  typing?(member: string): void;
  /** The host names other rooms, hints that its members may ask for. @param teller its address */
  named?(rooms: readonly NamedRoom[], teller: string): void;
  /** The session goes on over another transport, as was asked. */
  moved?(transport: Transport): void;
  /** This computer's network is another than before, and the link to the room is seen to. */
  networkChanged?(): void;
  /** Something that must not be was thrown while the room was heard. */
  defect?(error: unknown): void;
  /** Something to be read: it could not be kept on disk, or the room is not the one that it says. The conversation goes on. */
  told(problem: Problem): void;
}
