import type { Gap } from './past.ts';

/** What a guest kept of a room that it was in: nothing of it is said to a host that did not prove to be that room. */
export interface KeptRoom {
  /** Names the copy on this computer. */
  readonly copy: string;
  /** The room's id, which any host can claim. */
  readonly room: string;
  /** 32 hex digits: who this guest is in this room, and nowhere else. */
  readonly device: string;
  /** What the room proves itself with; undefined where it was entered before there were keys. */
  readonly key: string | undefined;
  /** The room's own Ed25519 key as 64 hex digits; undefined where its links were in clear whenever it was entered. */
  readonly roomKey?: string | undefined;
  /** The session's secret. */
  readonly session: string | undefined;
  /** Newest event kept; 0 for none. */
  readonly newest: number;
  /** What the copy lacks before that. */
  readonly gaps: readonly Gap[];
  /** Proof of the newest event; undefined where there is none. */
  readonly proof: string | undefined;
}
