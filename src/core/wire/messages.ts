import type { Door } from '../../shared/doors/door-models.ts';
import type { WireErrorCode } from '../../shared/error-codes.ts';
import type { Member, RoomEvent, RoomInfo } from '../../shared/models.ts';
import type { SealedWords } from '../../shared/sealed/sealed-models.ts';
import type { NamedRoom } from '../discovery/gossip.ts';
import type { BansMessage, KnocksMessage, Manage, WaitingMessage } from './door-messages.ts';
import type { WordAnswer, WordStep } from './word-messages.ts';

/** What a guest that was here before says to get its place back. */
export interface Resume {
  /** The secret that the `welcome` gave. */
  readonly session: string;
  /** The newest event that the guest has. */
  readonly seq: number;
  /** Proof of that event: 32 hex digits. A guest that sends none is served as if its log were this one. */
  readonly proof?: string;
}

/** Where a guest hears its host beside any link, should that be at another address one day. */
export interface Call {
  /** UDP port at the address that the guest's links come from. */
  readonly port: number;
  /** What the host's packet must name to be believed: two unpredictable unsigned 32-bit numbers. */
  readonly index: number;
  readonly secret: number;
}

export interface Hello {
  readonly type: 'hello';
  readonly v: number;
  /** Cleaned. */
  readonly nick: string;
  /** 32 hex digits. */
  readonly device: string;
  readonly resume?: Resume;
  /** Grows with each `hello` of the device: one that is lower than the newest comes late. */
  readonly attempt?: number;
  readonly call?: Call;
  /** What the guest can do beyond version 1, in names of which not all need be known here. */
  readonly can?: readonly string[];
}

export interface Say {
  readonly type: 'say';
  readonly id: string;
  /** As it came: the room judges its length and content, and refuses it by `id`. Empty beside `sealed`. */
  readonly text: string;
  /** Words for some members alone. */
  readonly sealed?: SealedWords;
  /** What it answers: an event by its number, or by its id, which several members may have used. */
  readonly reply_to?: string | number;
  /** It was accepted before, by a log that lost it: when it was said at first, in milliseconds since 1970. */
  readonly late?: number;
}

/** Asks the host which room it is, and to prove that it is the one that was met before. Comes before `hello`. */
export interface Prove {
  readonly type: 'prove';
  /** The guest's part of chance: 32 hex digits. */
  readonly nonce: string;
  /** The name of the member that asks, for a proof by its key. */
  readonly member?: string;
  /** The name of a session, for a proof by its secret: of rooms that were entered before members had keys. */
  readonly session?: string;
}

/** Asks the host whether its computer reaches the one that this link comes from, at `port`. */
export interface Reach {
  readonly type: 'reach';
  readonly port: number;
}

/** What the host's computer reached; without both when it did not try, because it tries for others. */
export interface Reached {
  readonly type: 'reached';
  /** A connection was made. */
  readonly tcp?: boolean;
  /** A datagram was answered. */
  readonly udp?: boolean;
}

/** From guest to host. */
export type GuestMessage =
  | Hello
  | Prove
  | Reach
  | Say
  | { readonly type: 'ack'; readonly seq: number }
  | { readonly type: 'read'; readonly seq: number }
  /** Asks for a page of the log that ends just before event `before`. */
  | { readonly type: 'past'; readonly before: number }
  | { readonly type: 'ping'; readonly t: number }
  | { readonly type: 'typing' }
  | Manage
  | WordStep
  | { readonly type: 'bye' };

/** How fast this room lets a member speak, so that a guest can keep to it instead of being refused. */
export interface Pace {
  readonly per_second: number;
  readonly burst: number;
}

/** Numbers of events: from `first` up to `next`, exclusive. */
export interface PastRange {
  readonly first: number;
  readonly next: number;
}

export interface Welcome {
  readonly type: 'welcome';
  readonly v: number;
  readonly room: RoomInfo;
  readonly session: string;
  /** The guest's member id. */
  readonly you: string;
  readonly members: readonly Member[];
  /** Newest event. */
  readonly seq: number;
  /** Number of the first event that follows, where that is not the next one that the guest lacks. */
  readonly first?: number;
  readonly pace?: Pace;
  /** What the room proves itself with to this member from now on: 64 hex digits, to be kept secret. */
  readonly key?: string;
  /** What the host can do beyond version 1, in names of which not all need be known here. */
  readonly can?: readonly string[];
  /** Who comes in; everybody where it is not said. */
  readonly door?: Door;
  /** Shows that the host knows the passphrase that was said: a MAC, 64 hex digits. */
  readonly word?: string;
}

/** The answer to `prove`. */
export interface Proof {
  readonly type: 'proof';
  readonly room: RoomInfo;
  /** The host's part of chance: 32 hex digits. */
  readonly nonce: string;
  /** 64 hex digits; missing where none was asked for, or where the host has nothing to make it with. */
  readonly mac?: string;
}

export interface EventMessage extends RoomEvent {
  readonly type: 'event';
}

/** From host to guest. */
export type HostMessage =
  | Welcome
  | Proof
  | Reached
  | EventMessage
  | WaitingMessage
  | WordAnswer
  | KnocksMessage
  | BansMessage
  /** The answer to `past`: the events of this range follow, one behind the other. */
  | (PastRange & { readonly type: 'past' })
  /** More of the member list, when it is too long for the `welcome`. */
  | { readonly type: 'members'; readonly members: readonly Member[] }
  | { readonly type: 'accepted'; readonly id: string; readonly seq: number }
  | { readonly type: 'refused'; readonly id: string; readonly code: string; readonly text: string }
  | { readonly type: 'error'; readonly code: WireErrorCode | (string & {}); readonly text: string }
  | { readonly type: 'pong'; readonly t: number }
  /** Other rooms that the host knows: hints. */
  | { readonly type: 'rooms'; readonly rooms: readonly NamedRoom[] }
  /** Member `from` writes something; may get lost. */
  | { readonly type: 'typing'; readonly from: string }
  | { readonly type: 'bye'; readonly code?: string };
