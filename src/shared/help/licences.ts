import { z } from 'zod';

/** One package that is in the bundle, or beside it. */
export const licenceSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string(),
  /** SPDX expression, such as `MIT`; empty where the package names none. */
  identifier: z.string(),
  /** The licence's own text; empty where the package has none. */
  text: z.string(),
});
export type Licence = z.infer<typeof licenceSchema>;
export const licencesSchema = z.array(licenceSchema);
