/**
 * Everything that crosses between the window and the main process. Two maps, one per direction; the schema of a
 * payload is also its type. Raw `ipcMain` and `ipcRenderer` appear in exactly one file per side.
 */
import { z } from 'zod';
import type { EncryptionState } from './at-rest/encryption-state.ts';
import type { CloseQuestion, RoomsLeft } from './closing.ts';
import { type DiscoveryPush, type DiscoveryResults, discoverySchemas } from './discovery/discovery-contract.ts';
import { type DoctorPush, type DoctorResults, doctorSchemas } from './doctor/doctor-contract.ts';
import { type DoorResults, doorSchemas, wordSchema } from './doors/door-contract.ts';
import { doorSchema } from './doors/door-models.ts';
import type { Problem, Result } from './error-codes.ts';
import { type FilePush, type FileResults, fileSchemas } from './files/file-contract.ts';
import { type HelpPush, type HelpResults, helpSchemas } from './help/help-contract.ts';
import { type IdentityPush, type IdentityResults, identitySchemas } from './identity/identity-contract.ts';
import { impairmentSchema } from './impairment/impairment.ts';
import { type LabInvokeResults, type LabPush, labInvokeSchemas } from './lab/lab-contract.ts';
import type { LinkQuality, LocalAddress, OutboxItem, RecentRoom, RoomEvent, Transport } from './models.ts';
import { transportSchema } from './models.ts';
import { type DetailsResults, detailsSchemas } from './places/details-contract.ts';
import { type PlacePush, type PlaceResults, placeSchemas } from './places/place-contract.ts';
import {
  type KnownRoom,
  type PlaceCard,
  type PlaceKey,
  placeKeySchema,
  type RoomChange,
  type RoomView,
} from './places/place-models.ts';
import { type PrivatePush, type PrivateResults, privateSchemas } from './sealed/private-contract.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type WireInvokeResults, type WirePush, wireInvokeSchemas } from './wire/wire-contract.ts';

/** What a flag such as `--host` or `--join` asked for at the start and could not have. */
export interface StartFailure {
  readonly problem: Problem;
  /** The address that could not be joined; undefined when a room could not be hosted. */
  readonly joining: string | undefined;
}

/** Everything a window needs to draw its first picture. */
export interface AppState {
  readonly version: string;
  readonly platform: string;
  /** BCP 47 tag of the system's language, such as `zh-CN`. */
  readonly systemLanguage: string;
  readonly settings: Settings;
  readonly encryption: EncryptionState;
  /** Absolute path of the folder that everything is kept in. */
  readonly dataFolder: string;
  readonly recentRooms: readonly RecentRoom[];
  readonly localAddresses: readonly LocalAddress[];
  /** Every room that this person is in, in no order. */
  readonly places: readonly PlaceCard[];
  readonly knownRooms: readonly KnownRoom[];
  /** The place that was opened last, if this person is in it. */
  readonly shown: PlaceKey | undefined;
  /** An address from a `partyline://` link that waits for the user, to fill in the join form. */
  readonly openAddress: string | undefined;
  readonly startFailure: StartFailure | undefined;
}

const nothing = z.undefined();
/** The place that a call is about: a room that one is in. */
const key = placeKeySchema;
const place = z.strictObject({ key });
const itemId = z.strictObject({ key, id: z.string().min(1).max(64) });

/** Payload schemas of the calls that the window makes. Main answers each; a missing handler is a compile error. */
export const invokeSchemas = {
  'app:state': nothing,
  'settings:update': settingsSchema.partial(),
  /** Opens a room on this computer and enters it, as a place of this key, which the window makes. */
  'room:host': z.strictObject({
    key,
    name: z.string().max(256),
    port: z.number().int().min(0).max(65_535),
    /** Empty for all addresses, IPv4 and IPv6. */
    bind: z.string().max(64),
    /** Lets in peers without our protocol, such as netcat and scripts. */
    plain: z.boolean(),
    /** Each turn waits until the disk has it. */
    durable: z.boolean(),
    /** Who comes in; as before, unless it is said. A passphrase goes no further than to what verifies it. */
    door: z.strictObject({ door: doorSchema, word: wordSchema.optional() }).optional(),
  }),
  /**
   * Joins the room at an address, as a place of this key, which the window makes; where one is in that room already, the
   * answer is that place. Without a transport it is joined over the one that it was talked to over last. `address` may be an
   * invite with a fingerprint. With `roomId` somebody chose that room in the list: it may be another than the one that was there.
   */
  'room:join': z.strictObject({
    key,
    address: z.string().max(400),
    transport: transportSchema.optional(),
    roomId: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional(),
    /** This person does not mind that the host does not encrypt; otherwise that is a problem, `host_in_clear`. */
    clear: z.boolean().optional(),
  }),
  'room:say': z.strictObject({ key, text: z.string().max(1_000_000) }),
  /** This member writes something; at most every two seconds. */
  'room:typing': place,
  'room:retry': itemId,
  'room:discard': itemId,
  /** Try to connect now instead of at `retryAt`. */
  'room:reconnect': place,
  /** Moves the session to another transport; a session that can't be moved stays where it is. */
  'room:set-transport': z.strictObject({ key, transport: transportSchema }),
  /** Treats this computer's traffic with the room badly, until the room is left. */
  'impairment:set': z.strictObject({ key, impairment: impairmentSchema }),
  /** How the link is doing; to be asked once a second while somebody looks. */
  'room:quality': place,
  /** The `limit` newest events before `before` (exclusive), oldest first, once they are here; empty at the log's beginning. */
  'room:history': z.strictObject({ key, before: z.number().int().min(1), limit: z.number().int().min(1).max(1_000) }),
  'room:copy-invite': z.strictObject({ address: z.string().max(300) }),
  /** Puts a text on the clipboard. */
  'clipboard:write': z.strictObject({ text: z.string().max(4_194_304) }),
  /** The user's answer to `close-requested`: the app goes on in the tray, or ends. */
  'window:close': z.strictObject({ how: z.enum(['tray', 'quit']) }),
  ...wireInvokeSchemas,
  ...fileSchemas,
  ...labInvokeSchemas,
  ...doctorSchemas,
  ...discoverySchemas,
  ...helpSchemas,
  ...placeSchemas,
  ...detailsSchemas,
  ...doorSchemas,
  ...identitySchemas,
  ...privateSchemas,
} as const;

type InvokeChannelName = keyof typeof invokeSchemas;
type InvokeResults = WireInvokeResults &
  PlaceResults &
  DetailsResults &
  DoorResults &
  IdentityResults &
  PrivateResults &
  FileResults & {
    'app:state': AppState;
    'settings:update': Result<Settings>;
    'room:host': Result<RoomView>;
    'room:join': Result<RoomView>;
    'room:say': Result<OutboxItem>;
    'room:typing': Result<undefined>;
    'room:retry': Result<OutboxItem>;
    'room:discard': Result<undefined>;
    'room:reconnect': Result<undefined>;
    'room:set-transport': Result<undefined>;
    'impairment:set': Result<undefined>;
    /** `undefined` while there is no link, and for who hosts the room. */
    'room:quality': LinkQuality | undefined;
    'room:history': readonly RoomEvent[];
    'room:copy-invite': Result<undefined>;
    'clipboard:write': Result<undefined>;
    'window:close': undefined;
  } & LabInvokeResults &
  DoctorResults &
  DiscoveryResults &
  HelpResults;
/** Channel → what the window passes and what it gets back. */
export type InvokeContract = {
  [C in InvokeChannelName]: { payload: z.infer<(typeof invokeSchemas)[C]>; result: InvokeResults[C] };
};
export type InvokeChannel = InvokeChannelName;

/** One thing that main tells the window. Main sends them in arrays, at most one array per drawn frame. */
export type Push =
  | WirePush
  | PlacePush
  | PrivatePush
  /** What of a place's room is otherwise than before. */
  | { readonly kind: 'room'; readonly key: PlaceKey; readonly change: RoomChange }
  /** New events, in order, without a gap to those before; after a resume also what was missed. */
  | { readonly kind: 'events'; readonly key: PlaceKey; readonly events: readonly RoomEvent[] }
  /** The whole outbox, each time it changes. */
  | { readonly kind: 'outbox'; readonly key: PlaceKey; readonly items: readonly OutboxItem[] }
  /**
   * The session goes on over another transport; what follows came over that one. `at` is in milliseconds since 1970, by
   * this computer's clock.
   */
  | { readonly kind: 'transport'; readonly key: PlaceKey; readonly transport: Transport; readonly at: number }
  /** Another member, by its id, writes something. */
  | { readonly kind: 'typing'; readonly key: PlaceKey; readonly member: string }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'encryption'; readonly state: EncryptionState }
  /** Something went wrong beside a place, such as a copy of the log that can't be kept; the room goes on. */
  | { readonly kind: 'notice'; readonly key: PlaceKey; readonly problem: Problem }
  | { readonly kind: 'start-failed'; readonly failure: StartFailure }
  | { readonly kind: 'recent'; readonly recentRooms: readonly RecentRoom[] }
  /** The user closed the window while in a room: ask, then `window:close` or nothing. */
  | { readonly kind: 'close-requested'; readonly question: CloseQuestion; readonly rooms: RoomsLeft }
  /** A small sound is to be heard. */
  | { readonly kind: 'sound' }
  /** A `partyline://` link was opened. */
  | { readonly kind: 'open-address'; readonly address: string }
  | FilePush
  | IdentityPush
  | LabPush
  | DoctorPush
  | DiscoveryPush
  | HelpPush;

/** What is told of one place that the window has open, and of no other. */
const KINDS_OF_PLACE = [
  'room',
  'events',
  'outbox',
  'transport',
  'typing',
  'notice',
  'transfers',
  'transfers-over',
  'files-gone',
  'file-notice',
  'private-messages',
  'private-waiting',
] as const satisfies readonly Push['kind'][];
export type PushOfPlace = Extract<Push, { readonly kind: (typeof KINDS_OF_PLACE)[number] }>;

export function isPushOfPlace(push: Push): push is PushOfPlace {
  return (KINDS_OF_PLACE as readonly Push['kind'][]).includes(push.kind);
}

/** The one channel from main to the window. */
export const PUSH_CHANNEL = 'partyline:push';
/** The one channel from the window to main: `invoke(INVOKE_CHANNEL, channel, payload)`. */
export const INVOKE_CHANNEL = 'partyline:invoke';

/** What preload puts on `window.partyline`. */
export interface PartylineApi {
  invoke<C extends InvokeChannel>(
    channel: C,
    payload: InvokeContract[C]['payload'],
  ): Promise<InvokeContract[C]['result']>;
  /** Where a dropped or chosen `File` is on disk; empty for one that the page made itself. */
  pathOf(file: object): string;
  /** @returns its own unsubscribe */
  onPush(listener: (batch: readonly Push[]) => void): () => void;
}
