import { describe, expect, it } from 'vitest';
import { NotedPeer } from '../../../tests/support/rigs/file-link-rig.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { FairShare } from './fair-share.ts';
import { OutgoingBytes } from './outgoing-bytes.ts';

const CHUNK = 262_144;
const QUEUED_MOST = 524_288;
const GONE: Problem = { code: 'store_failed', text: 'gone' };

/** What a link is owed, on a turn that ends when the test says so. */
function aLink({ perTurn = 100 * CHUNK } = {}) {
  const peer = new NotedPeer();
  const turns: (() => void)[] = [];
  const share = new FairShare(perTurn, (work) => turns.push(work));
  let moved = 0;
  const out = new OutgoingBytes(peer, share, () => {
    moved += 1;
  });
  /** What was read, and the answers that are kept back. */
  const reads: { at: number; length: number; done: (bytes: Uint8Array | Problem, release?: () => void) => void }[] = [];
  let closed = 0;
  const stretch = (from: number, to: number) => ({
    header: encodeFrame({ type: 'file', total_size: to - from }),
    reader: {
      size: to,
      name: 'a',
      read: (at: number, length: number, done: (bytes: Uint8Array | Problem, release?: () => void) => void) => {
        reads.push({ at, length, done });
      },
      close: () => {
        closed += 1;
      },
    },
    from,
    to,
  });
  return {
    peer,
    out,
    reads,
    stretch,
    /** Answers the oldest reading, with all its bytes unless others are given. */
    answer: (bytes?: Uint8Array | Problem, release?: () => void) => {
      const read = reads.shift();
      read?.done(bytes ?? new Uint8Array(read.length).fill(7), release);
    },
    nextTurn: () => turns.shift()?.(),
    counts: () => ({ moved, closed }),
  };
}

const frame = (type: string) => encodeFrame({ type });

describe('what a link is owed', () => {
  it('leaves in its order, and is opened only when its turn comes', () => {
    const { peer, out, stretch, answer, counts } = aLink();
    let opened = 0;
    out.sendLater(() => stretch(0, 10));
    out.sendLater(() => {
      opened += 1;
      return frame('second');
    });
    out.send(frame('third'));
    expect([out.waiting, out.isEmpty, opened, peer.take()]).toEqual([3, false, 0, []]);
    answer();
    expect(peer.take().map(({ type }) => type)).toEqual(['file', 'second', 'third']);
    expect([out.waiting, out.isEmpty, counts()]).toEqual([0, true, { moved: 3, closed: 1 }]);
  });

  it('is read in chunks that lie within one piece', () => {
    const { out, stretch, reads, answer } = aLink();
    out.sendLater(() => stretch(CHUNK - 10, 2 * CHUNK + 3));
    const asked: [number, number][] = [];
    for (let [read] = reads; read; [read] = reads) {
      asked.push([read.at, read.length]);
      answer();
    }
    expect(asked).toEqual([
      [CHUNK - 10, 10],
      [CHUNK, CHUNK],
      [2 * CHUNK, 3],
    ]);
  });

  it('is a header alone where the stretch is empty, and its reader is closed', () => {
    const { peer, out, stretch, reads, counts } = aLink();
    out.sendLater(() => stretch(5, 5));
    expect([peer.take().length, reads.length, counts().closed, out.isEmpty]).toEqual([1, 0, 1, true]);
  });

  it('waits while the link has enough, and goes on when that has left', () => {
    const { peer, out } = aLink();
    peer.queued = QUEUED_MOST;
    out.send(frame('late'));
    expect([peer.take(), out.isEmpty]).toEqual([[], false]);
    peer.queued = QUEUED_MOST - 1;
    out.pump();
    expect(peer.take()).toHaveLength(1);
  });

  it('waits for its share of the turn, and is not read ahead meanwhile', () => {
    const { peer, out, stretch, answer, reads, nextTurn } = aLink({ perTurn: CHUNK });
    out.sendLater(() => stretch(0, 3 * CHUNK));
    answer();
    answer();
    expect([peer.underWay?.bytes, reads.length, out.isEmpty]).toEqual([CHUNK, 0, false]);
    nextTurn();
    expect([peer.underWay?.bytes, reads.length]).toEqual([2 * CHUNK, 1]);
  });

  it('ends the link where a content can not be read, or is shorter than it was', () => {
    for (const bytes of [GONE, new Uint8Array(9)]) {
      const { peer, out, stretch, answer } = aLink();
      out.sendLater(() => stretch(0, 10));
      answer(bytes);
      expect(peer.isClosed).toBe(true);
    }
  });

  it('is lent to a link that gives memory back, and given back where the link is gone', () => {
    const { peer, out, stretch, answer } = aLink();
    const released: string[] = [];
    const lend = (bytes: Uint8Array, release: () => void) => {
      released.push('lent');
      release();
      return peer.send(bytes);
    };
    Object.assign(peer, { lend });
    out.sendLater(() => stretch(0, 10));
    answer(undefined, () => released.push('released'));
    expect(released.splice(0)).toEqual(['lent', 'released']);
    out.sendLater(() => stretch(0, 10));
    out.stop();
    answer(undefined, () => released.push('released'));
    expect([released, peer.underWay?.bytes]).toEqual([['released'], 0]);
  });

  it('is sent where the link takes no lent memory', () => {
    const { peer, out, stretch, answer } = aLink();
    out.sendLater(() => stretch(0, 10));
    answer(undefined, () => expect.fail('the link still has it'));
    expect(peer.takeFrames()[0]?.body).toEqual(Buffer.alloc(10, 7));
  });

  it('closes the link only after all of it', () => {
    const { peer, out, stretch, answer } = aLink();
    out.sendLater(() => stretch(0, 10));
    out.endAfter();
    expect(peer.isClosed).toBe(false);
    answer();
    expect(peer.isClosed).toBe(true);
  });

  it('is nothing once the link is gone, whose reader is closed once', () => {
    const { peer, out, stretch, answer, counts } = aLink();
    out.sendLater(() => stretch(0, 10));
    out.send(frame('never'));
    out.stop();
    out.send(frame('never'));
    out.sendLater(() => expect.fail('it is not opened'));
    answer();
    out.endAfter();
    expect([peer.take(), counts(), out.waiting, out.isEmpty, peer.isClosed]).toEqual([
      [],
      { moved: 0, closed: 1 },
      0,
      true,
      false,
    ]);
  });
});
