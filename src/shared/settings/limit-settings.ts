import { z } from 'zod';
import { DEFAULT_LIMITS, type RoomLimits } from '../limits.ts';

const count = z.number().int().min(1).max(1_000_000_000);
const percent = z.number().int().min(1).max(100);

/** Limits of the rooms that a person hosts, which the settings' screen changes; all others are as they are. */
export const limitSettingsSchema = z.strictObject({
  members: count,
  links: count,
  linksPerAddress: percent,
  linksPerAddressPerSecond: count,
  connectionsPerSecond: count,
  connectionsPerAddressPerSecond: count,
  silentConnectionsPerAddress: count,
  halfOpen: percent,
  helloMs: count,
  handshakesPerSecond: count,
  handshakesPerAddressPerSecond: count,
  plainGuests: count,
  plainGuestsPerAddress: count,
  silentGuestsPerAddress: count,
  messagesPerSecond: count,
  messageBurst: count,
  overheadBytesPerSecond: count,
  linkQueueBytes: count,
  linkStallMs: count,
}) satisfies z.ZodType<Partial<RoomLimits>>;
export type LimitSettings = z.infer<typeof limitSettingsSchema>;

/** As every room has them unless somebody chose otherwise. */
export const DEFAULT_LIMIT_SETTINGS: LimitSettings = limitSettingsSchema.strip().parse(DEFAULT_LIMITS);
