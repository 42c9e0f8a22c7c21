/**
 * Members who move contents that lie on no disk, verified as ever: `bulk-process.ts PORT [tcp|udp [sealed]]`. Each content has a link
 * of its own.
 */
import { createHash, randomBytes } from 'node:crypto';
import { DIGEST_SIZE, PIECE_SIZE, pieceCount, pieceLength } from '../../src/core/transfer/constants.ts';
import { Download } from '../../src/core/transfer/download.ts';
import { type PartFile, PieceStore } from '../../src/core/transfer/piece-store.ts';
import { Upload, type UploadContent } from '../../src/core/transfer/upload.ts';
import { FileLink } from '../../src/node/files/file-link.ts';
import { hashing } from '../../src/node/files/hashing.ts';
import { dialRoom } from '../../src/node/net/dial.ts';
import { guestSealing } from '../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../src/node/secure/identity-store.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import type { Transport } from '../../src/shared/models.ts';
import { answerTasks } from './tasks.ts';

/** What the room knows of a content. */
export interface BulkContent {
  readonly hash: string;
  readonly size: number;
}

/** One of these is asked for. */
export type BulkTask =
  | { readonly kind: 'prepare'; readonly count: number; readonly bytes: number }
  /** Sends all that was prepared: at the same time, or one after another until `stop`. */
  | { readonly kind: 'put' | 'keep-putting' }
  /** Fetches these: at the same time, or the first again and again until `stop`. */
  | { readonly kind: 'get' | 'keep-getting'; readonly contents: readonly BulkContent[] }
  | { readonly kind: 'stop' };

interface Prepared extends UploadContent {
  readonly number: number;
}

const [port, transport = 'tcp', seal] = process.argv.slice(2) as [string, Transport?, string?];
const sealing = seal === 'sealed' ? guestSealing({ identity: passingIdentity() }) : undefined;
const dial = dialRoom({ host: '127.0.0.1', port: Number(port) }, undefined, sealing);
/** Every piece is this with the numbers of its content and itself in front. */
const PIECE = randomBytes(PIECE_SIZE);
let prepared: readonly Prepared[] = [];
let movedBytes = 0;
let isStopped = false;
let loop: Promise<void> | undefined;

/** Pieces that were sent: new memory for each would keep V8 busy, on the core of those whose messages are measured. */
const spare: Uint8Array[] = [];

function pieceOf(number: number, offset: number, length: number): Uint8Array {
  const piece = spare.pop() ?? new Uint8Array(PIECE);
  const view = new DataView(piece.buffer);
  view.setUint32(0, number);
  view.setUint32(4, offset / PIECE_SIZE);
  return piece.subarray(0, length);
}

function prepare(number: number, size: number): Prepared {
  const whole = createHash('sha256');
  const list = Buffer.alloc(pieceCount(size) * DIGEST_SIZE);
  for (let index = 0; index < pieceCount(size); index += 1) {
    const piece = pieceOf(number, index * PIECE_SIZE, pieceLength(size, index));
    whole.update(piece);
    createHash('sha256')
      .update(piece)
      .digest()
      .copy(list, index * DIGEST_SIZE);
  }
  return { number, hash: whole.digest('hex'), size, list };
}

/** Runs something that moves over a link of its own. */
function overLink(start: (link: FileLink, done: () => void, failed: (problem: Problem) => void) => Upload | Download) {
  const link = new FileLink({ dial, transport: () => transport, waits: () => {} });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  link.add(start(link, resolve, ({ code, text }) => reject(new Error(`${code}: ${text}`))));
  return promise.finally(() => link.close());
}

async function put(content: Prepared): Promise<void> {
  await overLink(
    (_link, done, failed) =>
      new Upload(content, undefined, {
        read: (offset, length, give) => {
          const piece = pieceOf(content.number, offset, length);
          give(piece, () => spare.push(new Uint8Array(piece.buffer)));
        },
        progress: () => {},
        wrongPiece: () => {},
        complete: done,
        failed,
      }),
  );
  movedBytes += content.size;
}

const NOWHERE: PartFile = {
  read: (_offset, _length, done) => done(new Uint8Array(0)),
  write: (_offset, _bytes, done) => done(undefined),
};

async function get({ hash, size }: BulkContent): Promise<void> {
  await overLink(
    (link, done, failed) =>
      new Download(
        { hash, size, pieces: undefined },
        {
          hashing,
          open: (list, give) => give(new PieceStore({ size, list, file: NOWHERE, hashing, whole: false })),
          progress: () => {},
          wrongPiece: () => {},
          complete: done,
          failed,
          ready: () => link.pump(),
        },
      ),
  );
  movedBytes += size;
}

async function keepGoing(next: () => Promise<void> | undefined): Promise<void> {
  isStopped = false;
  movedBytes = 0;
  while (!isStopped) {
    const work = next();
    if (!work) throw new Error('there was nothing left to send before the measuring was done');
    await work;
  }
}

async function work(task: BulkTask): Promise<unknown> {
  switch (task.kind) {
    case 'prepare':
      prepared = Array.from({ length: task.count }, (_, number) => prepare(number, task.bytes));
      return prepared.map(({ hash, size }): BulkContent => ({ hash, size }));
    case 'put':
      return Promise.all(prepared.map(put));
    case 'get':
      return Promise.all(task.contents.map(get));
    case 'keep-putting': {
      const rest = [...prepared];
      const next = () => {
        const content = rest.shift();
        return content && put(content);
      };
      loop = keepGoing(next);
      return undefined;
    }
    case 'keep-getting': {
      const [content] = task.contents as [BulkContent];
      loop = keepGoing(() => get(content));
      return undefined;
    }
    case 'stop':
      isStopped = true;
      await loop;
      return movedBytes;
  }
}

answerTasks(work);
