import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { concat } from '../../../tests/support/frames.ts';
import { RECORD_HEAD, RECORD_MOST, RECORD_PLAIN_MOST } from './layout.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';
import { TAG_SIZE } from './secure-crypto.ts';

const OVERHEAD = RECORD_HEAD + TAG_SIZE;
const KEY = testCrypto.random(32);
const bytes = (length: number, fill = 7) => new Uint8Array(length).fill(fill);

/** Seals each text as a record. */
function recordsOf(...texts: string[]): Uint8Array[] {
  const writer = new RecordWriter(testCrypto, KEY);
  return texts.map((text) => writer.seal(new TextEncoder().encode(text)));
}

/** What a reader makes of these chunks: the plaintext, and whether it found all right. */
function readAll(chunks: readonly Uint8Array[], reader = new RecordReader(testCrypto, KEY)) {
  const plain: Uint8Array[] = [];
  const fine = chunks.map((chunk) => reader.read(chunk, (part) => plain.push(part)));
  return { text: new TextDecoder().decode(concat(plain)), plain, fine: fine.every(Boolean), reader };
}

describe('a writer', () => {
  it('makes one record of one or two pieces that fit, and leaves them as they were', () => {
    const writer = new RecordWriter(testCrypto, KEY);
    const [first, second] = [bytes(3, 1), bytes(2, 2)];
    const record = writer.seal(first, second);
    expect(record).toHaveLength(5 + OVERHEAD);
    expect([record[0], record[1]]).toEqual([5 + TAG_SIZE, 0]);
    expect([first, second]).toEqual([bytes(3, 1), bytes(2, 2)]);
    expect(readAll([record]).plain).toEqual([Uint8Array.of(1, 1, 1, 2, 2)]);
  });

  it('makes nothing of nothing', () => {
    expect(new RecordWriter(testCrypto, KEY).seal(bytes(0))).toHaveLength(0);
  });

  it.each([
    [RECORD_PLAIN_MOST, 0, 1],
    [RECORD_PLAIN_MOST - 1, 1, 1],
    [RECORD_PLAIN_MOST, 1, 2],
    [1, RECORD_PLAIN_MOST, 2],
    [RECORD_PLAIN_MOST + 1, 0, 2],
    [10, 2 * RECORD_PLAIN_MOST, 3],
  ])('makes as few records as it takes: of %i and %i bytes %i', (one, other, count) => {
    const sealed = new RecordWriter(testCrypto, KEY).seal(bytes(one, 1), bytes(other, 2));
    expect(sealed).toHaveLength(one + other + count * OVERHEAD);
    const { plain } = readAll([sealed]);
    expect(plain).toHaveLength(count);
    expect(Buffer.concat(plain).equals(Buffer.concat([bytes(one, 1), bytes(other, 2)]))).toBe(true);
  });

  it('never makes the same bytes twice of the same plaintext', () => {
    const [one, other] = recordsOf('again', 'again');
    expect(one).not.toEqual(other);
  });
});

describe('a reader', () => {
  const stream = concat(recordsOf('one', 'and two', 'three'));
  const whole = 'oneand twothree';

  it('reads the same wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const { text, fine, reader } = readAll([stream.subarray(0, cut), stream.subarray(cut)]);
      expect([text, fine, reader.unfinished], `cut at ${cut}`).toEqual([whole, true, false]);
    }
  });

  it('reads the same one byte at a time, and wherever it is cut otherwise', () => {
    expect(readAll(Array.from(stream, (byte) => Uint8Array.of(byte))).text).toBe(whole);
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })),
        fc.infiniteStream(fc.integer({ min: 1, max: 90 })),
        (parts, cuts) => {
          const writer = new RecordWriter(testCrypto, KEY);
          const sealed = concat(parts.map((part) => writer.seal(part)));
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < sealed.length; ) {
            const size = cuts.next().value as number;
            chunks.push(sealed.subarray(at, at + size));
            at += size;
          }
          expect(readAll(chunks).plain).toEqual(parts);
        },
      ),
    );
  });

  it('takes a chunk whose memory is used again at once', () => {
    const reader = new RecordReader(testCrypto, KEY);
    const plain: Uint8Array[] = [];
    const memory = new Uint8Array(10);
    for (let at = 0; at < stream.length; at += 10) {
      const part = stream.subarray(at, at + 10);
      memory.set(part);
      reader.read(memory.subarray(0, part.length), (one) => plain.push(one));
      memory.fill(0);
    }
    expect(new TextDecoder().decode(concat(plain))).toBe(whole);
  });

  it('knows at every byte whether the stream may end there, and reads nothing of a record that is not whole', () => {
    const ends = [0, 1, 2, 3].map((count) => concat(recordsOf('one', 'and two', 'three').slice(0, count)).length);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const { text, fine, reader } = readAll([stream.subarray(0, cut)]);
      expect(fine).toBe(true);
      expect(reader.unfinished, `cut at ${cut}`).toBe(!ends.includes(cut));
      expect(text).toBe(['', 'one', 'oneand two', whole][ends.filter((end) => end <= cut).length - 1]);
    }
  });

  it('notices each flipped bit, and reads nothing from there on', () => {
    const starts = [0, 'one'.length + OVERHEAD, 'oneand two'.length + 2 * OVERHEAD];
    const before = ['', 'one', 'oneand two'];
    const after = concat([stream, bytes(70_000)]);
    for (let bit = 0; bit < 8 * stream.length; bit += 1) {
      const changed = after.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      const { text, fine } = readAll([changed]);
      const record = starts.filter((start) => start <= bit >> 3).length - 1;
      expect([text, fine], `bit ${bit}`).toEqual([before[record], false]);
    }
  });

  it('reads nothing more once something was wrong', () => {
    const [one, two] = recordsOf('one', 'two') as [Uint8Array, Uint8Array];
    const { reader } = readAll([one.with(5, (one[5] as number) ^ 1)]);
    expect(readAll([one, two], reader)).toMatchObject({ text: '', fine: false });
  });

  it.each([
    ['a record in place of the one before', [1, 0, 2]],
    ['a record that comes again', [0, 0]],
    ['a record later again', [0, 1, 0]],
    ['a missing record', [0, 2]],
    ['a missing first one', [1]],
  ])('notices %s', (_, order) => {
    const records = recordsOf('a', 'b', 'c');
    expect(readAll(order.map((index) => records[index] as Uint8Array)).fine).toBe(false);
  });

  it('does not take records of the other direction, or of another link', () => {
    const other = new RecordWriter(testCrypto, testCrypto.random(32)).seal(bytes(5));
    expect(readAll([other])).toMatchObject({ text: '', fine: false });
  });

  it.each([0, 1, 15, 16])('refuses a record of %i bytes before they come', (length) => {
    expect(readAll([Uint8Array.of(length, 0)]).fine).toBe(false);
    expect(readAll([Uint8Array.of(length), Uint8Array.of(0)]).fine).toBe(false);
  });

  it('keeps no more than one record, however much of it is announced', () => {
    const reader = new RecordReader(testCrypto, KEY);
    expect(reader.read(Uint8Array.of(0xff, 0xff), () => {})).toBe(true);
    expect(reader.read(bytes(RECORD_MOST), () => expect.unreachable())).toBe(false);
    expect(reader.read(bytes(1_000_000), () => expect.unreachable())).toBe(false);
  });

  it('throws at no bytes whatever', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (chunks) => {
        expect(readAll(chunks).plain).toEqual([]);
      }),
    );
  });
});

describe('the next key', () => {
  /** Sends as many records of one byte over ends that change their key after so much. */
  function send(count: number, writerAfter: { records: number; bytes: number }, readerAfter = writerAfter) {
    const writer = new RecordWriter(testCrypto, KEY, writerAfter);
    const reader = new RecordReader(testCrypto, KEY, readerAfter);
    let read = 0;
    for (let sent = 0; sent < count; sent += 1) reader.read(writer.seal(bytes(1)), () => (read += 1));
    return read;
  }

  it('is taken by both ends behind the same record, after so many records or bytes', () => {
    expect(send(50, { records: 4, bytes: 1_000 })).toBe(50);
    expect(send(50, { records: 1_000, bytes: 3 })).toBe(50);
  });

  it('is not taken by one end alone without notice', () => {
    expect(send(50, { records: 4, bytes: 1_000 }, { records: 5, bytes: 1_000 })).toBe(4);
    expect(send(50, { records: 1_000, bytes: 3 }, { records: 1_000, bytes: 4 })).toBe(3);
  });

  it('comes after 65,536 records where nothing else is said', () => {
    const writer = new RecordWriter(testCrypto, KEY);
    const [piece, sealed] = [bytes(1), [] as Uint8Array[]];
    for (let sent = 0; sent <= 65_536; sent += 1) sealed.push(writer.seal(piece));
    const still = new RecordReader(testCrypto, KEY, { records: 65_537, bytes: 2 ** 30 });
    expect(readAll([concat(sealed)], still).plain).toHaveLength(65_536);
    expect(readAll([concat(sealed)])).toMatchObject({ fine: true });
  });
});
