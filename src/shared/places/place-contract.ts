/** The part of the IPC contract that places need; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Problem, Result } from '../error-codes.ts';
import type { Transfer } from '../files/file-models.ts';
import type { OutboxItem } from '../models.ts';
import {
  type Forgetting,
  type KnownRoom,
  type PlaceCard,
  type PlaceKey,
  placeKeySchema,
  placeNoticesSchema,
  type RoomView,
} from './place-models.ts';

const one = z.strictObject({ key: placeKeySchema });

/** Everything that the window needs to draw a place. */
export interface PlaceSnapshot {
  readonly room: RoomView;
  readonly outbox: readonly OutboxItem[];
  /** Of the room, oldest first, also those that are over. */
  readonly transfers: readonly Transfer[];
  /** What was told last beside the room. */
  readonly notice: Problem | undefined;
}

/** What needs a place fails with `no_room` where the key names none. */
export const placeSchemas = {
  /** The window has a store of the place from now on: its pushes follow the answer. */
  'places:open': one,
  /** The window keeps only its counters from now on. */
  'places:close': one,
  /** The window shows this place from now on, or none: it is what the next start shows. */
  'places:show': z.strictObject({ key: placeKeySchema.optional() }),
  /** Somebody reads at the end of the place's conversation from now on, or no more: what comes meanwhile is read. */
  'places:reading': z.strictObject({ key: placeKeySchema, isReading: z.boolean() }),
  /** Puts the places into this order; those that are not named stay behind them. */
  'places:order': z.strictObject({ keys: z.array(placeKeySchema).max(1_000) }),
  'places:pin': z.strictObject({ key: placeKeySchema, isPinned: z.boolean() }),
  'places:mute': z.strictObject({ key: placeKeySchema, isMuted: z.boolean() }),
  /** Of which messages of it the desktop is told. */
  'places:notices': z.strictObject({ key: placeKeySchema, notices: placeNoticesSchema }),
  /** Whether a hosted room tells the network that it is there. */
  'places:announce': z.strictObject({ key: placeKeySchema, isAnnounced: z.boolean() }),
  /** Leaves the room, or stops hosting it; also ends an attempt to enter it. It stays among the known rooms. */
  'places:leave': one,
  /** Enters a known room again: joins it where it was, or hosts it as it was. */
  'places:enter': one,
  /** What would go with a known room. */
  'places:forgetting': one,
  /** Takes a room that was left off the list, with all that is kept of it here. */
  'places:forget': one,
} as const;

export type PlaceResults = {
  'places:open': Result<PlaceSnapshot>;
  'places:close': Result<undefined>;
  'places:show': Result<undefined>;
  'places:reading': Result<undefined>;
  'places:order': Result<undefined>;
  'places:pin': Result<undefined>;
  'places:mute': Result<undefined>;
  'places:notices': Result<undefined>;
  'places:announce': Result<undefined>;
  'places:leave': Result<undefined>;
  'places:enter': Result<RoomView>;
  'places:forgetting': Result<Forgetting>;
  'places:forget': Result<undefined>;
};

export type PlacePush =
  /** Places that are new or changed, and those that are no more; whichever are open in the window. */
  | { readonly kind: 'places'; readonly changed: readonly PlaceCard[]; readonly gone: readonly PlaceKey[] }
  /** Somebody wants to see this place, from outside of the window: a flag, a notification, the tray. */
  | { readonly kind: 'show-place'; readonly key: PlaceKey }
  /** All of them, the one that was left last first. */
  | { readonly kind: 'known-rooms'; readonly rooms: readonly KnownRoom[] };
