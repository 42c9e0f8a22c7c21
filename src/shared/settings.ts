import { z } from 'zod';
import { fileSettingsSchema } from './files/file-settings.ts';
import { labMemorySchema } from './lab/lab-memory.ts';

/** What this installation remembers of its user's choices. */
export const settingsSchema = z.strictObject({
  /** Empty until the first start asked for it. */
  nick: z.string().max(64),
  language: z.enum(['system', 'en', 'zh-CN']),
  theme: z.enum(['system', 'light', 'dark']),
  /** What the host form was filled in with last. */
  hostName: z.string().max(128),
  hostPort: z.number().int().min(0).max(65_535),
  hostBind: z.string().max(64),
  hostPlain: z.boolean(),
  hostDurable: z.boolean(),
  /** How much memory a recording of bytes may take. */
  recordingBytes: z.number().int().min(1_000_000).max(1_000_000_000),
  files: fileSettingsSchema,
  /** Undefined until the practice lab was used. */
  lab: labMemorySchema.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
