import fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat, headersOf, rawFrame } from '../../../tests/support/frames.ts';
import { BODY_MAX, HEADER_MAX } from './constants.ts';
import { encodeFrame, FrameWriter } from './frame-writer.ts';

it('writes the length as little-endian, then the header', () => {
  expect([...encodeFrame({ type: 'bye' })]).toEqual([
    14, 0, 0, 0, 123, 34, 116, 121, 112, 101, 34, 58, 34, 98, 121, 101, 34, 125,
  ]);
});

it('counts the header in bytes, not in characters', () => {
  const frame = encodeFrame({ type: '你好🎉' });
  expect(frame[0]).toBe(frame.length - 4);
  expect(headersOf(frame)).toEqual([{ type: '你好🎉' }]);
});

it('writes the body behind the header', () => {
  const body = Uint8Array.of(0, 255, 10);
  expect(encodeFrame({ type: 'x', total_size: 3 }, body)).toEqual(rawFrame({ type: 'x', total_size: 3 }, body));
});

it('puts frames one after another, grows as needed, and starts again after take', () => {
  const writer = new FrameWriter(1);
  for (let n = 0; n < 100; n += 1) writer.write(`{"type":"x","n":${n}}`);
  writer.writeRaw(rawFrame({ type: 'raw' }));
  const bytes = writer.take();
  expect(headersOf(bytes).map(({ n, type }) => n ?? type)).toEqual([...Array(100).keys(), 'raw']);
  expect(writer.length).toBe(0);
  expect(writer.take()).toHaveLength(0);
});

it('gives away a copy that later writing does not change', () => {
  const writer = new FrameWriter();
  writer.write('{"type":"a"}');
  const first = writer.take();
  const before = first.slice();
  writer.write('{"type":"b"}');
  expect(first).toEqual(before);
});

it('gives away its own memory, which later writing does not change either', () => {
  const writer = new FrameWriter(64);
  const detached: Uint8Array[] = [];
  for (let n = 0; n < 50; n += 1) {
    writer.write(`{"type":"x","n":${n}}`);
    if (n % 4 === 0) writer.write(`{"type":"long","n":${n},"text":"${'a'.repeat(3 * n)}"}`);
    detached.push(writer.detach());
    expect(writer.length).toBe(0);
    writer.write('{"type":"taken back"}');
    writer.take();
  }
  const numbers = detached.map((bytes) => headersOf(bytes).map(({ n }) => n));
  expect(numbers).toEqual(detached.map((_, n) => (n % 4 === 0 ? [n, n] : [n])));
});

it('lays what is detached one behind the other, in new memory of the usual size when that is full', () => {
  const writer = new FrameWriter(64);
  const next = (text: string) => {
    writer.write(`{"type":"${text}"}`);
    return writer.detach();
  };
  const [first, second] = [next('a'), next('b')];
  expect(second.buffer).toBe(first.buffer);
  expect(second.byteOffset).toBe(first.length);
  const long = next('c'.repeat(200));
  expect(long.buffer).not.toBe(first.buffer);
  let after = next('d');
  while (after.buffer === long.buffer) after = next('d');
  expect(after.buffer.byteLength, 'not that of the long one').toBe(64);
});

it('takes a header of 65,535 bytes and a body of 1 MiB, and throws at one more', () => {
  const header = (length: number) => `{"type":"${'a'.repeat(length - 11)}"}`;
  const writer = new FrameWriter();
  writer.write(header(HEADER_MAX));
  expect(writer.length).toBe(4 + HEADER_MAX);
  expect(() => writer.write(header(HEADER_MAX + 1))).toThrow(RangeError);
  expect(() => writer.write('{}', new Uint8Array(BODY_MAX + 1))).toThrow(RangeError);
  expect(writer.length, 'what was refused leaves no trace').toBe(4 + HEADER_MAX);
});

it.each([0, 1, 5_000, BODY_MAX])('makes room for a body of %i bytes at once', (length) => {
  const writer = new FrameWriter(16);
  const body = new Uint8Array(length).fill(7);
  writer.write('{}', body);
  writer.write('{}');
  const bytes = writer.take();
  expect(bytes.length).toBe(4 + 2 + length + 4 + 2);
  expect(Buffer.compare(bytes.subarray(6, 6 + length), body)).toBe(0);
  expect([...bytes.subarray(-6)]).toEqual([2, 0, 0, 0, 123, 125]);
});

it('writes what the decoder reads, for any header', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }), { maxLength: 5 }), (objects) => {
      const headers = objects.map((one) => JSON.parse(JSON.stringify({ ...one, type: 'x', total_size: 0 })) as object);
      expect(headersOf(concat(headers.map((header) => encodeFrame(header))))).toEqual(headers);
    }),
  );
});
