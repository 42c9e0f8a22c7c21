import { describe, expect, it } from 'vitest';
import { HeldFile, pieceOf, promptHashing, sampleOf, sha256 } from '../../../tests/support/rigs/file-link-rig.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { PIECE_SIZE } from './constants.ts';
import { bytesOfHex, Download, hexOf, offsetOf } from './download.ts';
import { PieceStore } from './piece-store.ts';

const FULL: Problem = { code: 'disk_full', text: 'full' };
const content = sampleOf(2 * PIECE_SIZE + 5);
const pieces = hexOf(sha256(content.list));

/** A download that notes down what it tells, and the file that it writes. */
function aDownload({
  of = content,
  said = undefined as string | undefined,
  open = undefined as Problem | undefined,
} = {}) {
  const told: string[] = [];
  const file = new HeldFile();
  const hashing = promptHashing();
  const opened: { list: Uint8Array; done: (store: PieceStore | Problem) => void }[] = [];
  const rig = {
    told,
    file,
    /** True to keep the answer of the disk for {@link openNow}. */
    isHeld: false,
    openNow: () => {
      const [first] = opened.splice(0);
      first?.done(open ?? new PieceStore({ size: of.size, list: first.list, file, hashing, whole: false }));
    },
    /** Brings a piece as a link does. */
    bring: (index: number, bytes = pieceOf(of, index)) => {
      download.bytes(offsetOf(index), bytes);
      download.pieceCame(index);
    },
    /** All requests that it has now, as text. */
    wants: () => {
      const wanted: (number | string)[] = [];
      for (let next = download.nextRequest(); next; next = download.nextRequest()) {
        wanted.push(next.kind === 'fetch' ? next.index : next.kind);
      }
      return wanted;
    },
  };
  const download = new Download(
    { hash: of.hash, size: of.size, pieces: said },
    {
      hashing,
      open: (list, done) => {
        opened.push({ list, done });
        if (!rig.isHeld) rig.openNow();
      },
      progress: () => told.push('progress'),
      wrongPiece: (index) => told.push(`wrong ${index}`),
      complete: () => told.push('complete'),
      failed: ({ code }) => told.push(code),
      ready: () => told.push('ready'),
    },
  );
  return { download, ...rig, rig };
}

describe('a download', () => {
  it('asks for the list once, then for each piece once, and is complete with the last', () => {
    const { download, told, wants, bring, file } = aDownload({ said: pieces });
    expect(wants()).toEqual(['pieces']);
    expect(wants()).toEqual([]);
    download.listCame(content.list);
    expect(told.splice(0)).toEqual(['progress', 'ready']);
    expect(wants()).toEqual([0, 1, 2]);
    bring(1);
    bring(2);
    expect(told.splice(0)).toEqual(['progress', 'ready', 'progress', 'ready']);
    expect(download.done).toBe(PIECE_SIZE + 5);
    bring(0);
    expect(told).toContain('complete');
    expect(file.bytes).toEqual(content.bytes);
    expect(wants()).toEqual([]);
  });

  it.each([
    [0, []],
    [5, [0]],
    [PIECE_SIZE, [0]],
  ])('of %i bytes needs no list', (size, wanted) => {
    const small = sampleOf(size);
    const { told, wants, bring } = aDownload({ of: small });
    expect(wants()).toEqual(wanted);
    if (size > 0) bring(0);
    expect(told).toContain('complete');
  });

  it('fails where the list is not the one that the event names, or too short', () => {
    const other = aDownload({ said: '0'.repeat(64) });
    other.wants();
    other.download.listCame(content.list);
    expect(other.told).toEqual(['file_wrong']);
    const short = aDownload();
    short.wants();
    short.download.listCame(content.list.subarray(1));
    expect(short.told).toEqual(['file_wrong']);
    expect(short.wants()).toEqual([]);
  });

  it('takes a list only while it waits for one', () => {
    const { download, told, wants } = aDownload();
    wants();
    download.listCame(content.list);
    told.length = 0;
    download.listCame(new Uint8Array(0));
    expect(told).toEqual([]);
  });

  it('fails with what the disk says when it is opened, and when it is written', () => {
    const closed = aDownload({ open: FULL });
    closed.wants();
    closed.download.listCame(content.list);
    expect(closed.told).toEqual(['disk_full']);
    const { download, told, wants, bring, file } = aDownload();
    wants();
    download.listCame(content.list);
    file.writeProblem = FULL;
    wants();
    bring(0);
    expect(told).toEqual(['progress', 'ready', 'disk_full']);
    expect(wants()).toEqual([]);
  });

  it('that was stopped opens nothing and says nothing more', () => {
    const { download, told, wants, rig } = aDownload();
    rig.isHeld = true;
    wants();
    download.listCame(content.list);
    download.stop();
    rig.openNow();
    download.refused(FULL);
    expect([told, wants()]).toEqual([[], []]);
  });

  it('fetches a wrong piece again, and gives up when it came wrong three times in a row', () => {
    const { download, told, wants, bring } = aDownload();
    wants();
    download.listCame(content.list);
    wants();
    const wrong = new Uint8Array(PIECE_SIZE);
    bring(0, wrong);
    expect(wants()).toEqual([0]);
    bring(0, wrong);
    expect(wants()).toEqual([0]);
    told.length = 0;
    bring(0, wrong);
    expect(told).toEqual(['wrong 0', 'file_wrong']);
  });

  it('counts the wrong ones of each piece for itself', () => {
    const { download, told, wants, bring } = aDownload();
    wants();
    download.listCame(content.list);
    wants();
    for (const index of [0, 1, 0, 1]) bring(index, new Uint8Array(PIECE_SIZE));
    expect(told).not.toContain('file_wrong');
    expect(wants()).toEqual([0, 1]);
  });

  it('asks for nothing while it is paused', () => {
    const { download, wants } = aDownload();
    download.isPaused = true;
    expect(wants()).toEqual([]);
    download.isPaused = false;
    expect(wants()).toEqual(['pieces']);
  });

  it('asks again on the next link for what was under way, and for nothing that is being verified', () => {
    const { download, wants, bring, file } = aDownload();
    wants();
    download.linkLost();
    expect(wants()).toEqual(['pieces']);
    download.listCame(content.list);
    expect(wants()).toEqual([0, 1, 2]);
    file.isHeld = true;
    bring(0);
    download.bytes(PIECE_SIZE, content.bytes.subarray(PIECE_SIZE, PIECE_SIZE + 10));
    download.linkLost();
    expect(wants()).toEqual([1, 2]);
    // What came of a piece over the link that broke is no beginning of it.
    download.bytes(PIECE_SIZE + 10, content.bytes.subarray(PIECE_SIZE + 10, 2 * PIECE_SIZE));
    file.answer();
    expect(download.done).toBe(PIECE_SIZE);
  });

  it('goes on from what was there before, and is complete where all was', () => {
    const there = aDownload();
    there.rig.isHeld = true;
    there.wants();
    there.download.listCame(content.list);
    expect(there.wants()).toEqual([]);
    there.rig.openNow();
    expect(there.wants()).toEqual([0, 1, 2]);
  });

  it('is full while two pieces wait for the disk', () => {
    const { download, wants, bring, file } = aDownload();
    expect(download.isFull).toBe(false);
    wants();
    download.listCame(content.list);
    wants();
    file.isHeld = true;
    bring(0);
    expect(download.isFull).toBe(false);
    bring(1);
    expect(download.isFull).toBe(true);
    download.stop();
    expect(download.isFull).toBe(false);
  });

  it('lets go by what comes when it is over', () => {
    const { download, told, wants, bring, file } = aDownload();
    wants();
    download.listCame(content.list);
    wants();
    file.isHeld = true;
    bring(0);
    download.stop();
    told.length = 0;
    file.answer();
    bring(1);
    expect([told, file.writes]).toEqual([[], [0]]);
  });
});

it('hashes are written as hex and read back', () => {
  expect(hexOf(Uint8Array.of(0, 10, 255))).toBe('000aff');
  expect(bytesOfHex('000aff')).toEqual(Uint8Array.of(0, 10, 255));
});
