import type { Defects } from '../../core/defects.ts';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { FoundRoom } from '../../shared/discovery/found-room.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import type { Transport } from '../../shared/models.ts';
import type { Announcer } from '../discovery/announcing.ts';
import type { Rest } from '../store/rest/rest.ts';
import type { WantedDoor } from './lay-down-door.ts';

/** Where one link of a member comes from: an IP address without the port. */
export interface Whereabouts {
  readonly address: string;
  readonly transport: Transport;
  /** 32 bytes that the short code is made of which this member and the host compare; undefined in clear. */
  readonly code?: Uint8Array | undefined;
}

/** What a room is hosted with. */
export interface HostOptions {
  /** The room's name; with the folder it names the room's log. */
  readonly name: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** One address of this computer; empty for all, IPv4 and IPv6. */
  readonly bind: string;
  /** File of the room's log. */
  readonly path: string;
  /** How what is kept lies on the disk; as it is unless it is said. */
  readonly rest?: Rest | undefined;
  /** Folder of the room's files; beside the log unless it is said. */
  readonly files?: string;
  readonly backlog?: number;
  /** True to wait for the disk with each turn, so that a power cut takes nothing that was accepted. */
  readonly durable?: boolean;
  /** False to let in nobody in clear: neither who does not speak the protocol, such as netcat and scripts, nor apps that don't encrypt. */
  readonly plain?: boolean;
  readonly limits?: Partial<RoomLimits>;
  /** Who hosts it, to everybody; somebody new each time unless it is said. */
  readonly identity?: Identity;
  /** What travels is recorded whenever it is on. */
  readonly recorder?: LinkRecorder | undefined;
  /** Who the person at the window was in every room, before there was a device for each; this room makes them another. */
  readonly formerDevice?: string | undefined;
  /** Makes the room known to the network, from when it listens to when it closes; nobody does unless it is said. */
  readonly announcer?: Announcer | undefined;
  /** Rooms that are known here by now, of which members are told; of none unless it is said. */
  readonly otherRooms?: (() => readonly FoundRoom[]) | undefined;
  /** False to have it tell nobody, until `RoomHost.setAnnounced`. */
  readonly isAnnounced?: boolean;
  /** Who comes in from now on; without it, whoever came in before: everybody, in a new room. */
  readonly door?: WantedDoor | undefined;
  /** False where the network is told of a room that says neither its name nor its host's; asked whenever it is told something. */
  readonly isNamed?: (() => boolean) | undefined;
  /** Who hosts it, as the network is told until its host is in. */
  readonly nick?: string;
  /** This computer's addresses are others than before; the members are told. */
  readonly moved?: () => void;
  /** Called whenever a link for files begins. */
  readonly filesTravel?: () => void;
  /** Hears of what was thrown and must not be; nowhere else is it told. */
  readonly defects?: Defects;
  /** Hears of what the room survived and its host should know, such as a damaged stretch of its log. */
  readonly notice?: (problem: Problem) => void;
}
