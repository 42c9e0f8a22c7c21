import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Recorder } from '../recording/recorder.ts';
import type { Recordable, Tape } from '../recording/tape.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { jsonLines } from './json-lines.ts';
import { CaptureWriter } from './pcapng.ts';

const HERE = { address: '192.168.1.5', port: 8_888 };
const THERE = { address: 'fe80::1%eth0', port: 5_000 };
const PING = encodeFrame({ type: 'ping', t: 1 });

/** A recording of these chunks, each as what one `recv()` returned. */
function recordingOf(transport: 'tcp' | 'udp', chunks: readonly Uint8Array[]): Recorder {
  const recorder = new Recorder(16_000_000, () => 1_800_000_000_000.5);
  const link: Recordable<Tape> = { tape: undefined };
  recorder.start();
  recorder.attach({ transport, local: HERE, remote: THERE, dialled: false }, link);
  for (const [index, chunk] of chunks.entries()) link.tape?.copy(index % 4 === 3 ? 'out' : 'in', chunk);
  return recorder;
}

function* recordsOf(recorder: Recorder) {
  for (let id = recorder.oldest; id <= recorder.newest; id += 1) {
    const record = recorder.record(id);
    if (record) yield record;
  }
}

function linesOf(recorder: Recorder): Record<string, unknown>[] {
  const lines = [...jsonLines(recordsOf(recorder), (id) => recorder.record(id))];
  for (const line of lines) expect(line.indexOf('\n')).toBe(line.length - 1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const bytesIn = (lines: readonly Record<string, unknown>[]) => lines.map(({ bytes }) => bytes);
const hexOf = (chunks: readonly Uint8Array[]) => chunks.map((chunk) => Buffer.from(chunk).toString('hex'));

/** A frame whose header is valid JSON, nested so deep. */
function nested(depth: number): Uint8Array {
  return headerFrame(`{"type":"say","x":${'['.repeat(depth)}${']'.repeat(depth)}}`);
}

function headerFrame(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  const frame = new Uint8Array(4 + text.length);
  new DataView(frame.buffer).setInt32(0, text.length, true);
  frame.set(text, 4);
  return frame;
}

describe('a frame that is nested without end', () => {
  it.each([65, 1_000, 7_000, 32_000])('%i deep is written as its bytes, and all others as they are', (depth) => {
    const chunks = [PING, nested(depth), PING];
    const lines = linesOf(recordingOf('tcp', chunks));
    expect(bytesIn(lines)).toEqual(hexOf(chunks));
    const frames = lines.flatMap((line) => line['frames'] as Record<string, unknown>[]);
    expect(frames.map(({ type }) => type)).toEqual(['ping', 'say', 'ping']);
    expect(frames[1]).toMatchObject({ raw: hexOf([nested(depth)])[0] });
    expect(frames[2]).toMatchObject({ header: { type: 'ping', t: 1 } });
  });

  it('is read as JSON as long as anybody can read it', () => {
    const [line] = linesOf(recordingOf('tcp', [nested(60)]));
    expect(line?.['frames']).toMatchObject([{ header: { type: 'say' } }]);
  });

  it('is not what brackets within a text make of it', () => {
    const [line] = linesOf(recordingOf('tcp', [headerFrame(`{"type":"say","text":"${'['.repeat(500)}\\"{{"}`)]));
    expect(line?.['frames']).toMatchObject([{ header: { type: 'say' } }]);
  });
});

const hostile = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 80 }),
  fc.constant(PING),
  fc.nat(PING.length - 1).map((cut) => PING.subarray(cut)),
  fc.nat(9_000).map(nested),
  fc.json().map((text) => headerFrame(`{"type":${JSON.stringify(text)},"__proto__":${text},"toJSON":${text}}`)),
  fc.string({ unit: 'binary', minLength: 1 }).map(headerFrame),
);

test.each(['tcp', 'udp'] as const)(
  'whatever came over %s, the export has a line and packets for each record',
  (transport) => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), (chunks) => {
        const recorder = recordingOf(transport, chunks);
        expect(bytesIn(linesOf(recorder))).toEqual(hexOf(chunks));
        const writer = new CaptureWriter();
        for (const record of recordsOf(recorder))
          expect(writer.packets(record).length).toBeGreaterThan(record.bytes.length);
      }),
      { numRuns: 200 },
    );
  },
);
