import { z } from 'zod';
import { DEFAULT_LIMITS } from '../limits.ts';

/** Smallest bound of bytes that a person can set: one piece. */
const LEAST_BYTES = 1_048_576;

/** What a person settled about files; `files` in the settings. */
export const fileSettingsSchema = z.strictObject({
  /** Where received files go; empty for the folder `Partyline` in the system's downloads. */
  downloadFolder: z.string().max(4_096),
  /** Files of up to so many bytes are fetched without a question; 0 for none. */
  acceptBelow: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Members whose files are fetched without a question; the nickname is for the list that people see. */
  acceptFrom: z
    .array(z.strictObject({ room: z.string().max(64), member: z.string().max(64), nick: z.string().max(64) }))
    .max(1_000),
  /** What a room hosted here keeps: bytes of all files, bytes of one, days since one was wanted last. */
  spoolBytes: z.number().int().min(LEAST_BYTES).max(Number.MAX_SAFE_INTEGER),
  fileBytes: z.number().int().min(LEAST_BYTES).max(DEFAULT_LIMITS.fileBytes),
  spoolDays: z.number().int().min(1).max(3_650),
});
export type FileSettings = z.infer<typeof fileSettingsSchema>;
