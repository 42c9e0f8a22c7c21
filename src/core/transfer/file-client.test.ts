import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeFrame } from '../wire/frame-writer.ts';
import { DIGEST_SIZE, PIECE_SIZE } from './constants.ts';
import { Download } from './download.ts';
import { FileClient } from './file-client.ts';
import { PieceStore } from './piece-store.ts';
import { Upload } from './upload.ts';

const PIECES = 4;
const content = new Uint8Array(PIECES * PIECE_SIZE);
const digest = createHash('sha256').update(content.subarray(0, PIECE_SIZE)).digest();
const list = Buffer.concat(Array.from({ length: PIECES }, () => digest));
const hash = createHash('sha256').update(content).digest('hex');

it('reads a link again that waited for the disk of a download which is cancelled', () => {
  const reading: boolean[] = [];
  const peer = {
    send: () => 0,
    queuedBytes: () => 0,
    pause: (paused: boolean) => reading.push(!paused),
    close: () => {},
  };
  const client = new FileClient(peer, { failed: ({ text }) => expect.fail(text) });
  const hashing = {
    digest: (bytes: Uint8Array, done: (digest: Uint8Array) => void) => {
      // Only the list is hashed in time: the pieces wait.
      if (bytes.length === PIECES * DIGEST_SIZE) done(bytes);
    },
    startWhole: () => expect.fail('a receiver hashes no wholes'),
  };
  const file = { read: () => expect.fail('nothing is read'), write: () => expect.fail('nothing is verified') };
  const download = new Download(
    { hash, size: content.length, pieces: undefined },
    {
      hashing,
      open: (pieces, done) => done(new PieceStore({ size: content.length, list: pieces, file, hashing, whole: false })),
      progress: () => {},
      wrongPiece: () => {},
      complete: () => expect.fail('it never completes'),
      failed: ({ text }) => expect.fail(text),
      ready: () => client.pump(),
    },
  );
  client.addDownload(download);
  client.receive(encodeFrame({ type: 'pieces', hash, size: content.length, total_size: list.length }, list));
  for (let offset = 0; offset < content.length; offset += PIECE_SIZE) {
    const header = { type: 'file', filename: 'a', hash, total_size: content.length, offset, length: PIECE_SIZE };
    client.receive(encodeFrame(header));
    if (reading.length > 0) break;
    client.receive(content.subarray(offset, offset + PIECE_SIZE));
  }
  expect(reading).toEqual([false]);
  download.stop();
  client.remove(download);
  expect(reading).toEqual([false, true]);
});

it('tells the host of so many contents at a time, and of the next when one is through', () => {
  const told: string[] = [];
  const peer = {
    send: (bytes: Uint8Array) => {
      const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true);
      const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
      if (header.type === 'ask') told.push(header.hash);
      return 0;
    },
    queuedBytes: () => 0,
    pause: () => {},
    close: () => {},
  };
  const client = new FileClient(peer, { failed: ({ text }) => expect.fail(text) });
  const uploads = Array.from({ length: 1_000 }, (_, at) => {
    const ports = { read: () => {}, progress: () => {}, wrongPiece: () => {}, complete: () => {}, failed: () => {} };
    const own = at.toString(16).padStart(64, '0');
    return new Upload({ hash: own, size: 2 * PIECE_SIZE, list: new Uint8Array(2 * DIGEST_SIZE) }, undefined, ports);
  });
  for (const upload of uploads) {
    client.addUpload(upload);
    const asked = told.at(-1);
    // The host has each, whose owner has not let it go yet.
    if (asked) client.receive(encodeFrame({ type: 'has', hash: asked, missing: [] }));
  }
  expect(told.length).toBe(256);
  const [first] = uploads;
  if (first) client.remove(first);
  expect(told.length).toBe(257);
});
