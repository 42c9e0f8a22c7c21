/** Who is who: this device, the people that it met, and the rooms by their keys; what engine, command line and window share. */
import { z } from 'zod';
import { COLOURS } from '../colours.ts';

/** An identity key as 64 hex digits: what a person's device is known by, in every room. */
export const identityKeySchema = z.string().regex(/^[0-9a-f]{64}$/);
export type IdentityKey = z.infer<typeof identityKeySchema>;

/** A room's fingerprint: the first 32 hex digits of the SHA-256 of its key. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{32}$/);
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** How two people made sure that each has the other's key. */
export const verifiedHowSchema = z.enum(['code', 'qr']);
export type VerifiedHow = z.infer<typeof verifiedHowSchema>;

/** Who this device is to everybody. */
export interface OwnIdentity {
  readonly key: IdentityKey;
  /** The identity card, 160 bytes as base64url. */
  readonly card: string;
  /** `partyline://verify/…`, to be shown as a QR code. */
  readonly link: string;
  /** Where the private keys are: with the system's key store, or in a file that is its owner's alone. */
  readonly keptBy: 'system' | 'file';
}

/** A room in which somebody was met. */
export interface MeetingRoom {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  /** What they are called there by the room: `RoomEvent.from` of all that they say. */
  readonly member: string;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly lastMet: number;
}

/** Somebody whose key this device remembers since it met them. */
export interface Contact {
  readonly key: IdentityKey;
  /** Their identity card, 160 bytes as base64url. */
  readonly card: string;
  /** What they called themselves last. */
  readonly nick: string;
  /** What they called themselves before, the newest first. */
  readonly formerNicks: readonly string[];
  /** What this person calls them; undefined where it is as they call themselves. */
  readonly alias: string | undefined;
  /** What this person sees them in; undefined for the colour that everybody has. */
  readonly colour: ContactColour | undefined;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly firstMet: number;
  readonly lastMet: number;
  /** The newest meeting first. */
  readonly rooms: readonly MeetingRoom[];
  /** Undefined until the two compared a code, or one scanned the other's. */
  readonly verified: { readonly at: number; readonly how: VerifiedHow } | undefined;
}

export const contactColourSchema = z.enum(COLOURS);
export type ContactColour = z.infer<typeof contactColourSchema>;

/**
 * Somebody comes as a person that this device knows, and with another key than theirs: as the same member of a room
 * (`member`), or under the name of somebody who was met there or is verified (`name`). Open until this person decides.
 */
export interface KeyChange {
  /** Names this change, for as long as it is open. */
  readonly id: string;
  readonly roomId: string;
  readonly roomName: string;
  /** Member id. */
  readonly member: string;
  readonly nick: string;
  /** The key that they come with; undefined where they come without one, in clear. */
  readonly key: IdentityKey | undefined;
  /** The card with that key, 160 bytes as base64url. */
  readonly card: string | undefined;
  /** Whom this device knows there. */
  readonly known: IdentityKey;
  readonly by: 'member' | 'name';
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What two people read out to each other, or one of them scans. */
export interface ComparisonCode {
  readonly key: IdentityKey;
  /**
   * `handshake`: made of the very link between the two, host and guest. `cards`: made of both keys, for two members who have
   * no link of their own; the same whenever they look.
   */
  readonly of: 'handshake' | 'cards';
  /** The same at both, in this order. */
  readonly words: readonly string[];
  /** The same as emoji, each with its name in English. */
  readonly emoji: readonly { readonly sign: string; readonly name: string }[];
}

/** How a room's key is shown. */
export interface RoomSeal {
  readonly fingerprint: Fingerprint;
  /** Four words of the fingerprint: who hears them finds the room in the list, and takes no other. */
  readonly words: readonly string[];
}
