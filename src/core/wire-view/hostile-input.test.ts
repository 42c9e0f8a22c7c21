import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_OF_IT } from '../../shared/wire/wire-contract.ts';
import { FRAME, FRAMES_AT, PACKET_SIZE } from '../datagram/constants.ts';
import { beginData, putChecksum } from '../datagram/packet.ts';
import { Recorder } from '../recording/recorder.ts';
import type { Recordable, Tape } from '../recording/tape.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { WireView } from './wire-view.ts';

const NOWHERE = { address: '127.0.0.1', port: 1 };

/** Records chunks of one link, looks at them, and checks that each byte of each chunk is accounted for once. */
function look(transport: 'tcp' | 'udp', chunks: readonly Uint8Array[], bytesMost = 1_000_000): void {
  const recorder = new Recorder(bytesMost, () => 0);
  const link: Recordable<Tape> = { tape: undefined };
  recorder.start();
  recorder.attach({ transport, local: NOWHERE, remote: NOWHERE, dialled: false }, link);
  const view = new WireView(recorder);
  for (const [index, chunk] of chunks.entries()) {
    link.tape?.copy('in', chunk);
    if (index % 3 === 0) view.catchUp(2);
  }
  while (view.catchUp(10));
  const { chunks: shown } = view.page(ALL_OF_IT, 0, 500);
  for (const { id, length, frames } of shown) {
    const spans = view.chunk(id)?.spans ?? [];
    let at = 0;
    for (const { from, to } of spans) {
      expect(from).toBe(at);
      expect(to).toBeGreaterThan(from);
      at = to;
    }
    expect(at).toBe(length);
    for (const frame of frames) expect(view.frame(frame.id)?.bytes.length ?? frame.length).toBe(frame.length);
  }
  view.search(ALL_OF_IT, Uint8Array.of(0x7b));
}

const rubbish = fc.uint8Array({ maxLength: 60 });
const PING = encodeFrame({ type: 'ping', t: 1 });

test('whatever comes over a stream, and wherever it is cut, each byte is shown once', () => {
  const piece = fc.oneof(
    rubbish,
    fc.constant(PING),
    fc.nat(PING.length).map((cut) => PING.subarray(cut)),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (chunks) => look('tcp', chunks)));
});

test('whatever packets somebody makes up, each byte is shown once', () => {
  const stream = fc.record({ offset: fc.integer({ min: 0, max: 90 }), bytes: rubbish, isEnd: fc.boolean() });
  const made = fc.array(fc.oneof(stream, rubbish), { maxLength: 4 }).map((frames) => {
    const packet = new Uint8Array(PACKET_SIZE);
    let at = FRAMES_AT;
    beginData(packet, { index: 1, secret: 2 }, 3);
    for (const frame of frames) {
      if (frame instanceof Uint8Array) {
        packet.set(frame, at);
        at += frame.length;
        continue;
      }
      const { offset, bytes, isEnd } = frame;
      packet.set([isEnd ? FRAME.streamEnd : FRAME.stream, offset, 0, 0, 0, 0, 0, bytes.length, 0], at);
      packet.set(bytes, at + 9);
      at += 9 + bytes.length;
    }
    putChecksum(packet, at);
    return packet.slice(0, at);
  });
  fc.assert(fc.property(fc.array(fc.oneof(made, rubbish), { maxLength: 30 }), (chunks) => look('udp', chunks)));
});

test('a tiny recording that drops what is looked at loses nothing but that', () => {
  const chunks = fc.array(
    fc.nat(PING.length).map((cut) => PING.subarray(cut)),
    { minLength: 50, maxLength: 100 },
  );
  fc.assert(
    fc.property(chunks, (all) => look('tcp', all, 3_000)),
    { numRuns: 30 },
  );
});

test('a name that is a list in lists in lists is shown as what it is', () => {
  const deep = `{"type":"welcome","room":{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
  const frame = Buffer.alloc(4 + deep.length);
  frame.writeInt32LE(deep.length);
  frame.write(deep, 4);
  look('tcp', [new Uint8Array(frame)]);
});
