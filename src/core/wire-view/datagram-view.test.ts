import { describe, expect, test } from 'vitest';
import { Random } from '../../../tests/simulation/random.ts';
import { DatagramWire } from '../../../tests/support/network/datagram-wire.ts';
import { type WireSealing, wireSealing } from '../../../tests/support/network/wire-sealing.ts';
import { ALL_OF_IT } from '../../shared/wire/wire-contract.ts';
import { Recorder } from '../recording/recorder.ts';
import type { Recordable, Tape } from '../recording/tape.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { findBlockStart } from './packet-stream.ts';
import { WireView } from './wire-view.ts';

const ROUTE = {
  transport: 'udp',
  local: { address: '10.0.0.2', port: 50_000 },
  remote: { address: '10.0.0.1', port: 8_888 },
  dialled: true,
} as const;

/** A guest's link over a network of which every datagram is recorded as the guest sees it. */
function recorded(options: { loss?: number; doubled?: number; seed?: number; sealing?: WireSealing } = {}) {
  const { loss = 0, doubled = 0, seed = 1, sealing } = options;
  const wire = new DatagramWire(1, sealing);
  const random = new Random(seed);
  const recorder = new Recorder(50_000_000, () => wire.now);
  recorder.start();
  const link: Recordable<Tape> = { tape: undefined };
  recorder.attach(ROUTE, link, undefined, () => wire.guests[0]?.guest.link?.opener());
  wire.fate = ({ bytes, to }) => {
    const isToHost = to.port === 8_888;
    if (isToHost) link.tape?.copy('out', bytes);
    const copies = random.chance(loss) ? 0 : random.chance(doubled) ? 2 : 1;
    if (!isToHost) for (let i = 0; i < copies; i += 1) link.tape?.copy('in', bytes);
    return Array.from({ length: copies }, () => 5);
  };
  const view = new WireView(recorder);
  const page = (filter = ALL_OF_IT) => {
    while (view.catchUp(1_000));
    return view.page(filter, 0, 500);
  };
  return { ...wire.connect(), wire, recorder, link, view, page };
}

const say = (id: string, text = `text of ${id}`) => encodeFrame({ type: 'say', id, text });

describe('a view of datagrams', () => {
  test('names the packets of the handshake and what each numbered one carries', () => {
    const { guest, wire, page } = recorded();
    guest.link.send(say('a'), wire.now);
    wire.pass(100);
    const { chunks } = page();
    expect(chunks.slice(0, 4).map(({ direction, packet }) => [direction, packet?.type])).toEqual([
      ['out', 'initial'],
      ['in', 'cookie'],
      ['out', 'connect'],
      ['in', 'accept'],
    ]);
    const [first] = chunks.filter(({ packet }) => packet?.type === 'data');
    expect(first).toMatchObject({ packet: { number: 0, carries: ['stream'], isAgain: false, isLate: false } });
    expect(first?.frames).toMatchObject([{ type: 'say', state: 'whole', summary: 'text of a', chunkCount: 1 }]);
  });

  test('colours packet, stream and frame, each byte once', () => {
    const { guest, wire, view, page } = recorded();
    guest.link.send(say('a'), wire.now);
    const chunk = page().chunks.find(({ frames }) => frames.length > 0);
    const detail = view.chunk(chunk?.id ?? 0);
    expect(detail?.spans.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['packet', 0, 20],
      ['block', 20, 29],
      ['block', 29, 32],
      ['length', 32, 36],
      ['header', 36, chunk?.length],
    ]);
  });

  test('finds every frame once and whole on a network that loses, doubles and delays', () => {
    const { guest, hosted, wire, view, page } = recorded({ loss: 0.2, doubled: 0.1, seed: 7 });
    for (let i = 0; i < 100; i += 1) {
      guest.link.send(say(`out ${i}`), wire.now);
      hosted.link.send(say(`in ${i}`), wire.now);
      wire.pass(3);
    }
    wire.until(() => guest.heard.text().includes('in 99') && hosted.heard.text().includes('out 99'));
    const { chunks } = page();
    for (const direction of ['in', 'out']) {
      const frames = chunks.flatMap((chunk) => chunk.frames.filter(() => chunk.direction === direction));
      const texts = frames.map(({ summary }) => summary);
      expect([...texts].sort()).toEqual(Array.from({ length: 100 }, (_, i) => `text of ${direction} ${i}`).sort());
      for (const { id, summary } of frames) {
        expect(view.frame(id)?.bytes).toEqual(say(summary.slice('text of '.length)));
      }
    }
    const again = (direction: string) =>
      chunks.filter((chunk) => chunk.direction === direction && chunk.packet?.isAgain).length;
    expect(again('out')).toBeGreaterThan(5);
    expect(again('in')).toBeGreaterThan(0);
    expect(chunks.some(({ packet }) => packet?.isLate)).toBe(true);
  });

  test('shows a message with all packets that carried it, also those that were sent again', () => {
    const { guest, hosted, wire, view, page } = recorded();
    const { fate } = wire;
    let lost = 0;
    wire.fate = (flight) => {
      const arrives = fate(flight);
      if (flight.to.port !== 8_888 || flight.bytes.length < 60 || lost >= 2) return arrives;
      lost += 1;
      return [];
    };
    guest.link.send(say('m'), wire.now);
    wire.until(() => hosted.heard.text().includes('text of m'));
    const message = { id: 'm', from: 'me', text: 'text of m' };
    const { chunks } = page({ ...ALL_OF_IT, message });
    expect(chunks.map(({ packet }) => [packet?.isAgain])).toEqual([[false], [true], [true]]);
    const [frame] = chunks.flatMap(({ frames }) => frames);
    expect(frame).toMatchObject({ chunkCount: 1, chunkRows: [0, 1, 2] });
    expect(view.frame(frame?.id ?? 0)?.chunks.map(({ isAgain }) => isAgain)).toEqual([false, true, true]);
  });

  test('unpacks what travelled packed, and finds bytes inside of it', () => {
    const { hosted, guest, wire, view, page } = recorded();
    const many = Uint8Array.from(Array.from({ length: 60 }, (_, i) => [...say(`packed ${i}`)]).flat());
    hosted.link.send(many, wire.now);
    wire.until(() => guest.heard.text().includes('packed 59'));
    const { chunks } = page();
    const frames = chunks.flatMap((chunk) => chunk.frames);
    expect(frames.map(({ summary }) => summary)).toEqual(Array.from({ length: 60 }, (_, i) => `text of packed ${i}`));
    expect(view.frame(frames[33]?.id ?? 0)?.bytes).toEqual(say('packed 33'));
    const carrier = chunks.find((chunk) => chunk.frames.length > 0);
    expect(view.chunk(carrier?.id ?? 0)?.spans.map(({ kind }) => kind)).toContain('packed');
    const hits = view.search(ALL_OF_IT, new TextEncoder().encode('"packed 33"'));
    expect(hits).toEqual([{ kind: 'frame', id: frames[33]?.id, row: frames[33]?.row }]);
  });

  test.each([40, 3_000])('goes on in the middle of a link, with messages of %i bytes', (length) => {
    const { guest, hosted, recorder, wire, page } = recorded();
    guest.link.send(say('before', 'x'.repeat(length)), wire.now);
    wire.pass(100);
    recorder.stop();
    guest.link.send(say('unseen'), wire.now);
    wire.pass(100);
    recorder.clear();
    recorder.start();
    for (let i = 0; i < 5; i += 1) {
      guest.link.send(say(`after ${i}`, `${i}${'abc'.repeat(length / 3)}`), wire.now);
      wire.pass(100);
    }
    expect(hosted.heard.text()).toContain('after 4');
    const types = page().chunks.flatMap((chunk) => chunk.frames.map(({ summary }) => summary[0]));
    expect(types).toEqual(['0', '1', '2', '3', '4']);
  });

  test('takes what is no packet of ours for a message, and what only looks like one for broken', () => {
    const { link, page } = recorded();
    link.tape?.copy('in', new TextEncoder().encode('hello?\n'));
    link.tape?.copy('in', new Uint8Array(0));
    link.tape?.copy('in', Uint8Array.of(0xff, 0x50, 0x4c, 0x15, 0, 0, 0, 0));
    const chunks = page().chunks.slice(-3);
    expect(chunks.map(({ packet, frames }) => [packet?.type, frames[0]?.state, frames[0]?.summary])).toEqual([
      [undefined, 'text', 'hello?'],
      [undefined, 'text', ''],
      ['broken', undefined, undefined],
    ]);
  });
});

test('the beginning of a block is found in the middle of anything, and nowhere in noise', () => {
  const frame = say('a');
  const block = [0, frame.length & 255, frame.length >> 8, ...frame];
  expect(findBlockStart(Uint8Array.from([0x22, 0x7d, 0, 1, ...block]))).toBe(4);
  const random = new Random(3);
  const noise = Uint8Array.from({ length: 20_000 }, () => random.int(1, 255));
  expect(findBlockStart(noise)).toBe(-1);
});

describe('a view of sealed datagrams', () => {
  test('names the packets of the handshake, and shows what each sealed one carries', () => {
    const { guest, hosted, wire, page } = recorded({ sealing: wireSealing() });
    guest.link.send(say('a'), wire.now);
    hosted.link.send(say('b'), wire.now);
    wire.pass(100);
    const { chunks } = page();
    expect(chunks.slice(0, 5).map(({ direction, packet }) => [direction, packet?.type])).toEqual([
      ['out', 'initial'],
      ['in', 'sealedCookie'],
      ['out', 'sealedConnect'],
      ['in', 'sealedAccept'],
      ['out', 'sealedProof'],
    ]);
    const sealed = chunks.filter(({ packet }) => packet?.type === 'sealed');
    expect(sealed.flatMap(({ packet }) => packet?.carries)).toEqual(expect.arrayContaining(['resetToken', 'stream']));
    const said = sealed.flatMap(({ direction, frames }) => frames.map(({ summary }) => [direction, summary]));
    expect(said).toEqual([
      ['out', 'text of a'],
      ['in', 'text of b'],
    ]);
  });

  test('shows the bytes as they were before they were sealed, and keeps those that travelled', () => {
    const { guest, wire, recorder, view, page } = recorded({ sealing: wireSealing() });
    guest.link.send(say('a'), wire.now);
    const chunk = page().chunks.find(({ frames }) => frames.length > 0);
    const detail = view.chunk(chunk?.id ?? 0);
    const end = (chunk?.length ?? 0) - 16;
    expect(detail?.spans.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['packet', 0, 16],
      ['block', 16, 25],
      ['block', 25, 28],
      ['length', 28, 32],
      ['header', 32, end],
      ['packet', end, chunk?.length],
    ]);
    expect(Buffer.from(detail?.bytes ?? []).includes('text of a')).toBe(true);
    expect(Buffer.from(recorder.record(chunk?.id ?? 0)?.bytes ?? []).includes('text of a')).toBe(false);
  });

  test('shows what is sealed from when recording began, in the middle of a link too', () => {
    const { guest, wire, recorder, page } = recorded({ sealing: wireSealing() });
    recorder.stop();
    guest.link.send(say('unseen'), wire.now);
    wire.pass(100);
    recorder.clear();
    recorder.start();
    guest.link.send(say('seen'), wire.now);
    wire.pass(100);
    expect(page().chunks.flatMap(({ frames }) => frames.map(({ summary }) => summary))).toEqual(['text of seen']);
  });

  test('shows no more than the outside of what it has no key to', () => {
    const { guest, wire, link, page } = recorded({ sealing: wireSealing() });
    guest.link.send(say('a'), wire.now);
    const packet = wire.sent.at(-1)?.bytes.slice() as Uint8Array;
    packet[20] = (packet[20] as number) ^ 1;
    link.tape?.copy('in', packet);
    const last = page().chunks.at(-1);
    expect([last?.packet?.type, last?.packet?.carries, last?.frames]).toEqual(['sealed', [], []]);
  });
});
