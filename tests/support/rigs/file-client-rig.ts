import { DIGEST_SIZE, PIECE_SIZE } from '../../../src/core/transfer/constants.ts';
import { Download, hexOf } from '../../../src/core/transfer/download.ts';
import { FileClient } from '../../../src/core/transfer/file-client.ts';
import { PieceStore } from '../../../src/core/transfer/piece-store.ts';
import { Upload, type UploadOffer } from '../../../src/core/transfer/upload.ts';
import { encodeFrame } from '../../../src/core/wire/frame-writer.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { HeldFile, NotedPeer, promptHashing, type Sample, sampleOf, sha256 } from './file-link-rig.ts';

export const small = sampleOf(5);
export const large = sampleOf(2 * PIECE_SIZE + 5);
export const offer: UploadOffer = {
  id: 'one',
  device: '0'.repeat(32),
  nick: 'Ada',
  filename: 'a.txt',
  media: 'text/plain',
};

/** A content of so many pieces by its numbers alone, whose hash is `number`. */
export function numbered(number: number, pieces: number): Sample {
  const hash = number.toString(16).padStart(64, '0');
  return { hash, size: pieces * PIECE_SIZE, list: new Uint8Array(pieces * DIGEST_SIZE), bytes: new Uint8Array(0) };
}

/** A member's end of a link, and what its transfers told. */
export function aClient() {
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
