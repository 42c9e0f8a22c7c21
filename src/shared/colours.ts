/**
 * The colours that a person can be shown in, by name, in the order of the tokens `--tone-0` to `--tone-9`: each carries
 * white letters at 4.5 : 1 or more, on paper and in the dark. The wire has no field for them: they are this window's own.
 */
export const COLOURS = [
  'petrol',
  'brick',
  'violet',
  'green',
  'magenta',
  'blue',
  'amber',
  'purple',
  'olive',
  'rose',
] as const;
export type Colour = (typeof COLOURS)[number];
