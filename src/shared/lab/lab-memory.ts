/** What the lab's forms were filled in with last, as it was typed; kept with the settings. */
import { z } from 'zod';
import { transportSchema } from '../models.ts';
import { habitSchema } from './habits.ts';
import { encodingSchema, lineEndingSchema } from './lab-config.ts';

const number = z.string().max(10);
const path = z.string().max(4_096);

/** Leaves out the confirmation that other computers may start programs here: that is asked for each time. */
export const serverFormSchema = z.strictObject({
  habit: habitSchema,
  transport: transportSchema,
  bind: z.string().max(64),
  port: number,
  recvSize: number,
  recvWaitMs: number,
  file: path,
  fileHeader: z.enum(['described', 'hashed']),
  fileDescription: z.string().max(1_000),
  programs: z.array(path).max(50),
  framing: z.enum(['length', 'ready']),
});
export type ServerForm = z.infer<typeof serverFormSchema>;

export const clientFormSchema = z.strictObject({
  way: z.enum(['tcp', 'udp', 'path']),
  address: z.string().max(300),
  path,
  bind: z.string().max(64),
  port: number,
  noDelay: z.boolean(),
});
export type ClientForm = z.infer<typeof clientFormSchema>;

/** How what one types is sent, and how bytes are drawn. */
export const labChoicesSchema = z.strictObject({
  encoding: encodingSchema,
  ending: lineEndingSchema,
  enterSends: z.boolean(),
  everyMs: number,
  bytesAs: z.enum(['text', 'hex', 'numbers']),
  readAs: z.enum(['utf-8', 'gbk', 'latin1']),
});
export type LabChoices = z.infer<typeof labChoicesSchema>;

export const labMemorySchema = z.strictObject({
  server: serverFormSchema.optional(),
  client: clientFormSchema.optional(),
  choices: labChoicesSchema.optional(),
});
export type LabMemory = z.infer<typeof labMemorySchema>;
