import { z } from 'zod';

/** Whether what is kept on this computer is encrypted on its disk, and how far what lies there is rewritten. */
const encryptionStateSchema = z.strictObject({
  isOn: z.boolean(),
  /** From 0 to 1 while it is rewritten; undefined when nothing is being done. */
  done: z.number().min(0).max(1).optional(),
  /** Files that could not be rewritten: another program has them open, or they are damaged. */
  left: z.number().int().min(0),
  /** Where the key of it all is: with the system's key store, or in a file beside it, where it keeps out nobody who has both. */
  keptBy: z.enum(['system', 'file']),
});
export type EncryptionState = z.infer<typeof encryptionStateSchema>;
