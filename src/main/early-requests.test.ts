import { expect, it } from 'vitest';
import { createEarlyRequests } from './early-requests.ts';
import type { HandedOver } from './single-instance.ts';

it('keeps what came before the window was there: the last link for its form, and what was to be joined', () => {
  const requests = createEarlyRequests();
  requests.take({ link: '10.0.0.1:8888' });
  requests.take({ join: '10.0.0.3:8888' });
  requests.take({ link: '10.0.0.2:8888' });
  requests.take({});
  expect(requests.link).toBe('10.0.0.2:8888');
  const taken: HandedOver[] = [];
  requests.handTo((request) => taken.push(request));
  expect(taken).toEqual([{ join: '10.0.0.3:8888' }]);
  expect(requests.link).toBeUndefined();
  requests.take({ link: '10.0.0.4:8888' });
  expect(taken.at(-1)).toEqual({ link: '10.0.0.4:8888' });
});
