import { describe, expect, it, vi } from 'vitest';
import type { Party } from '../node/party/party.ts';
import { failure, success } from '../shared/error-codes.ts';
import type { Push } from '../shared/ipc-contract.ts';
import type { Settings } from '../shared/settings.ts';
import { DEFAULT_SETTINGS } from '../shared/settings-defaults.ts';
import { NO_REQUEST } from './command-line.ts';
import { fulfil } from './start-request.ts';

function fakeParty(nick: string) {
  const form = { hostName: 'Old', hostPort: 9_000, hostBind: '', hostPlain: false, hostDurable: true };
  let settings: Settings = { ...DEFAULT_SETTINGS, nick, ...form };
  const listeners = new Set<(push: Push) => void>();
  const calls: unknown[] = [];
  const party = {
    settings: () => settings,
    updateSettings: (change: Partial<Settings>) => {
      if (change.nick === 'bad') return failure('bad_nick', 'no');
      settings = { ...settings, ...change };
      for (const listener of listeners) listener({ kind: 'settings', settings });
      return success(settings);
    },
    places: {
      host: (options: unknown) => {
        calls.push(['host', options]);
        return Promise.resolve(failure('port_in_use', 'taken'));
      },
      join: (address: string) => {
        calls.push(['join', address]);
        return Promise.resolve(failure('refused', 'closed'));
      },
    },
    onPush: (listener: (push: Push) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { party: party as unknown as Party, calls, listeners };
}

describe('fulfil', () => {
  it('does nothing when nothing was asked for', () => {
    const { party, calls } = fakeParty('Ada');
    fulfil(party, NO_REQUEST, vi.fn(), vi.fn());
    expect(calls).toEqual([]);
  });

  it('hosts with what the flags say and the last room for the rest', () => {
    const { party, calls } = fakeParty('Ada');
    fulfil(party, { ...NO_REQUEST, host: true, name: 'Lab' }, vi.fn(), vi.fn());
    expect(calls).toEqual([['host', { name: 'Lab', port: 9_000, bind: '', plain: false, durable: true }]]);
  });

  it('takes port 0 from the flags as it is', () => {
    const { party, calls } = fakeParty('Ada');
    fulfil(party, { ...NO_REQUEST, host: true, port: 0 }, vi.fn(), vi.fn());
    expect(calls).toEqual([['host', { name: 'Old', port: 0, bind: '', plain: false, durable: true }]]);
  });

  it('sets the nickname before it joins', () => {
    const { party, calls } = fakeParty('');
    fulfil(party, { ...NO_REQUEST, nick: 'Bob', join: 'lab:8888' }, vi.fn(), vi.fn());
    expect(party.settings().nick).toBe('Bob');
    expect(calls).toEqual([['join', 'lab:8888']]);
  });

  it('waits for a nickname at the first start, and joins once', () => {
    const { party, calls, listeners } = fakeParty('');
    fulfil(party, { ...NO_REQUEST, join: 'lab:8888' }, vi.fn(), vi.fn());
    party.updateSettings({ theme: 'dark' });
    expect(calls).toEqual([]);
    party.updateSettings({ nick: 'Ada' });
    party.updateSettings({ nick: 'Eve' });
    expect(calls).toEqual([['join', 'lab:8888']]);
    expect(listeners.size).toBe(0);
  });

  it('says what stands in the way', async () => {
    const { party } = fakeParty('Ada');
    const failed = vi.fn();
    fulfil(party, { ...NO_REQUEST, nick: 'bad', host: true }, vi.fn(), failed);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(2));
    expect(failed.mock.calls.map(([problem]) => problem.code)).toEqual(['bad_nick', 'port_in_use']);
  });
});
