import { type Impairment, NO_IMPAIRMENT } from '../../../shared/impairment/impairment.ts';

/** Networks that people know, roughly as they are; both ways together take twice the delay. */
export const PRESETS = {
  badWifi: {
    ...NO_IMPAIRMENT,
    loss: 0.05,
    duplication: 0.01,
    reordering: 0.03,
    delayMs: 10,
    jitterMs: 50,
    chunkDelayMs: 50,
  },
  mobile: { ...NO_IMPAIRMENT, loss: 0.02, reordering: 0.01, delayMs: 50, jitterMs: 50, chunkDelayMs: 100 },
  satellite: { ...NO_IMPAIRMENT, loss: 0.01, delayMs: 300, jitterMs: 20, chunkDelayMs: 300 },
  crumbs: { ...NO_IMPAIRMENT, chunkBytes: 4, chunkDelayMs: 10 },
  broken: {
    ...NO_IMPAIRMENT,
    loss: 0.3,
    duplication: 0.1,
    reordering: 0.2,
    delayMs: 50,
    jitterMs: 200,
    chunkBytes: 64,
    chunkDelayMs: 20,
  },
} as const satisfies Readonly<Record<string, Impairment>>;

export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as readonly Preset[];

/** The preset that these settings are, if they are one. */
export function presetOf(impairment: Impairment): Preset | undefined {
  const keys = Object.keys(NO_IMPAIRMENT) as readonly (keyof Impairment)[];
  return PRESET_NAMES.find((name) => keys.every((key) => PRESETS[name][key] === impairment[key]));
}
