import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { releaseAll } from './releases.ts';
import { DEADLINE_MS, until } from './until.ts';

/** Sockets, servers, children and timers that keep this process alive, counted by kind. */
function heldOpen(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** What is open beyond `before`. The runner's own timers and ticks come and go, so those may differ by a few. */
function leaked(before: ReadonlyMap<string, number>): readonly string[] {
  const own = ['TCPSocketWrap', 'TCPServerWrap', 'UDPWrap', 'ProcessWrap', 'Timeout', 'TCPConnectWrap'];
  return own.flatMap((kind) => {
    const more = (heldOpen().get(kind) ?? 0) - (before.get(kind) ?? 0);
    return more > (kind === 'Timeout' ? 1 : 0) ? [`${more} × ${kind}`] : [];
  });
}

/** Call once per test file: releases everything after each test, and fails the file when something is still open. */
export function releaseEverything(): void {
  // The runner's own limit must not come before a condition's deadline, which says what was awaited.
  vi.setConfig({ testTimeout: 3 * DEADLINE_MS, hookTimeout: 2 * DEADLINE_MS });
  let before: ReadonlyMap<string, number> = new Map();
  beforeAll(() => {
    before = heldOpen();
  });
  afterEach(async () => {
    expect(await releaseAll(), 'everything that a test opened closes').toEqual([]);
  });
  afterAll(async () => {
    await until(
      () => leaked(before).length === 0,
      () => `nothing stays open, but there is ${leaked(before).join(', ')}`,
    );
  });
}
