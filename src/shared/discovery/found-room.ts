/** A room that is here, as discovery found it: the models that the engine, the command line and the window share. */
import { z } from 'zod';
import type { Door } from '../doors/door-models.ts';

/**
 * How a room was found: announced by DNS-SD, by its own broadcast, by its answer to a question of ours, or named by the
 * host of another room. Each but the first two counts only together with a packet of the room itself.
 */
export const foundWaySchema = z.enum(['mdns', 'beacon', 'asked', 'gossip']);
export type FoundWay = z.infer<typeof foundWaySchema>;

/** One address at which a room was heard. */
export interface FoundAddress {
  /** An IP address, IPv6 without brackets and with its zone where it needs one. */
  readonly address: string;
  readonly port: number;
  /** Milliseconds that it took to answer a question; undefined while it was only heard, and answers nothing. */
  readonly ms?: number;
}

export interface FoundRoom {
  /**
   * Unique in the list and the same for as long as the room is in it: the room's id, with something behind it for another
   * room that claims the same id.
   */
  readonly key: string;
  /** 32 hex digits. No secret: any room can claim it. */
  readonly id: string;
  readonly name: string;
  /** Nickname of who hosts it. */
  readonly host: string;
  readonly members: number;
  readonly lock: Door;
  /** Whether it lets in peers without our protocol. */
  readonly plain: boolean;
  /**
   * What it says that its key's fingerprint is, 32 hex digits; undefined where it says none. A claim: whoever joins by it is let
   * into no room of another key.
   */
  readonly fingerprint?: string | undefined;
  /** Never empty; the one to join at comes first. */
  readonly at: readonly FoundAddress[];
  /** Each at most once, in the order of {@link foundWaySchema}; empty for an own room. */
  readonly ways: readonly FoundWay[];
  /** Hosted by this very Partyline. */
  readonly own: boolean;
  /** Another room that is here claims the same id with another name, host or port: one of them is not what it says. */
  readonly contested: boolean;
}

/** A search of a subnet, which asks one address after the other. */
export interface SubnetSearch {
  /** Counts up; names this search in what follows. */
  readonly search: number;
  /** In the form `192.168.1.0/24`. */
  readonly subnet: string;
  readonly port: number;
  /** Addresses that were asked, of how many. */
  readonly asked: number;
  readonly of: number;
  /** Rooms that answered. */
  readonly found: number;
  readonly state: 'running' | 'done' | 'cancelled';
}
