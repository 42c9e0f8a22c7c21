import { z } from 'zod';
import type { About, Role } from './doors/door-models.ts';
import type { DoorWait } from './doors/door-wait.ts';
import type { Problem } from './error-codes.ts';
import type { FileInfo } from './files/file-models.ts';
import type { SealedWords } from './sealed/sealed-models.ts';

/** One numbered entry in a room's log, as it travels in an `event` frame. */
export interface RoomEvent {
  /** 1, 2, 3, … without a gap. */
  readonly seq: number;
  /** Milliseconds since 1970, by the host's clock. */
  readonly at: number;
  /** `message`, `sealed`, `file`, `joined`, `left` or `restored` (the log is an earlier one than `from` has); kinds that a newer version adds are passed on unchanged. */
  readonly kind: string;
  /** The `say`'s id for a message, the session's public id for `joined` and `left`. */
  readonly id: string;
  /** Member id of whoever caused it. */
  readonly from: string;
  readonly nick: string;
  /** The message; for `left` the reason's code, empty when the member took leave. */
  readonly text: string;
  /** The id of the event that this one answers, for who knows ids alone; another member may have used the same one. */
  readonly reply_to?: string;
  /** Number of the event that this one answers, where the host knows it. */
  readonly reply_seq?: number;
  /** When it was said at first, in milliseconds since 1970, of what is said again because the log had lost it. */
  readonly late?: number;
  /** Whom it is about, of `role`, `removed`, `banned` and `unbanned`, beside whoever did it. */
  readonly about?: About;
  /** Words for some members alone, of kind `sealed`, whose `text` is empty. */
  readonly sealed?: SealedWords;
  /** The file that kind `file` offers, under `text` as its name. */
  readonly file?: FileInfo;
  /** Stands at the `joined` of a plain guest, see {@link Member.plain}. */
  readonly plain?: true;
  /** Stand at a `joined`, see {@link Member.role}, {@link Member.card} and {@link Member.clear}. */
  readonly role?: 'moderator';
  readonly card?: string;
  readonly clear?: true;
}

/** Somebody in the room. */
export interface Member {
  /** Stable for a device in a room, across sessions. */
  readonly id: string;
  readonly nick: string;
  /** True for the one who runs the room's server. */
  readonly host: boolean;
  /** Helps the host with the door and with order; absent for everybody else. */
  readonly role?: Extract<Role, 'moderator'>;
  /** A peer without our protocol, such as netcat or a script: its words travel as plain text. */
  readonly plain?: true;
  /** Identity card, 160 bytes as base64url, of whoever's links are sealed; absent for a peer in clear. */
  readonly card?: string;
  /** A peer that speaks the protocol without encryption: what it hears is heard by who listens to the network. */
  readonly clear?: true;
}

export interface RoomInfo {
  /** 32 hex digits, for ever. */
  readonly id: string;
  readonly name: string;
}

/** What a member said and the host has not yet accepted. */
export interface OutboxItem {
  readonly id: string;
  /** Empty for what is sealed. */
  readonly text: string;
  /** Words for some members alone. */
  readonly sealed?: SealedWords;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly at: number;
  /** When it was said, of what a host accepted and its log lost: it is said again, marked late. */
  readonly late?: number;
  readonly state: 'waiting' | 'failed';
  /** Why it failed. */
  readonly problem?: Problem;
}

export const transportSchema = z.enum(['tcp', 'udp']);
/** How bytes travel: as a TCP stream or as UDP datagrams. */
export type Transport = z.infer<typeof transportSchema>;

/** How a link is doing, counted since it opened; undefined where its transport can't tell. */
export interface LinkQuality {
  readonly transport: Transport;
  /** Smoothed round-trip time, in milliseconds; undefined before the first answer. */
  readonly roundTripMs: number | undefined;
  /** Bytes that travelled, with packet headers where there are any (not those of UDP, TCP and IP). */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly datagrams: DatagramQuality | undefined;
}

/** What only the reliable datagram link can tell, of packets that this end sent. */
export interface DatagramQuality {
  readonly packetsIn: number;
  readonly packetsOut: number;
  /** Packets that were found lost (RFC 9002, section 6). */
  readonly packetsLost: number;
  /** Bytes of the stream that were sent again. */
  readonly bytesRetransmitted: number;
  /** Bytes that may be under way at a time, and that are (RFC 9002, section 7). */
  readonly congestionWindow: number;
  readonly bytesInFlight: number;
}

/** How the link to the room stands. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'online' }
  /** At a door that does not open by itself. */
  | { readonly state: 'knocking'; readonly wait: DoorWait }
  | {
      /** The link is down and another try follows by itself. */
      readonly state: 'waiting';
      /** Milliseconds since 1970 at which the next try starts. */
      readonly retryAt: number;
      readonly attempt: number;
      readonly problem: Problem;
    }
  | { readonly state: 'closed'; readonly problem?: Problem };

/** A room that this computer joined before. */
export interface RecentRoom {
  /** As {@link formatAddress} writes it; unique in the list. */
  readonly address: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly lastJoined: number;
  /** What it was talked to over last, and is joined over next time. */
  readonly transport: Transport;
}

/** One address of this computer on which a room can listen. */
export interface LocalAddress {
  readonly address: string;
  /** The operating system's name of the adapter, such as `eth0`. */
  readonly adapter: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly internal: boolean;
}
