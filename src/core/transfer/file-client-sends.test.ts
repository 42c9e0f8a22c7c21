import { describe, expect, it } from 'vitest';
import { aClient, large, numbered, offer, small } from '../../../tests/support/rigs/file-client-rig.ts';
import { pieceOf, sampleOf } from '../../../tests/support/rigs/file-link-rig.ts';
import { PIECE_SIZE } from './constants.ts';
import type { Upload } from './upload.ts';

const MIB = 1_048_576;

describe('a member that sends', () => {
  it('asks with the list, sends what lacks, and offers it when all is there', () => {
    const { peer, upload, say, told, client } = aClient();
    const { reads } = upload(large, offer);
    const { hash, size, list } = large;
    expect(peer.takeFrames()).toEqual([
      { header: { type: 'ask', hash, size, total_size: 96 }, body: Buffer.from(list) },
    ]);
    say({ type: 'has', hash, missing: [[1, 2]] });
    expect(reads).toHaveLength(1);
    expect(peer.underWay).toBeUndefined();
    reads[0]?.(pieceOf(large, 1));
    reads[1]?.(pieceOf(large, 2));
    const sent = peer.takeFrames();
    expect(sent.map(({ header }) => header)).toEqual([
      { type: 'put', hash, total_size: size, offset: PIECE_SIZE, length: PIECE_SIZE },
      { type: 'put', hash, total_size: size, offset: 2 * PIECE_SIZE, length: 5 },
    ]);
    expect(sent[1]?.body).toEqual(Buffer.from(pieceOf(large, 2)));
    say({ type: 'kept', hash, offset: 2 * PIECE_SIZE });
    expect(peer.take()).toEqual([]);
    say({ type: 'kept', hash, offset: PIECE_SIZE });
    expect(peer.take()).toEqual([{ type: 'offer', ...offer, hash, total_size: size, offset: size, length: 0 }]);
    say({ type: 'accepted', id: 'one', seq: 7 });
    expect(told.at(-1)).toBe('accepted 7');
    expect(client.isWaiting).toBe(true);
  });

  it('offers a small content with its bytes', () => {
    const { peer, upload, say, told, client } = aClient();
    const { upload: sent, reads } = upload(small, offer);
    expect([client.isIdle, client.isWaiting]).toEqual([false, true]);
    client.remove(sent);
    expect(client.isIdle).toBe(false);
    reads[0]?.(small.bytes);
    expect(peer.take()).toMatchObject([{ type: 'offer', filename: 'a.txt', offset: 0, length: 5 }]);
    expect(client.isIdle).toBe(false);
    say({ type: 'accepted', id: 'one', seq: 7 });
    expect([told, client.isIdle]).toEqual([['accepted 7'], true]);
  });

  it('sends a piece again that the host says is wrong', () => {
    const { peer, upload, say, told } = aClient();
    const { reads } = upload(small);
    reads[0]?.(small.bytes);
    peer.take();
    say({ type: 'kept', hash: small.hash, offset: 0 });
    expect(told).toEqual(['progress', 'complete']);
    const { reads: others } = upload(large);
    say({ type: 'has', hash: large.hash, missing: [[1, 1]] });
    others[0]?.(pieceOf(large, 1));
    say({ type: 'refused', hash: large.hash, offset: PIECE_SIZE, code: 'file_wrong', text: '' });
    expect([told.at(-1), others.length]).toEqual(['wrong 1', 2]);
  });

  it('fails an upload whose file can not be read, and goes on with the next', () => {
    const { peer, upload, told } = aClient();
    const { reads } = upload(small);
    const { reads: others } = upload(sampleOf(6));
    reads[0]?.({ code: 'file_missing', text: '' });
    expect([told, others.length, peer.take()]).toEqual([['file_missing'], 1, []]);
  });

  it('reads one piece at a time, and none while enough waits for the link', () => {
    const { peer, upload, client, say } = aClient();
    const { reads } = upload(large);
    say({ type: 'has', hash: large.hash, missing: [[0, 3]] });
    expect(reads).toHaveLength(1);
    peer.queued = MIB;
    reads[0]?.(pieceOf(large, 0));
    expect(reads).toHaveLength(1);
    peer.queued = MIB - 1;
    client.pump();
    expect(reads).toHaveLength(2);
  });

  it('hears of each what became of it, in whichever order that comes', () => {
    const { upload, say } = aClient();
    const samples = [sampleOf(5, 1), sampleOf(5, 2), sampleOf(5, 3), sampleOf(5, 4)] as const;
    const sent = samples.map((sample, at) => {
      const one = upload(sample, at < 2 ? undefined : { ...offer, id: `${at}` });
      one.reads[0]?.(sample.bytes);
      return one.upload;
    });
    const done = () => sent.map((one) => one.done);
    say({ type: 'accepted', id: '3', seq: 7 });
    expect(done()).toEqual([0, 0, 0, 5]);
    say({ type: 'kept', hash: samples[1].hash, offset: 1 });
    say({ type: 'has', hash: samples[1].hash, missing: [] });
    expect(done()).toEqual([0, 0, 0, 5]);
    say({ type: 'kept', hash: samples[1].hash, offset: 0 });
    expect(done()).toEqual([0, 5, 0, 5]);
    say({ type: 'accepted', id: '2', seq: 8 });
    say({ type: 'kept', hash: samples[0].hash, offset: 0 });
    expect(done()).toEqual([5, 5, 5, 5]);
  });

  it('serves each upload in its turn', () => {
    const { peer, upload, say } = aClient();
    const all = [numbered(1, 4), numbered(2, 4)];
    const reads = all.map((one) => upload(one).reads);
    for (const { hash } of all) say({ type: 'has', hash, missing: [[0, 4]] });
    peer.take();
    for (let times = 0; times < 8; times += 1) {
      for (const one of reads) for (const done of one.splice(0)) done(new Uint8Array(PIECE_SIZE));
    }
    expect(peer.take().map(({ hash }) => Number(hash))).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
  });

  it('has eight mebibytes on their way at the most', () => {
    const { upload, say } = aClient();
    const content = numbered(1, 20);
    const { reads } = upload(content);
    say({ type: 'has', hash: content.hash, missing: [[0, 20]] });
    for (let at = 0; at < reads.length; at += 1) reads[at]?.(new Uint8Array(PIECE_SIZE));
    expect(reads).toHaveLength(8);
    say({ type: 'kept', hash: content.hash, offset: 0 });
    expect(reads).toHaveLength(9);
  });

  it('lends memory to a link that gives it back, and gives it back itself where the link is gone', () => {
    const { peer, upload, client } = aClient();
    const released: string[] = [];
    Object.assign(peer, { lend: (bytes: Uint8Array) => peer.send(bytes) });
    const { reads } = upload(small);
    reads[0]?.(small.bytes, () => released.push('first'));
    expect([peer.take().length, released]).toEqual([1, []]);
    const { reads: others } = upload(sampleOf(6));
    client.closed();
    others[0]?.(sampleOf(6).bytes, () => released.push('second'));
    expect([peer.take(), released]).toEqual([[], ['second']]);
  });

  it('tells the host of so many contents at a time, and of the next when one is through or is paused', () => {
    const { peer, upload, client, say } = aClient();
    const asked = () => peer.take().map(({ hash }) => hash);
    const told: unknown[] = [];
    const uploads = Array.from({ length: 300 }, (_, at) => {
      const { upload: one } = upload(numbered(at, 2));
      // The host lacks none of it, and its owner has not let it go yet.
      for (const hash of asked().splice(0, 1)) {
        told.push(hash);
        say({ type: 'has', hash, missing: [] });
      }
      return one;
    });
    expect(told).toHaveLength(256);
    const [first, second] = uploads as [Upload, Upload];
    peer.take();
    client.remove(first);
    expect(peer.take()).toMatchObject([{ type: 'ask' }]);
    second.isPaused = true;
    client.pump();
    expect(peer.take()).toMatchObject([{ type: 'ask' }]);
  });
});
