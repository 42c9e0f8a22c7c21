import { expect, it } from 'vitest';
import type { LabServer } from '../shared/lab/lab-models.ts';
import { ownPorts, ownRoom } from './own-ports.ts';

function server(transport: 'tcp' | 'udp', port: number, state: LabServer['state']): LabServer {
  return { config: { transport }, port, state } as LabServer;
}

it('are those of hosted rooms, over both transports, and of practice servers that listen', () => {
  const servers = [server('udp', 7, 'listening'), server('tcp', 9, 'stopped')];
  expect(ownPorts([{ isHosted: true, address: '[fd00::1]:8888' }], { servers })).toEqual([
    { transport: 'tcp', port: 8888 },
    { transport: 'udp', port: 8888 },
    { transport: 'udp', port: 7 },
  ]);
});

it('are none for a guest, whose room is on another computer', () => {
  expect(ownPorts([{ isHosted: false, address: '10.0.0.1:8888' }], { servers: [] })).toEqual([]);
  expect(ownPorts([], { servers: [] })).toEqual([]);
});

it.each([
  [
    'the first that others reach',
    [
      { isHosted: true, address: '127.0.0.1:8888' },
      { isHosted: true, address: '10.0.0.1:8889' },
    ],
    8889,
  ],
  ['none that listens on this computer alone', [{ isHosted: true, address: '[::1]:8888' }], undefined],
  ['none of somebody else', [{ isHosted: false, address: '10.0.0.1:8888' }], undefined],
])('a room to come back to is %s', (_, places, port) => {
  expect(ownRoom(places)).toBe(port);
});
