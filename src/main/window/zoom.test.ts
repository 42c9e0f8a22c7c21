import { expect, it } from 'vitest';
import { settingsSchema } from '../../shared/settings.ts';
import { ZOOM_STEPS } from '../../shared/settings-defaults.ts';
import { zoomed } from './zoom.ts';

it('goes a step up or down from wherever it is, stays at both ends, and back to its own size', () => {
  expect([zoomed(1, 'in'), zoomed(1, 'out'), zoomed(1.3, 'in'), zoomed(1.3, 'out')]).toEqual([1.1, 0.9, 1.5, 1.25]);
  expect([zoomed(3, 'in'), zoomed(0.5, 'out'), zoomed(2.5, 'reset')]).toEqual([3, 0.5, 1]);
});

it('has no step that the settings refuse', () => {
  for (const step of ZOOM_STEPS) expect(settingsSchema.shape.zoom.safeParse(step).success).toBe(true);
});
