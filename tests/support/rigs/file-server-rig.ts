import { PIECE_SIZE } from '../../../src/core/transfer/constants.ts';
import { FairShare } from '../../../src/core/transfer/fair-share.ts';
import type { Offering } from '../../../src/core/transfer/file-messages.ts';
import type { Reader, Receiving } from '../../../src/core/transfer/file-ports.ts';
import { FileServer } from '../../../src/core/transfer/file-server.ts';
import { PieceStore } from '../../../src/core/transfer/piece-store.ts';
import { Quota } from '../../../src/core/transfer/quota.ts';
import { encodeFrame } from '../../../src/core/wire/frame-writer.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { HeldFile, NotedPeer, pieceOf, promptHashing, type Sample } from './file-link-rig.ts';

export const member = { device: '0'.repeat(32), nick: 'Ada' };

type Told = { id: string; seq: number } | Problem;

/** A host's end of a link, with a spool that keeps what is whole, and what it did. */
export function aServer({ perTurn = 1_000 * PIECE_SIZE, lists = 1_000_000_000 } = {}) {
  const peer = new NotedPeer();
  const turns: (() => void)[] = [];
  const share = new FairShare(perTurn, (work) => turns.push(work));
  const quota = new Quota(lists, lists);
  const kept = new Map<string, Sample>();
  const file = new HeldFile();
  const announced: { offering: Offering; hash: string; done: (told: Told) => void }[] = [];
  const rig = {
    peer,
    quota,
    kept,
    file,
    announced,
    released: 0,
    closedReaders: 0,
    receiveProblem: undefined as Problem | undefined,
    readyProblem: undefined as Problem | undefined,
    finishProblem: undefined as Problem | undefined,
    nextTurn: () => turns.shift()?.(),
  };
  const receiving = (hash: string, size: number, list: Uint8Array | undefined): Receiving => ({
    store: new PieceStore({ size, list, file, hashing: promptHashing(), whole: false }),
    ready: (done) => done(rig.readyProblem),
    finish(done) {
      const { finishProblem: problem } = rig;
      if (!problem) kept.set(hash, { hash, size, list: this.store.list, bytes: file.bytes.slice() });
      done(problem);
    },
    release: () => {
      rig.released += 1;
    },
  });
  const reader = (sample: Sample): Reader => ({
    size: sample.size,
    name: 'named.txt',
    read: (offset, length, done) => done(sample.bytes.subarray(offset, offset + length)),
    close: () => {
      rig.closedReaders += 1;
    },
  });
  const server = new FileServer(
    peer,
    {
      spool: {
        has: (hash, size) => kept.get(hash)?.size === size,
        open: (hash) => {
          const sample = kept.get(hash);
          return sample && reader(sample);
        },
        pieces: (hash) => kept.get(hash),
        receive: (...one) => rig.receiveProblem ?? receiving(...one),
      },
      share,
      lists: quota.of('10.0.0.1'),
      announce: (offering, hash, done) => announced.push({ offering, hash, done }),
    },
    5,
  );
  const say = (header: object, body?: Uint8Array) => {
    server.receive(encodeFrame(header), 9);
    if (body) server.receive(body, 9);
  };
  return Object.assign(rig, {
    server,
    say,
    ask: ({ hash, size, list }: Sample) => say({ type: 'ask', hash, size, total_size: list.length }, list),
    put: (sample: Sample, index: number, bytes = pieceOf(sample, index)) =>
      say(
        { type: 'put', hash: sample.hash, total_size: sample.size, offset: index * PIECE_SIZE, length: bytes.length },
        bytes,
      ),
    offer: (sample: Sample, more: object = {}) =>
      say({
        type: 'offer',
        ...member,
        filename: 'a.txt',
        id: 'one',
        hash: sample.hash,
        total_size: sample.size,
        offset: sample.size,
        ...more,
      }),
  });
}
