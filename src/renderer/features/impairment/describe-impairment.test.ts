import { expect, it } from 'vitest';
import { impairmentSchema, NO_IMPAIRMENT } from '../../../shared/impairment/impairment.ts';
import { nearestStop } from '../../ui/slider.tsx';
import { describeImpairment } from './describe-impairment.ts';
import { PRESET_NAMES, PRESETS, presetOf } from './presets.ts';

it('names what is impaired over the transports asked for, and nothing else', () => {
  const all = { ...NO_IMPAIRMENT, loss: 0.1, delayMs: 1_500, chunkBytes: 4 };
  const loss = { key: 'loss', amount: '10%' };
  const delay = { key: 'delayMs', amount: '1,500 ms' };
  const chunks = { key: 'chunkBytes', amount: '4 B' };
  expect(describeImpairment('en', all, ['udp'])).toEqual([loss, delay]);
  expect(describeImpairment('en', all, ['tcp'])).toEqual([chunks]);
  expect(describeImpairment('en', all, ['udp', 'tcp'])).toEqual([loss, delay, chunks]);
  expect(describeImpairment('en', NO_IMPAIRMENT, ['udp', 'tcp'])).toEqual([]);
});

it('knows its presets, all of them allowed, none twice', () => {
  for (const name of PRESET_NAMES) {
    expect(impairmentSchema.parse(PRESETS[name])).toEqual(PRESETS[name]);
    expect(presetOf({ ...PRESETS[name] })).toBe(name);
  }
  expect(presetOf({ ...PRESETS.mobile, loss: 0.5 })).toBeUndefined();
});

it('puts a value that is no stop at the nearest', () => {
  expect(nearestStop([0, 10, 100], 10)).toBe(1);
  expect(nearestStop([0, 10, 100], 60)).toBe(2);
  expect(nearestStop([0, 10, 100], 5_000)).toBe(2);
});
