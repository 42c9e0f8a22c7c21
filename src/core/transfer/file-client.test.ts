import { describe, expect, it } from 'vitest';
import { aClient, large, numbered, offer, small } from '../../../tests/support/rigs/file-client-rig.ts';
import { pieceOf, sampleOf } from '../../../tests/support/rigs/file-link-rig.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { PIECE_SIZE } from './constants.ts';
import { Upload } from './upload.ts';

const nothing = {
  read: () => expect.fail('nothing is read'),
  progress: () => {},
  wrongPiece: () => {},
  complete: () => {},
  failed: ({ text }: Problem) => expect.fail(text),
};

describe('a member that fetches', () => {
  it('asks for the list, then for each piece by its place, and has the content', () => {
    const { peer, client, download, say, bring, told, file } = aClient();
    const fetched = download(large);
    const { hash, size, list } = large;
    expect(peer.take()).toEqual([{ type: 'pieces', hash }]);
    expect(client.isWaiting).toBe(false);
    say({ type: 'pieces', hash, size, total_size: list.length }, list.subarray(0, 40));
    client.receive(list.subarray(40));
    expect(peer.take()).toEqual([
      { type: 'fetch', hash, offset: 0, length: PIECE_SIZE },
      { type: 'fetch', hash, offset: PIECE_SIZE, length: PIECE_SIZE },
      { type: 'fetch', hash, offset: 2 * PIECE_SIZE, length: 5 },
    ]);
    for (const index of [0, 1, 2]) bring(large, index, pieceOf(large, index));
    expect([told, file.bytes]).toEqual([['complete'], large.bytes]);
    expect([client.isWaiting, client.isIdle]).toEqual([true, false]);
    client.remove(fetched);
    expect(client.isIdle).toBe(true);
  });

  it('fetches a short file again that came wrong', () => {
    const { peer, download, bring, told } = aClient();
    download(small);
    bring(small, 0, new Uint8Array(5));
    expect([told, peer.take().length]).toEqual([['wrong 0'], 2]);
    bring(small, 0, small.bytes);
    expect(told).toEqual(['wrong 0', 'complete']);
  });

  it('takes turns among its downloads', () => {
    const { peer, client, download } = aClient();
    client.addUpload(new Upload(large, undefined, { ...nothing, read: () => {} }));
    download(numbered(1, 40));
    download(numbered(2, 40));
    peer.take();
    for (const number of [1, 2]) {
      const { hash, size, list } = numbered(number, 40);
      client.receive(encodeFrame({ type: 'pieces', hash, size, total_size: list.length }, list));
    }
    const asked = peer.take().map(({ hash }) => Number(hash));
    // The first had all of the window before the other had its list.
    expect(asked).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    for (let index = 0; index < 4; index += 1) {
      const one = numbered(1, 40);
      client.receive(
        encodeFrame({ type: 'refused', hash: one.hash, offset: index * PIECE_SIZE, code: 'file_gone', text: '' }),
      );
    }
    expect(peer.take().map(({ hash }) => Number(hash))).toEqual([2, 2, 2, 2]);
  });

  it('gives what comes to who asked for it, in whichever order it comes', () => {
    const { download, bring, client, say, peer } = aClient();
    const [first, second] = [sampleOf(5, 3), sampleOf(5, 4)];
    const downloads = [download(first), download(second), download(large)] as const;
    const { hash, size, list } = large;
    say({ type: 'pieces', hash, size, total_size: list.length }, list);
    expect(peer.take()).toHaveLength(6);
    bring(large, 2, pieceOf(large, 2));
    bring(second, 0, second.bytes);
    expect(downloads.map(({ done }) => done)).toEqual([0, 5, 5]);
    // In chunks, of which each stands behind the one before.
    client.receive(
      encodeFrame({ type: 'file', filename: 'a', hash, total_size: size, offset: PIECE_SIZE, length: PIECE_SIZE }),
    );
    for (let at = 0; at < PIECE_SIZE; at += 400_000) client.receive(pieceOf(large, 1).subarray(at, at + 400_000));
    bring(first, 0, first.bytes);
    expect(downloads.map(({ done }) => done)).toEqual([5, 5, PIECE_SIZE + 5]);
  });

  it('serves each download in its turn', () => {
    const { peer, download, client, say } = aClient();
    const all = [numbered(1, 40), numbered(2, 40)];
    const downloads = all.map((one) => download(one));
    // Both lists come while nothing more may be asked for.
    for (const one of downloads) one.isPaused = true;
    for (const { hash, size, list } of all) say({ type: 'pieces', hash, size, total_size: list.length }, list);
    peer.take();
    for (const one of downloads) one.isPaused = false;
    client.pump();
    expect(peer.take().map(({ hash }) => Number(hash))).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
  });

  it('has 256 questions under way at the most', () => {
    const { peer, download } = aClient();
    for (let at = 0; at < 300; at += 1) download({ ...numbered(at, 1), size: 5 });
    expect(peer.take()).toHaveLength(256);
  });

  it('lets go by what it did not ask for, of any length', () => {
    const { download, say, bring, told, peer } = aClient();
    download(small);
    peer.take();
    bring(large, 0, new Uint8Array(9));
    bring({ ...small, size: 4 }, 0, new Uint8Array(4));
    say({ type: 'pieces', hash: large.hash, size: large.size, total_size: 96 }, large.list);
    say({ type: 'future', total_size: 3 }, new Uint8Array(3));
    say({ type: 'future' });
    for (const type of ['has', 'kept', 'refused']) say({ type, hash: large.hash, missing: [], offset: 0 });
    say({ type: 'accepted', id: 'two', seq: 1 });
    expect([told, peer.take()]).toEqual([[], []]);
  });

  it('fails what the host refuses, and nothing else', () => {
    const { download, say, told, client } = aClient();
    download(small);
    say({ type: 'refused', hash: small.hash, offset: 5, code: 'file_gone', text: '' });
    expect(told).toEqual([]);
    say({ type: 'refused', hash: small.hash, offset: 0, code: 'file_gone', text: '' });
    expect([told, client.isWaiting]).toEqual([['file_gone'], true]);
  });

  it('does not read the link while two pieces wait for the disk, also of a download that is cancelled', () => {
    const { peer, client, download, say, bring, file } = aClient();
    const content = sampleOf(4 * PIECE_SIZE);
    const fetched = download(content);
    const { hash, size, list } = content;
    say({ type: 'pieces', hash, size, total_size: list.length }, list);
    file.isHeld = true;
    for (const index of [0, 1]) bring(content, index, pieceOf(content, index));
    expect(peer.isPaused).toBe(false);
    say({ type: 'file', filename: 'a', hash, total_size: size, offset: 2 * PIECE_SIZE, length: PIECE_SIZE });
    expect([peer.isPaused, client.isWaiting]).toEqual([true, true]);
    fetched.stop();
    client.remove(fetched);
    expect(peer.isPaused).toBe(false);
  });

  it('reads on when the disk has the pieces', () => {
    const { peer, download, say, bring, file } = aClient();
    download(large);
    const { hash, size, list } = large;
    say({ type: 'pieces', hash, size, total_size: list.length }, list);
    file.isHeld = true;
    for (const index of [0, 1]) bring(large, index, pieceOf(large, index));
    say({ type: 'file', filename: 'a', hash, total_size: size, offset: 2 * PIECE_SIZE, length: 5 });
    expect(peer.isPaused).toBe(true);
    file.answer();
    expect(peer.isPaused).toBe(false);
  });
});

describe('a file link of a member', () => {
  it('that breaks a rule, or that the host ends, has failed', () => {
    const { client, say, failures } = aClient();
    say({ type: 'bye', code: 'shutting_down', text: 'good night' });
    say({ type: 'error', code: 'x' });
    say({ type: 'has', hash: small.hash, missing: 'all' });
    expect(failures).toMatchObject([
      { code: 'link_lost', text: 'good night' },
      { code: 'link_lost', text: 'the host ended the link' },
      { code: 'bad_message' },
    ]);
    client.receive(encodeFrame({ type: 'bye' }));
    expect(failures).toHaveLength(3);
  });

  it('that is gone lets its transfers go on over another', () => {
    const { client, download, upload, peer, say } = aClient();
    const fetched = download(large);
    const { upload: sent } = upload(large, offer);
    peer.take();
    client.closed();
    expect(fetched.nextRequest()).toEqual({ kind: 'pieces' });
    expect(sent.nextRequest()).toEqual({ kind: 'ask' });
    download(small);
    say({ type: 'bye' });
    expect(peer.take()).toEqual([]);
  });
});
