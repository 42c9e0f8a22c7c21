import { describe, expect, it, vi } from 'vitest';
import { type InvokeChannel, invokeSchemas } from '../../shared/ipc-contract.ts';
import { answer, type Handlers } from './answer.ts';

/** Handlers that give back what they were called with. */
function echoing() {
  const called = vi.fn();
  const entries = (Object.keys(invokeSchemas) as InvokeChannel[]).map((channel) => [
    channel,
    (payload: unknown) => {
      called(channel, payload);
      return payload;
    },
  ]);
  return { handlers: Object.fromEntries(entries) as Handlers, called };
}

describe('answer', () => {
  it('passes a checked payload on and gives the result back', async () => {
    const { handlers } = echoing();
    await expect(answer(handlers, 'room:say', { text: 'hi' })).resolves.toEqual({ text: 'hi' });
    await expect(answer(handlers, 'app:state', undefined)).resolves.toBeUndefined();
  });

  it.each([
    ['room:say', {}],
    ['room:say', { text: 1 }],
    ['room:say', { text: 'x', extra: true }],
    ['room:say', { text: 'x'.repeat(1_000_001) }],
    ['room:host', { name: 'Lab', port: 65_536, bind: '', plain: true, durable: false }],
    ['room:host', { name: 'Lab', port: 1.5, bind: '', plain: true, durable: false }],
    ['room:join', { address: 'localhost', transport: 'sctp' }],
    ['room:set-transport', {}],
    ['room:set-transport', { transport: 'memory' }],
    ['room:quality', {}],
    ['room:history', { before: 1, limit: 1_001 }],
    ['room:history', { before: 0, limit: 10 }],
    ['settings:update', { theme: 'pink' }],
    ['settings:update', { __proto__: null, unknown: 1 }],
    ['app:state', {}],
    ['app:state', null],
  ])('refuses %s with %j before a handler sees it', async (channel, payload) => {
    const { handlers, called } = echoing();
    await expect(answer(handlers, channel, payload)).rejects.toThrow(channel);
    expect(called).not.toHaveBeenCalled();
  });

  it.each(['nothing', '', 'constructor', '__proto__', 'toString', undefined, 7, {}])(
    'refuses the channel %j',
    async (channel) => {
      await expect(answer(echoing().handlers, channel, undefined)).rejects.toThrow('there is no channel');
    },
  );
});
