import { describe, expect, test } from 'vitest';
import { ALL_OF_IT } from '../../shared/wire/wire-contract.ts';
import type { WirePage } from '../../shared/wire/wire-model.ts';
import { recorderOf } from '../recording/link-recorder.ts';
import { Recorder } from '../recording/recorder.ts';
import type { DatagramTape, Recordable, Tape } from '../recording/tape.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { WireView } from './wire-view.ts';

const ROUTE = {
  transport: 'tcp',
  local: { address: '127.0.0.1', port: 8888 },
  remote: { address: '127.0.0.1', port: 50_000 },
  dialled: false,
} as const;

function watched(bytesMost = 10_000_000) {
  let now = 0;
  const recorder = new Recorder(bytesMost, () => {
    now += 1;
    return now;
  });
  recorder.start();
  const link: Recordable<Tape> = { tape: undefined };
  recorder.attach(ROUTE, link);
  const view = new WireView(recorder);
  const page = (filter = ALL_OF_IT, from?: number, count = 500): WirePage => {
    while (view.catchUp(100));
    return view.page(filter, from, count);
  };
  return { recorder, view, page, link, receive: (bytes: Uint8Array) => link.tape?.copy('in', bytes) };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Frames as the page shows them: type, length, row, rows of its chunks. */
function frames({ chunks }: WirePage) {
  return chunks.flatMap((chunk) =>
    chunk.frames.map(({ type, state, length, row, chunkRows }) => [type || state, length, row, chunkRows]),
  );
}

const SAY = encodeFrame({ type: 'say', id: 'a1', text: 'hello' });
const PING = encodeFrame({ type: 'ping', t: 1 });

describe('a view of a stream', () => {
  test('shows two frames beside the one chunk that they came in', () => {
    const { page, receive } = watched();
    receive(joined(SAY, PING));
    const shown = page();
    expect(shown.chunks).toMatchObject([{ row: 0, rows: 2, length: SAY.length + PING.length, continues: [] }]);
    expect(frames(shown)).toEqual([
      ['say', SAY.length, 0, [0]],
      ['ping', PING.length, 1, [0]],
    ]);
  });

  test('joins a frame to both of its chunks wherever it was cut, and colours each byte once', () => {
    for (let cut = 1; cut < SAY.length; cut += 1) {
      const { page, view, receive } = watched();
      receive(SAY.subarray(0, cut));
      receive(joined(SAY.subarray(cut), PING));
      const shown = page();
      expect(frames(shown)).toEqual([
        ['say', SAY.length, 0, [0, 1]],
        ['ping', PING.length, 1, [1]],
      ]);
      expect(shown.chunks[1]?.continues).toEqual([{ frame: 1, row: 0 }]);
      const [one, two] = [view.chunk(1), view.chunk(2)];
      const kinds = [...(one?.spans ?? []), ...(two?.spans ?? [])];
      const total = (kind: string) =>
        kinds.filter((span) => span.kind === kind).reduce((sum, { from, to }) => sum + to - from, 0);
      expect([total('length'), total('header'), total('unknown')]).toEqual([8, SAY.length + PING.length - 8, 0]);
      expect(view.frame(1)).toMatchObject({
        bytes: SAY,
        json: JSON.stringify({ type: 'say', id: 'a1', text: 'hello' }, undefined, 2),
      });
    }
  });

  test('shows a frame that is cut byte by byte as one with many lines', () => {
    const { page, view, receive } = watched();
    for (const byte of SAY) receive(Uint8Array.of(byte));
    const [frame] = page().chunks.flatMap((chunk) => chunk.frames);
    expect(frame).toMatchObject({ type: 'say', chunkCount: SAY.length, row: 0 });
    expect(view.frame(1)?.bytes).toEqual(SAY);
  });

  test('shows a frame whose rest has not come, and the same frame whole when it has', () => {
    const { page, receive } = watched();
    receive(SAY.subarray(0, 7));
    expect(frames(page())).toEqual([['pending', 7, 0, [0]]]);
    receive(SAY.subarray(7));
    expect(frames(page())).toEqual([['say', SAY.length, 0, [0, 1]]]);
  });

  test('tells a body from the header before it', () => {
    const { page, view, receive } = watched();
    const whole = encodeFrame({ type: 'blob', total_size: 3 }, Uint8Array.of(7, 8, 9));
    receive(whole);
    page();
    expect(view.frame(1)?.spans.map(({ kind, to }) => [kind, to])).toEqual([
      ['length', 4],
      ['header', whole.length - 3],
      ['body', whole.length],
    ]);
  });

  test('names what broke the protocol, and the code of the breach', () => {
    const { page, view, receive } = watched();
    receive(joined(PING, Uint8Array.of(0xff, 0xff, 0, 0)));
    receive(new Uint8Array(65_535).fill(0x20));
    expect(page().chunks.flatMap((chunk) => chunk.frames.map(({ state }) => state))).toEqual(['whole', 'broken']);
    expect(view.frame(2)?.breach?.code).toBe('bad_header');
  });

  test('goes on at the next frame when recording began in the middle', () => {
    const { recorder, page, receive } = watched();
    recorder.stop();
    recorder.start();
    receive(joined(SAY.subarray(10), PING));
    expect(frames(page())).toEqual([['ping', PING.length, 0, [0]]]);
  });

  test('finds its way again after the recording dropped what nobody had looked at', () => {
    const { page, receive } = watched(3_000);
    for (let i = 0; i < 100; i += 1) receive(joined(PING.subarray(5), PING.subarray(0, 5)));
    const shown = page();
    expect(shown.chunks.length).toBeGreaterThan(5);
    expect(frames(shown)).toContainEqual(['ping', PING.length, 0, [0, 1]]);
  });

  test('keeps rows their numbers when the oldest are dropped', () => {
    const { page, receive } = watched(3_000);
    for (let i = 0; i < 200; i += 1) {
      receive(encodeFrame({ type: 'ping', t: i }));
      const { chunks, first, end } = page();
      expect(end).toBe(i + 1);
      expect(chunks[0]?.row).toBe(first);
      expect(chunks[0]?.frames[0]?.summary).toBe(String(first));
    }
  });

  test('stays as it is while it is held', () => {
    const { page, view, receive } = watched();
    receive(PING);
    expect(page().end).toBe(1);
    view.hold(true);
    receive(PING);
    expect(page().end).toBe(1);
    view.hold(false);
    expect(page().end).toBe(2);
  });
});

describe('a filter', () => {
  function busy() {
    const room = watched();
    room.receive(joined(SAY, PING, encodeFrame({ type: 'say', id: 'a2', text: 'HELLO again' })));
    room.link.tape?.keep('out', encodeFrame({ type: 'accepted', id: 'a1', seq: 5 }));
    room.link.tape?.keep(
      'out',
      encodeFrame({ type: 'event', seq: 5, at: 1, kind: 'message', id: 'a1', from: 'm1', nick: 'Ada', text: 'hello' }),
      encodeFrame({ type: 'event', seq: 6, at: 1, kind: 'message', id: 'a1', from: 'm2', nick: 'Ben', text: 'hello' }),
    );
    return room;
  }

  test('passes one direction, some types, or frames with a text in them', () => {
    const { page } = busy();
    const types = (filter: object) => frames(page({ ...ALL_OF_IT, ...filter })).map(([type]) => type);
    expect(types({ direction: 'out' })).toEqual(['accepted', 'event', 'event']);
    expect(types({ types: ['ping', 'accepted'] })).toEqual(['ping', 'accepted']);
    expect(types({ text: 'hello' })).toEqual(['say', 'say', 'event', 'event']);
    expect(types({ links: [7] })).toEqual([]);
    expect(page().types).toEqual(['accepted', 'event', 'ping', 'say']);
  });

  test('passes the links of one place, also those of a datagram socket that talks with many', () => {
    const { recorder, page, receive } = watched();
    receive(SAY);
    const link: Recordable<Tape> = { tape: undefined };
    recorderOf(recorder, 'attic').attach(ROUTE, link);
    link.tape?.copy('in', PING);
    const socket: Recordable<DatagramTape> = { tape: undefined };
    recorderOf(recorder, 'balcony').attachSocket(() => ROUTE.local, socket);
    socket.tape?.received(new TextEncoder().encode('hello'), ROUTE.remote);
    const lengths = (place?: string) =>
      page(place === undefined ? ALL_OF_IT : { ...ALL_OF_IT, place }).chunks.map(({ length }) => length);
    expect(lengths()).toEqual([SAY.length, PING.length, 5]);
    expect([lengths('attic'), lengths('balcony'), lengths('cellar')]).toEqual([[PING.length], [5], []]);
    expect(recorder.links().map(({ route }) => route.place)).toEqual([undefined, 'attic', 'balcony']);
  });

  test('finds the very frames that carried a message, and not those of another with the same id', () => {
    const { page } = busy();
    const message = { id: 'a1', from: 'm1', seq: 5, text: 'hello' };
    const found = page({ ...ALL_OF_IT, message }).chunks.flatMap((chunk) => chunk.frames);
    expect(found.map(({ type, summary }) => [type, summary])).toEqual([
      ['say', 'hello'],
      ['accepted', 'a1 → 5'],
      ['event', '5 · message · Ada: hello'],
    ]);
  });

  test('searches a text to its end, however long it is', () => {
    const { page, receive } = watched();
    receive(encodeFrame({ type: 'say', id: 'long', text: `${'x'.repeat(5_000)}needle` }));
    receive(SAY);
    expect(frames(page({ ...ALL_OF_IT, text: 'NEEDLE' })).length).toBe(1);
  });
});

test('bytes are found in chunks, and in frames that were cut right there', () => {
  const { page, view, receive } = watched();
  receive(SAY.subarray(0, SAY.length - 5));
  receive(SAY.subarray(SAY.length - 5));
  receive(PING);
  page();
  const needle = (text: string) => new TextEncoder().encode(text);
  expect(view.search(ALL_OF_IT, needle('ping'))).toEqual([{ kind: 'chunk', id: 3, row: 2 }]);
  expect(view.search(ALL_OF_IT, needle('hello'))).toEqual([{ kind: 'frame', id: 1, row: 0 }]);
  expect(view.search(ALL_OF_IT, needle('nowhere'))).toEqual([]);
});

test('what is decoded is bounded, whatever was recorded', () => {
  const { page, receive, view } = watched(100_000_000);
  const many = new Uint8Array(64_000);
  const tiny = encodeFrame({ type: 'x' });
  for (let at = 0; at + tiny.length <= many.length; at += tiny.length) many.set(tiny, at);
  for (let i = 0; i < 60; i += 1) receive(many.subarray(0, Math.floor(many.length / tiny.length) * tiny.length));
  const { first, end } = page();
  expect(end - first).toBeLessThanOrEqual(100_000);
  expect(end - first).toBeGreaterThan(90_000);
  expect(view.isBehind).toBe(false);
});
