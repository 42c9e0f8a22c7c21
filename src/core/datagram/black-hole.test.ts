import { describe, expect, it } from 'vitest';
import { BlackHole } from './black-hole.ts';

describe('a black hole for large packets', () => {
  it('is found when large packets get lost three times in a row, whatever arrives of small ones', () => {
    const hole = new BlackHole();
    for (const time of [100, 200, 300]) {
      expect(hole.isFound).toBe(false);
      hole.arrived(508);
      hole.lost(1_200, time - 50, time);
    }
    expect(hole.isFound).toBe(true);
  });

  it('is found too where packets of middle length arrive', () => {
    const hole = new BlackHole();
    for (const time of [100, 200, 300]) {
      hole.arrived(937);
      hole.lost(1_182, time - 50, time);
    }
    expect(hole.isFound).toBe(true);
  });

  it('is not seen in an outage, where many packets get lost together', () => {
    const hole = new BlackHole();
    for (let sentAt = 0; sentAt < 50; sentAt += 1) hole.lost(1_200, sentAt, 100);
    expect(hole.isFound).toBe(false);
  });

  it('is not seen in packets that left in the moment in which the loss before was found', () => {
    const hole = new BlackHole();
    for (const time of [100, 200, 300]) hole.lost(1_200, time - 100, time);
    expect(hole.isFound).toBe(false);
  });

  it('is not seen while now and then a packet as long arrives', () => {
    const hole = new BlackHole();
    for (let time = 100; time < 2_000; time += 100) {
      hole.lost(1_200, time - 50, time);
      if (time % 300 === 0) hole.arrived(1_200);
    }
    expect(hole.isFound).toBe(false);
  });

  it('is not seen in the loss of small packets', () => {
    const hole = new BlackHole();
    for (let time = 100; time < 2_000; time += 100) hole.lost(508, time - 50, time);
    expect(hole.isFound).toBe(false);
  });
});
