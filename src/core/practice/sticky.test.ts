import { describe, expect, it } from 'vitest';
import type { PeerAction } from './practice-peer.ts';
import { StickyPeer } from './sticky.ts';

const read = (actions: readonly PeerAction[]) =>
  actions.map((action) => (action.kind === 'read' ? Buffer.from(action.bytes).toString() : action.kind));
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe('sticky', () => {
  it('shows hello, big and pig as one when they came while the server was busy', () => {
    const peer = new StickyPeer(1_024, 200);
    expect(['hello', 'big', 'pig'].flatMap((word, at) => peer.received(bytes(word), 1_000 + at))).toEqual([]);
    expect(peer.wakeAt).toBe(1_200);
    expect(peer.woken(1_199)).toEqual([]);
    expect(read(peer.woken(1_200))).toEqual(['hellobigpig']);
    expect(peer.wakeAt).toBeUndefined();
  });

  it.each([
    [2, ['he', 'll', 'ob', 'ig', 'pi', 'g']],
    [10, ['hellobigpi', 'g']],
    [11, ['hellobigpig']],
  ])('cuts what is longer than recv(%d)', (size, reads) => {
    const peer = new StickyPeer(size, 200);
    peer.received(bytes('hellobigpig'), 0);
    expect(read(peer.woken(200))).toEqual(reads);
  });

  it('reads at once when it is never busy', () => {
    const peer = new StickyPeer(10, 0);
    expect(read(peer.received(bytes('hello'), 0))).toEqual(['hello']);
    expect(read(peer.received(bytes('big'), 0))).toEqual(['big']);
  });

  it('begins to wait anew with the next first byte', () => {
    const peer = new StickyPeer(10, 200);
    peer.received(bytes('one'), 0);
    peer.woken(200);
    peer.received(bytes('two'), 5_000);
    expect(peer.wakeAt).toBe(5_200);
  });

  it('shows the last bytes before it closes', () => {
    const peer = new StickyPeer(10, 200);
    peer.received(bytes('bye'), 0);
    expect(read(peer.ended())).toEqual(['bye', 'end']);
    expect(read(new StickyPeer(10, 200).ended())).toEqual(['end']);
  });

  it('keeps no more than a buffer full, and loses nothing of a flood', () => {
    const peer = new StickyPeer(1_000, 200);
    const flood = new Uint8Array(40_000);
    expect(peer.received(flood, 0)).toEqual([]);
    const reads = peer.received(flood, 1).flatMap((action) => (action.kind === 'read' ? [action.bytes.length] : []));
    expect(reads.reduce((sum, length) => sum + length, 0)).toBe(80_000);
    expect(peer.wakeAt).toBeUndefined();
  });
});
