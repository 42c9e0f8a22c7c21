import { describe, expect, it } from 'vitest';
import {
  HeldFile,
  NotedPeer,
  pieceOf,
  promptHashing,
  type Sample,
  sampleOf,
  sha256,
} from '../../../tests/support/file-link-rig.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { DIGEST_SIZE, PIECE_SIZE } from './constants.ts';
import { Download, hexOf } from './download.ts';
import { FileClient } from './file-client.ts';
import { PieceStore } from './piece-store.ts';
import { Upload, type UploadOffer } from './upload.ts';

const MIB = 1_048_576;
const small = sampleOf(5);
const large = sampleOf(2 * PIECE_SIZE + 5);
const offer: UploadOffer = { id: 'one', device: '0'.repeat(32), nick: 'Ada', filename: 'a.txt', media: 'text/plain' };

/** A content of so many pieces by its numbers alone, whose hash is `number`. */
function numbered(number: number, pieces: number): Sample {
  const hash = number.toString(16).padStart(64, '0');
  return { hash, size: pieces * PIECE_SIZE, list: new Uint8Array(pieces * DIGEST_SIZE), bytes: new Uint8Array(0) };
}

/** A member's end of a link, and what its transfers told. */
function aClient() {
  const peer = new NotedPeer();
  const failures: Problem[] = [];
  const client = new FileClient(peer, { failed: (problem) => failures.push(problem) });
  const told: string[] = [];
  const file = new HeldFile();
  return {
    peer,
    client,
    failures,
    told,
    file,
    say: (header: object, body?: Uint8Array) => {
      client.receive(encodeFrame(header));
      if (body) client.receive(body);
    },
    /** The host sends a piece. */
    bring: ({ hash, size }: Sample, index: number, bytes: Uint8Array) => {
      const header = { type: 'file', filename: 'a', hash, total_size: size, offset: index * PIECE_SIZE };
      client.receive(encodeFrame({ ...header, length: bytes.length }));
      client.receive(bytes);
    },
    download: (of: Sample) => {
      const hashing = promptHashing();
      const download: Download = new Download(
        { hash: of.hash, size: of.size, pieces: of.bytes.length > 0 ? hexOf(sha256(of.list)) : undefined },
        {
          hashing,
          open: (list, done) => done(new PieceStore({ size: of.size, list, file, hashing, whole: false })),
          progress: () => {},
          wrongPiece: (index) => told.push(`wrong ${index}`),
          complete: () => told.push('complete'),
          failed: ({ code }) => told.push(code),
          ready: () => client.pump(),
        },
      );
      client.addDownload(download);
      return download;
    },
    upload: (of: Sample, as?: UploadOffer) => {
      const reads: ((bytes: Uint8Array | Problem, release?: () => void) => void)[] = [];
      const upload = new Upload({ hash: of.hash, size: of.size, list: of.list }, as, {
        read: (_offset, _length, done) => reads.push(done),
        progress: () => told.push('progress'),
        wrongPiece: (index) => told.push(`wrong ${index}`),
        complete: (seq) => told.push(seq ? `accepted ${seq.seq}` : 'complete'),
        failed: ({ code }) => told.push(code),
      });
      client.addUpload(upload);
      return { upload, reads };
    },
  };
}

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

const nothing = {
  read: () => expect.fail('nothing is read'),
  progress: () => {},
  wrongPiece: () => {},
  complete: () => {},
  failed: ({ text }: Problem) => expect.fail(text),
};

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
