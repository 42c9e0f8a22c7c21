import { expect, it } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';

it('knows no speed and no time left before the second reading', () => {
  const meter = new ProgressMeter();
  expect([meter.speed, meter.leftMs(10)]).toEqual([0, undefined]);
  meter.update(0, 1_000);
  meter.update(50, 1_099);
  expect([meter.speed, meter.leftMs(10)]).toEqual([0, undefined]);
  meter.update(100, 1_100);
  expect([meter.speed, meter.leftMs(500)]).toEqual([1_000, 500]);
});

it('follows another speed within seconds, and neither at once nor never', () => {
  const meter = new ProgressMeter();
  meter.update(0, 0);
  meter.update(1_000, 1_000);
  // A time constant of 3 s: a change has come by 63 % after it.
  meter.update(7_000, 4_000);
  expect(meter.speed).toBe(Math.round(1_000 + (1 - Math.exp(-1)) * 1_000));
  for (let second = 5; second < 40; second += 1) meter.update(7_000 + (second - 4) * 2_000, second * 1_000);
  expect(meter.speed).toBe(2_000);
});

it('counts what goes back as no time', () => {
  const meter = new ProgressMeter();
  meter.update(0, 0);
  meter.update(1_000, 1_000);
  meter.update(200, 9_000);
  expect(meter.speed).toBe(1_000);
  meter.update(1_200, 10_000);
  expect(meter.speed).toBe(1_000);
});

it('comes to a halt where nothing moves, and then knows no time left', () => {
  const meter = new ProgressMeter();
  meter.update(0, 0);
  meter.update(1_000, 1_000);
  meter.update(1_000, 4_000);
  expect(meter.speed).toBe(Math.round(1_000 / Math.E));
  meter.update(1_000, 600_000);
  expect([meter.speed, meter.leftMs(10)]).toEqual([0, undefined]);
});

it('begins anew after a pause', () => {
  const meter = new ProgressMeter();
  meter.update(0, 0);
  meter.update(1_000, 1_000);
  meter.pause();
  expect([meter.speed, meter.leftMs(10)]).toEqual([0, undefined]);
  meter.update(1_000, 60_000);
  meter.update(1_500, 61_000);
  expect([meter.speed, meter.leftMs(1_000)]).toEqual([500, 2_000]);
});
