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

const key = '0123456789abcdef';

describe('answer', () => {
  it('passes a checked payload on and gives the result back', async () => {
    const { handlers } = echoing();
    await expect(answer(handlers, 'room:say', { key, text: 'hi' })).resolves.toEqual({ key, text: 'hi' });
    await expect(answer(handlers, 'app:state', undefined)).resolves.toBeUndefined();
  });

  it.each([
    ['room:say', { text: 'x' }],
    ['room:say', { key: '', text: 'x' }],
    ['room:say', { key: `${key}0`, text: 'x' }],
    ['room:say', { key }],
    ['room:say', { key, text: 1 }],
    ['room:say', { key, text: 'x', extra: true }],
    ['room:say', { key, text: 'x'.repeat(1_000_001) }],
    ['room:host', { key, name: 'Lab', port: 65_536, bind: '', plain: true, durable: false }],
    ['room:host', { key, name: 'Lab', port: 1.5, bind: '', plain: true, durable: false }],
    ['room:join', { key, address: 'localhost', transport: 'sctp' }],
    ['room:set-transport', { key }],
    ['room:set-transport', { key, transport: 'memory' }],
    ['room:quality', {}],
    ['room:history', { key, before: 1, limit: 1_001 }],
    ['room:history', { key, before: 0, limit: 10 }],
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
