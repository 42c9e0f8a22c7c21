import assert from 'node:assert/strict';
import { PIECE_SIZE } from '../../../src/core/transfer/constants.ts';
import { ContentSpool } from '../../../src/core/transfer/content-spool.ts';
import { hexOf } from '../../../src/core/transfer/download.ts';
import type { Receiving } from '../../../src/core/transfer/file-ports.ts';
import type { FoundContent, StoredPart } from '../../../src/core/transfer/spool-storage.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { HeldFile, pieceOf, promptHashing, type Sample, sampleOf, sha256 } from './file-link-rig.ts';

export const large = sampleOf(2 * PIECE_SIZE + 5);
export const other = sampleOf(PIECE_SIZE + 5, 9);
export const small = sampleOf(5);
/** Milliseconds after which what nobody wants goes. */
export const AGE_MS = 1_000_000_000;
/** The room of the spool, and of one file, in bytes. */
export const TEN_PIECES = 10 * PIECE_SIZE;
/** Under which a content is put together. */
export const key = ({ hash, size, list }: Sample) => `${hash}-${size}-${hexOf(sha256(list)).slice(0, 16)}`;

interface Setup {
  readonly whole?: FoundContent[];
  readonly parts?: FoundContent[];
  readonly free?: number;
}

/** A spool over a disk in memory, and what it did there. */
export function aSpool({ whole = [], parts = [], free = 1_000_000_000_000 }: Setup = {}) {
  const did: string[] = [];
  const files = new Map<string, HeldFile>();
  const wholes = new Map<string, Uint8Array>(whole.map(({ name }) => [name, new Uint8Array(0)]));
  const names = new Map<string, string>();
  const dropped: string[] = [];
  const clock = { monotonic: 0, wall: 0 };
  const disk = { free, all: 1_000_000_000_000 };
  const problems: { part?: Problem; keep?: Problem; sync?: Problem } = {};
  const short = (name: string) => name.slice(0, 4);
  const fileOf = (name: string) => {
    const file = files.get(name) ?? new HeldFile();
    files.set(name, file);
    return file;
  };
  const part = (name: string): StoredPart => {
    const file = fileOf(name);
    return {
      get size() {
        return file.bytes.length;
      },
      read: (...one) => file.read(...one),
      write: (...one) => file.write(...one),
      sync: (done) => {
        did.push('sync');
        done(problems.sync);
      },
      close: () => did.push('close'),
    };
  };
  const spool = () =>
    new ContentSpool(
      { fileBytes: TEN_PIECES, spoolBytes: TEN_PIECES, spoolAgeMs: AGE_MS },
      {
        storage: {
          look: () => ({ whole, parts }),
          space: () => disk,
          isThere: (hash) => wholes.has(hash),
          reader: (hash) => ({
            read: (offset, length, done) => done((wholes.get(hash) as Uint8Array).subarray(offset, offset + length)),
            close: () => did.push('reader closed'),
          }),
          rest: () => did.push('rest'),
          part: (name) => problems.part ?? part(name),
          removePart: (name) => {
            did.push(`remove part ${short(name)}`);
            files.delete(name);
          },
          keep: ({ hash }, name) => {
            if (problems.keep) return problems.keep;
            wholes.set(hash, fileOf(name).bytes);
            return undefined;
          },
          list: (hash) => [large, other, small].find((one) => one.hash === hash && wholes.has(hash))?.list,
          keepName: (hash, name) => {
            if (names.has(hash)) return false;
            names.set(hash, name);
            return true;
          },
          nameOf: (hash) => names.get(hash) ?? hash,
          touch: (hash, now) => did.push(`touch ${short(hash)} ${now}`),
          remove: (hash) => {
            did.push(`remove ${short(hash)}`);
            wholes.delete(hash);
          },
        },
        hashing: promptHashing(),
        digest: (bytes) => hexOf(sha256(bytes)),
        monotonic: () => clock.monotonic,
        wall: () => clock.wall,
        dropped: (hashes) => dropped.push(...hashes),
      },
    );
  return { spool: spool(), did, files, wholes, names, dropped, clock, disk, problems, short };
}

type Rig = ReturnType<typeof aSpool>;

/** A receiving, which must not be refused. */
export function begin({ spool }: Rig, of: Sample, list: Uint8Array | undefined = of.list): Receiving {
  const receiving = spool.receive(of.hash, of.size, list);
  if ('code' in receiving) throw new Error(receiving.text);
  return receiving;
}

export function bring({ store }: Receiving, of: Sample, ...indexes: number[]): void {
  for (const index of indexes) store.put(index, pieceOf(of, index), (outcome) => assert.equal(outcome, 'kept'));
}

/** What `finish` says. */
export function finish(receiving: Receiving): Problem | undefined | 'nothing' {
  let said: Problem | undefined | 'nothing' = 'nothing';
  receiving.finish((problem) => {
    said = problem;
  });
  return said;
}

/** Brings all of a content. */
export function keep(rig: Rig, of: Sample): void {
  const receiving = begin(rig, of);
  bring(receiving, of, ...Array.from({ length: receiving.store.map.all }, (_, index) => index));
  assert.equal(finish(receiving), undefined);
  receiving.release();
}

/** What the spool has of a content, by reading all of it. */
export function bytesOf({ spool }: Rig, hash: string): Uint8Array | undefined {
  let read: Uint8Array | undefined;
  const reader = spool.open(hash);
  reader?.read(0, reader.size, (bytes) => {
    if (!('code' in bytes)) read = bytes;
  });
  reader?.close();
  return read;
}
