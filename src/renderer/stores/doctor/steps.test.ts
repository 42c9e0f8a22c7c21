import { expect, it } from 'vitest';
import type { DoctorEvent } from '../../../shared/doctor/models.ts';
import { type AddressStep, withEvent } from './steps.ts';

const HERE = '127.0.0.1';

function after(...events: readonly DoctorEvent[]): readonly AddressStep[] {
  return events.reduce<readonly AddressStep[]>(withEvent, []);
}

it('follows the probes of an address from its route to their outcomes', () => {
  const steps = after(
    { event: 'route', address: HERE, relation: 'this_computer', from: HERE, adapter: 'lo' },
    { event: 'probing', address: HERE, transport: 'tcp' },
    { event: 'probing', address: HERE, transport: 'udp' },
    { event: 'probed', address: HERE, transport: 'tcp', outcome: 'room', ms: 1.5 },
  );
  expect(steps).toEqual([
    {
      address: HERE,
      relation: 'this_computer',
      probes: { tcp: { state: 'done', outcome: 'room', ms: 1.5 }, udp: { state: 'running' } },
    },
  ]);
});

it('lists the addresses of a name in their order before anything is known of them', () => {
  const steps = after(
    { event: 'resolved', host: 'nas', addresses: ['fd00::9', '10.0.0.9'] },
    { event: 'probing', address: '10.0.0.9', transport: 'udp' },
  );
  expect(steps.map(({ address, probes }) => [address, Object.keys(probes)])).toEqual([
    ['fd00::9', []],
    ['10.0.0.9', ['udp']],
  ]);
});
