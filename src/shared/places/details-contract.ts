/** The part of the IPC contract that a room's details and a person's card need; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Relation } from '../doctor/models.ts';
import type { Result } from '../error-codes.ts';
import type { FileInfo } from '../files/file-models.ts';
import type { Transport } from '../models.ts';
import { placeKeySchema } from './place-models.ts';

/** A file that was sent into a room. */
export interface ListedFile {
  /** Number of its event. */
  readonly event: number;
  /** Milliseconds since 1970, by the host's clock. */
  readonly at: number;
  /** Member id of the sender, and what they were called then. */
  readonly from: string;
  readonly nick: string;
  readonly file: FileInfo;
}

/** What a hosted room was opened with. */
export interface Hosting {
  /** Empty for all addresses. */
  readonly bind: string;
  readonly port: number;
  /** Netcat and scripts are let in. */
  readonly plain: boolean;
  /** Each turn waits until the disk has it. */
  readonly durable: boolean;
}

/** What is known of a room on this computer. */
export interface RoomDetails {
  /** Events of the log that are here, and the number of the newest one of all: what is older may be dropped or on its way. */
  readonly events: number;
  readonly newest: number;
  readonly messages: number;
  /** Milliseconds since 1970 of the oldest event that is here; undefined for none. */
  readonly since: number | undefined;
  /** Everybody who ever came, said or sent something. */
  readonly people: number;
  /** How many files were sent, and the newest of them, newest first. */
  readonly fileCount: number;
  readonly files: readonly ListedFile[];
  /** Bytes on disk: of the log and of this member's copy of it, and of the files that the host keeps for its members. */
  readonly logBytes: number;
  readonly fileBytes: number;
  /** Of a room that is hosted here. */
  readonly hosting: Hosting | undefined;
}

/** One link of a member, as only the host sees it. */
export interface MemberLink {
  readonly transport: Transport;
  /** IP address without the port. */
  readonly address: string;
  /** How it lies, seen from this computer. */
  readonly relation: Relation;
  /** Of this computer's adapter that leads there; empty where none is known. */
  readonly adapter: string;
}

/** What is known of somebody in a room. */
export interface PersonDetails {
  readonly messages: number;
  readonly files: number;
  /** Milliseconds since 1970, by the host's clock; undefined where nothing of theirs is here. */
  readonly firstAt: number | undefined;
  /** Since when they are here this time; undefined while they are away. */
  readonly hereSince: number | undefined;
  /** Where they are; empty for everybody but the host. */
  readonly links: readonly MemberLink[];
  /** Names of this person's other rooms in which somebody of the very same nickname is. */
  readonly alsoIn: readonly string[];
}

const one = z.strictObject({ key: placeKeySchema });

/** Each fails with `no_room` where the key names no place. */
export const detailsSchemas = {
  'details:room': one,
  'details:person': z.strictObject({ key: placeKeySchema, member: z.string().max(64), nick: z.string().max(256) }),
  /** Shows the system's dialog and writes the conversation there, as text or, by the file's ending, as an event a line. */
  'details:export': one,
} as const;

export type DetailsResults = {
  'details:room': Result<RoomDetails>;
  'details:person': Result<PersonDetails>;
  /** The path that was written; undefined when the dialog was cancelled. */
  'details:export': Result<string | undefined>;
};
