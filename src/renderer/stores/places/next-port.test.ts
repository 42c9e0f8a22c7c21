import { describe, expect, it } from 'vitest';
import { hostedAt, nextPort } from './next-port.ts';
import { samplePlace } from './sample-place.ts';

const cards = [
  samplePlace('a', { isHosted: true, address: '192.168.1.2:8888' }),
  samplePlace('b', { isHosted: true, address: '[::1]:8889' }),
  samplePlace('c', { address: '192.168.1.3:8890' }),
];

describe('the port of the next room', () => {
  it('is the wanted one while no own room has it', () => {
    expect(nextPort(cards, 9000)).toBe(9000);
    expect(nextPort([], 8888)).toBe(8888);
  });

  it('is the next one that no own room has; where joined rooms are says nothing', () => {
    expect(nextPort(cards, 8888)).toBe(8890);
    expect(hostedAt(cards, 8889)?.key).toBe('b');
    expect(hostedAt(cards, 8890)).toBeUndefined();
  });

  it('stays any free one where that was wanted', () => {
    expect(nextPort([samplePlace('a', { isHosted: true, address: '127.0.0.1:1' })], 0)).toBe(0);
  });
});
