import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../tests/support/rigs/file-link-rig.ts';
import { aServer, member } from '../../../tests/support/rigs/file-server-rig.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { DIGEST_SIZE, PIECE_SIZE } from './constants.ts';

const small = sampleOf(5);
const large = sampleOf(2 * PIECE_SIZE + 5);
const FULL: Problem = { code: 'spool_full', text: 'full' };

describe('the host, asked for what it has,', () => {
  it('sends a file from within, as much as was asked for', () => {
    const { peer, kept, say, server } = aServer();
    kept.set(small.hash, { ...small, bytes: Uint8Array.of(1, 2, 3, 4, 5) });
    say({ type: 'fetch', hash: small.hash, offset: 1, length: 3 });
    const file = { type: 'file', filename: 'named.txt', hash: small.hash, total_size: 5 };
    expect(peer.takeFrames()).toEqual([{ header: { ...file, offset: 1, length: 3 }, body: Buffer.of(2, 3, 4) }]);
    expect(server.isIdle).toBe(true);
  });

  it.each([
    ['all of it', {}, [0, 5]],
    ['no more than there is', { offset: 3, length: 9 }, [3, 2]],
    ['nothing behind its end', { offset: 9 }, [5, 0]],
    ['nothing where nothing is wanted', { offset: 1, length: 0 }, [1, 0]],
  ])('sends %s', (_, more, [offset, length]) => {
    const rig = aServer();
    rig.kept.set(small.hash, small);
    rig.say({ type: 'fetch', hash: small.hash, ...more });
    expect(rig.peer.take()).toMatchObject([{ offset, length }]);
    expect(rig.closedReaders).toBe(1);
  });

  it('sends the list of its pieces', () => {
    const { peer, kept, say } = aServer();
    kept.set(large.hash, large);
    say({ type: 'pieces', hash: large.hash });
    expect(peer.takeFrames()).toEqual([
      { header: { type: 'pieces', hash: large.hash, size: large.size, total_size: 96 }, body: Buffer.from(large.list) },
    ]);
  });

  it('says where it has none', () => {
    const { peer, say } = aServer();
    say({ type: 'fetch', hash: small.hash, offset: 2 });
    say({ type: 'pieces', hash: small.hash });
    expect(peer.take()).toMatchObject([
      { type: 'refused', code: 'file_gone', offset: 2 },
      { type: 'refused', code: 'file_gone', offset: 0 },
    ]);
  });
});

describe('the host, asked what lacks of a content,', () => {
  it('says so, and that nothing does where it has it', () => {
    const { peer, kept, ask } = aServer();
    ask(large);
    kept.set(small.hash, small);
    ask(small);
    expect(peer.take()).toEqual([
      { type: 'has', hash: large.hash, missing: [[0, 3]] },
      { type: 'has', hash: small.hash, missing: [] },
    ]);
  });

  it('answers once what is being written is on disk', () => {
    const { peer, ask, put, file, server } = aServer();
    ask(large);
    peer.take();
    file.isHeld = true;
    put(large, 0);
    ask(large);
    expect([peer.take(), server.isIdle]).toEqual([[], false]);
    file.answer();
    expect(peer.take()).toEqual([
      { type: 'kept', hash: large.hash, offset: 0 },
      { type: 'has', hash: large.hash, missing: [[1, 2]] },
    ]);
    expect(server.isIdle).toBe(true);
  });

  it('says why it can not take it', () => {
    const rig = aServer();
    rig.receiveProblem = FULL;
    rig.ask(large);
    expect(rig.quota.taken).toBe(0);
    rig.receiveProblem = undefined;
    rig.readyProblem = { code: 'file_changed', text: 'torn' };
    rig.ask(large);
    expect(rig.peer.take()).toMatchObject([
      { type: 'refused', hash: large.hash, offset: 0, code: 'spool_full' },
      // A code that is none of the wire's.
      { type: 'refused', hash: large.hash, offset: 0, code: 'store_failed' },
    ]);
  });

  it('takes so many contents of a link at a time, and forgets them with it', () => {
    const rig = aServer();
    const empty = (at: number) => ({ ...small, hash: at.toString(16).padStart(64, '0') });
    for (let at = 0; at <= FILE_LIMITS.linkContents; at += 1) rig.ask(empty(at));
    const said = rig.peer.take();
    expect(said.filter(({ type }) => type === 'has')).toHaveLength(FILE_LIMITS.linkContents);
    expect(said.at(-1)).toMatchObject({ type: 'refused', code: 'spool_full' });
    expect(rig.quota.taken).toBe(FILE_LIMITS.linkContents * DIGEST_SIZE);
    // One that it knows already is none more.
    rig.ask(empty(0));
    expect(rig.peer.take()).toMatchObject([{ type: 'has' }]);
    rig.server.closed();
    expect([rig.quota.taken, rig.released]).toEqual([0, FILE_LIMITS.linkContents]);
  });

  it('remembers no more of lists than the link, and its address, may make it', () => {
    const tooLong = FILE_LIMITS.linkListBytes + DIGEST_SIZE;
    const { peer, say } = aServer();
    const size = (tooLong / DIGEST_SIZE) * PIECE_SIZE;
    say({ type: 'put', hash: large.hash, total_size: size, length: 0 });
    say({ type: 'put', hash: large.hash, total_size: size - PIECE_SIZE, length: 0 });
    expect(peer.take()).toMatchObject([{ type: 'refused', code: 'spool_full' }, { type: 'kept' }]);
    const poor = aServer({ lists: 95 });
    poor.ask(large);
    expect(poor.peer.take()).toMatchObject([{ type: 'refused', code: 'spool_full' }]);
  });
});

describe('the host, brought a content,', () => {
  it('says of each piece that it is kept, and forgets the link once all is', () => {
    const rig = aServer();
    rig.ask(large);
    rig.peer.take();
    for (const index of [2, 0, 1]) rig.put(large, index);
    expect(rig.peer.take()).toEqual(
      [2, 0, 1].map((at) => ({ type: 'kept', hash: large.hash, offset: at * PIECE_SIZE })),
    );
    expect([rig.kept.get(large.hash)?.bytes, rig.released, rig.quota.taken]).toEqual([large.bytes, 1, 0]);
    expect(rig.server.isIdle).toBe(true);
  });

  it('takes all of it in one, in chunks cut anywhere', () => {
    const { server, say, peer } = aServer();
    say({ type: 'put', hash: large.hash, total_size: large.size });
    for (let at = 0; at < large.size; at += 700_001) server.receive(large.bytes.subarray(at, at + 700_001), 9);
    expect(peer.take()).toEqual([{ type: 'kept', hash: large.hash, offset: 0 }]);
  });

  it('writes nothing of what it has', () => {
    const { kept, file, put, peer } = aServer();
    kept.set(large.hash, large);
    put(large, 1);
    expect([file.writes, peer.take()]).toEqual([[], [{ type: 'kept', hash: large.hash, offset: PIECE_SIZE }]]);
  });

  it('refuses a piece that is wrong, and takes it when it comes again', () => {
    const { put, ask, peer } = aServer();
    ask(large);
    put(large, 1, new Uint8Array(PIECE_SIZE));
    put(large, 1);
    expect(peer.take().slice(1)).toMatchObject([
      { type: 'refused', offset: PIECE_SIZE, code: 'file_wrong' },
      { type: 'kept', offset: PIECE_SIZE },
    ]);
  });

  it('refuses a part that ends within a piece', () => {
    const { put, ask, peer } = aServer();
    ask(large);
    put(large, 0, large.bytes.subarray(0, PIECE_SIZE - 1));
    expect(peer.take()[1]).toMatchObject({ type: 'refused', offset: 0, code: 'file_wrong' });
  });

  it('refuses the middle of something that nobody asked about', () => {
    const { put, peer, file } = aServer();
    put(large, 1);
    expect(peer.take()).toMatchObject([{ type: 'refused', offset: PIECE_SIZE, code: 'file_wrong' }]);
    expect(file.writes).toEqual([]);
  });

  it('says what the disk says, and asks the spool anew the next time', () => {
    const rig = aServer();
    rig.ask(large);
    rig.file.writeProblem = FULL;
    rig.put(large, 0);
    expect(rig.peer.take()[1]).toMatchObject({ type: 'refused', offset: 0, code: 'spool_full' });
    expect([rig.released, rig.quota.taken]).toEqual([1, 0]);
  });

  it('refuses the part with which it became whole and wrong', () => {
    const rig = aServer();
    rig.finishProblem = { code: 'file_wrong', text: 'another hash' };
    rig.put(small, 0);
    expect(rig.peer.take()).toMatchObject([{ type: 'refused', offset: 0, code: 'file_wrong' }]);
    expect(rig.released).toBe(1);
  });

  it('tells nobody of a link that is gone what became of it', () => {
    const { server, ask, put, file, peer } = aServer();
    ask(large);
    peer.take();
    file.isHeld = true;
    put(large, 0);
    server.closed();
    file.answer();
    expect(peer.take()).toEqual([]);
    server.receive(encodeFrame({ type: 'fetch', hash: small.hash }), 9);
    expect(peer.take()).toEqual([]);
  });
});

describe('an offer', () => {
  it('tells the room of a content that is whole, and its member of the event', () => {
    const { kept, offer, announced, peer, server } = aServer();
    kept.set(large.hash, large);
    offer(large);
    expect([peer.take(), server.isIdle]).toEqual([[], false]);
    expect(announced).toMatchObject([{ hash: large.hash, offering: { id: 'one', from: member, name: 'a.txt' } }]);
    announced[0]?.done({ id: 'one', seq: 7 });
    expect(peer.take()).toEqual([{ type: 'accepted', hash: large.hash, id: 'one', seq: 7 }]);
    expect(server.isIdle).toBe(true);
  });

  it('brings a small content in the same frame', () => {
    const { say, announced } = aServer();
    const offer = { type: 'offer', ...member, filename: 'a.txt', hash: small.hash, total_size: 5 };
    say(offer, small.bytes);
    expect(announced).toHaveLength(1);
  });

  it('of what is not whole is answered like a part', () => {
    const { ask, offer, announced, peer } = aServer();
    ask(large);
    peer.take();
    offer(large);
    expect([announced, peer.take()]).toEqual([[], [{ type: 'kept', hash: large.hash, offset: large.size }]]);
  });

  it('that the room refuses is refused', () => {
    const { kept, offer, announced, peer } = aServer();
    kept.set(large.hash, large);
    offer(large);
    announced[0]?.done({ code: 'room_full', text: 'no' });
    expect(peer.take()).toMatchObject([{ type: 'refused', offset: large.size, text: 'no' }]);
  });

  it('is nobody’s once the link is gone before its content is on disk', () => {
    const { say, file, server, announced } = aServer();
    file.isHeld = true;
    say({ type: 'offer', ...member, filename: 'a.txt', hash: small.hash, total_size: 5 }, small.bytes);
    server.closed();
    file.answer();
    expect(announced).toEqual([]);
  });
});

describe('a file link of the host', () => {
  it('remembers when something moved last', () => {
    const { server } = aServer();
    expect(server.movedAt).toBe(5);
    server.receive(new Uint8Array(0), 6);
    expect(server.movedAt).toBe(6);
    server.drained(8);
    expect(server.movedAt).toBe(8);
  });

  it('passes over frames of newer versions with their bodies', () => {
    const { server, say, peer } = aServer();
    say({ type: 'future', total_size: 9 }, new Uint8Array(9));
    say({ type: 'future', total_size: 'many' });
    expect(server.isIdle).toBe(true);
    say({ type: 'fetch', hash: small.hash });
    expect(peer.take()).toMatchObject([{ type: 'refused' }]);
  });

  it('says which rule was broken, and ends', () => {
    const { say, peer } = aServer();
    say({ type: 'fetch', hash: 'none' });
    expect(peer.take()).toMatchObject([{ type: 'error', code: 'bad_message' }]);
    expect(peer.isClosed).toBe(true);
  });

  it('gives one who sends no more what it is owed, then the end', () => {
    const { server, kept, offer, announced, peer } = aServer();
    kept.set(large.hash, large);
    offer(large);
    server.ended();
    expect(peer.isClosed).toBe(false);
    announced[0]?.done({ id: 'one', seq: 7 });
    expect([peer.take().length, peer.isClosed]).toEqual([1, true]);
    const idle = aServer();
    idle.server.ended();
    expect(idle.peer.isClosed).toBe(true);
  });

  it('is read no further while answers pile up, and goes on when they leave', () => {
    const { server, say, peer } = aServer();
    peer.queued = 10_000_000;
    for (let times = 0; times < 1_024; times += 1) say({ type: 'pieces', hash: small.hash });
    expect([peer.isPaused, server.isIdle]).toEqual([false, false]);
    say({ type: 'pieces', hash: small.hash });
    expect(peer.isPaused).toBe(true);
    peer.queued = 0;
    server.drained(9);
    expect([peer.isPaused, peer.take().length]).toEqual([false, 1_025]);
  });

  it('is read no further while its share of the turn is used up', () => {
    const { say, peer, nextTurn } = aServer({ perTurn: 50 });
    say({ type: 'pieces', hash: small.hash });
    expect([peer.isPaused, peer.take()]).toEqual([true, []]);
    // Its answer takes a share as well.
    nextTurn();
    expect([peer.isPaused, peer.take().length]).toEqual([true, 1]);
    nextTurn();
    expect(peer.isPaused).toBe(false);
  });

  it('is read no further while two pieces wait for the disk', () => {
    const { server, say, file, peer } = aServer();
    file.isHeld = true;
    say({ type: 'put', hash: large.hash, total_size: large.size });
    server.receive(large.bytes.subarray(0, PIECE_SIZE), 9);
    expect(peer.isPaused).toBe(false);
    server.receive(large.bytes.subarray(PIECE_SIZE, 2 * PIECE_SIZE), 9);
    expect(peer.isPaused).toBe(true);
    file.answer();
    expect(peer.isPaused).toBe(false);
  });

  it('is read no further while eight contents wait for the disk or the room', () => {
    const { kept, offer, announced, peer } = aServer();
    kept.set(large.hash, large);
    for (let times = 0; times < 7; times += 1) offer(large);
    expect(peer.isPaused).toBe(false);
    offer(large);
    expect(peer.isPaused).toBe(true);
    announced[0]?.done({ id: 'one', seq: 7 });
    expect(peer.isPaused).toBe(false);
  });

  it('lets go of everything when it is closed', () => {
    const { server, kept, say, peer } = aServer();
    kept.set(small.hash, small);
    peer.queued = 10_000_000;
    say({ type: 'fetch', hash: small.hash });
    server.closed();
    peer.queued = 0;
    server.drained(9);
    expect([peer.take(), peer.isClosed]).toEqual([[], false]);
  });
});
