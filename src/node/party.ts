import type { Result } from '../shared/error-codes.ts';
import type { Push, RoomView } from '../shared/ipc-contract.ts';
import type { OutboxItem, RecentRoom, RoomEvent, Settings } from '../shared/models.ts';

/**
 * One person's Partyline on this computer: settings, the room they host or joined, what they said. The Electron
 * shell and the tests use it; it knows no window.
 */
export interface Party {
  settings(): Settings;
  /** Checks the nickname; everything else is taken as it is. */
  updateSettings(change: Partial<Settings>): Result<Settings>;
  recentRooms(): readonly RecentRoom[];
  forgetRoom(address: string): readonly RecentRoom[];
  room(): RoomView | undefined;
  outbox(): readonly OutboxItem[];
  host(options: { name: string; port: number; bind: string }): Promise<Result<RoomView>>;
  join(address: string): Promise<Result<RoomView>>;
  say(text: string): Result<OutboxItem>;
  retry(id: string): Result<OutboxItem>;
  discard(id: string): Result<undefined>;
  /** Try to connect at once: the user asked, the network is back, or the computer woke up. */
  reconnectNow(): void;
  /** Leaves the room, or stops hosting it. */
  leave(): Promise<Result<undefined>>;
  history(before: number, limit: number): readonly RoomEvent[];
  /** @returns its own unsubscribe */
  onPush(listener: (push: Push) => void): () => void;
  /** Leaves, and writes and releases everything. */
  close(): Promise<void>;
}

export interface PartyOptions {
  /** Folder of settings, logs and outbox; made when missing. */
  readonly dataDir: string;
}

/** Opens the data folder. Fails with `store_locked`, `store_broken` or `store_newer`. */
export declare function openParty(options: PartyOptions): Result<Party>;
