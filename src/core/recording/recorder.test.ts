import { describe, expect, test } from 'vitest';
import { Recorder } from './recorder.ts';
import type { DatagramTape, Recordable, Tape } from './tape.ts';

const ROUTE = {
  transport: 'tcp',
  local: { address: '127.0.0.1', port: 8888 },
  remote: { address: '127.0.0.1', port: 50_000 },
  dialled: false,
} as const;

function recording(bytesMost = 1_000_000) {
  let now = 1_000;
  const recorder = new Recorder(bytesMost, () => {
    now += 1;
    return now;
  });
  recorder.start();
  return recorder;
}

function attached(recorder: Recorder) {
  const link: Recordable<Tape> = { tape: undefined };
  return { link, detach: recorder.attach(ROUTE, link, () => 'Ada') };
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('a recorder', () => {
  test('that is off gives no tape, and none to links that come later', () => {
    const recorder = new Recorder(1_000, () => 0);
    expect(attached(recorder).link.tape).toBeUndefined();
    recorder.start();
    expect(attached(recorder).link.tape).toBeDefined();
    recorder.stop();
    expect(attached(recorder).link.tape).toBeUndefined();
  });

  test('gives open links a tape when it is switched on, and takes it back', () => {
    const recorder = new Recorder(1_000, () => 0);
    const { link, detach } = attached(recorder);
    recorder.start();
    link.tape?.copy('in', bytes(1));
    expect(recorder.record(1)).toMatchObject({ direction: 'in', take: 1, isFromStart: false });
    recorder.stop();
    expect(link.tape).toBeUndefined();
    detach();
    recorder.start();
    expect(link.tape).toBeUndefined();
  });

  test('keeps what a whole room is sent once, also a part of larger memory, and frees that', () => {
    const recorder = recording();
    const memory = new Uint8Array(100_000).fill(3);
    const turn = memory.subarray(1_000, 6_000);
    const [one, other] = [attached(recorder).link, attached(recorder).link];
    one.tape?.keep('out', bytes(7), turn);
    const cost = recorder.bytes;
    other.tape?.keep('out', turn);
    other.tape?.keep('out', turn);
    expect(cost).toBeGreaterThan(5_000);
    expect(recorder.bytes - cost).toBeLessThan(200);
    expect(recorder.record(1)).toMatchObject({ bytes: bytes(7), more: turn.slice() });
    expect(recorder.record(3)?.bytes).toEqual(turn.slice());
    expect(recorder.record(2)?.bytes.buffer).toBe(recorder.record(3)?.bytes.buffer);
    expect(recorder.record(2)?.bytes.buffer.byteLength).toBe(5_000);
  });

  test('copies what is overwritten and keeps what is not', () => {
    const recorder = recording();
    const { link } = attached(recorder);
    const memory = new Uint8Array(5_000).fill(1);
    link.tape?.copy('in', memory);
    link.tape?.keep('out', memory);
    link.tape?.keep('out', bytes(7), memory);
    memory.fill(9);
    expect(recorder.record(1)?.bytes).toEqual(new Uint8Array(5_000).fill(1));
    expect(recorder.record(2)?.bytes).toBe(memory);
    expect(recorder.record(3)).toMatchObject({ bytes: bytes(7), more: memory, offset: 5_000 });
  });

  test('does not keep a large piece of memory alive for a small part of it', () => {
    const recorder = recording();
    const { link } = attached(recorder);
    const large = new Uint8Array(1_000_000);
    link.tape?.keep('out', large.subarray(0, 5_000));
    expect(recorder.record(1)?.bytes.length).toBe(5_000);
    expect(recorder.record(1)?.bytes.buffer).not.toBe(large.buffer);
  });

  test('counts what a whole room is sent once', () => {
    const recorder = recording();
    const links = Array.from({ length: 50 }, () => attached(recorder).link);
    const shared = new Uint8Array(10_000);
    for (const { tape } of links) tape?.keep('out', shared);
    expect(recorder.bytes).toBeLessThan(10_000 + 50 * 250);
    for (const { tape } of links) tape?.keep('out', bytes(1), shared);
    expect(recorder.bytes).toBeLessThan(20_000 + 100 * 250);
  });

  test('drops the oldest to stay below its bound, also when nothing but empty datagrams come', () => {
    const recorder = recording(10_000);
    const { link } = attached(recorder);
    for (let i = 0; i < 1_000; i += 1) link.tape?.copy('in', new Uint8Array(i % 2 === 0 ? 0 : 100));
    expect(recorder.bytes).toBeLessThanOrEqual(10_000);
    expect(recorder.bytes).toBeGreaterThan(8_000);
    expect(recorder.dropped + recorder.size).toBe(1_000);
    expect(recorder.record(recorder.oldest - 1)).toBeUndefined();
    expect(recorder.record(recorder.oldest)?.id).toBe(recorder.oldest);
    expect(recorder.record(1_000)).toMatchObject({ id: 1_000, offset: 49_900 });
    recorder.resize(1_000);
    expect(recorder.bytes).toBeLessThanOrEqual(1_000);
  });

  test('shows a link that is closed, with its name, as long as something of it is kept', () => {
    const recorder = recording();
    const link: Recordable<Tape> = { tape: undefined };
    let name: string | undefined = 'Ada';
    const detach = recorder.attach(ROUTE, link, () => name);
    link.tape?.copy('in', bytes(1));
    detach();
    name = undefined;
    expect(recorder.links().map((one) => one.view())).toMatchObject([{ name: 'Ada', isOpen: false, bytesIn: 1 }]);
    recorder.clear();
    expect(recorder.links()).toEqual([]);
  });

  test('tells those apart who talk with one datagram socket, and forgets addresses that were made up', () => {
    const recorder = recording(5_000);
    const socket: Recordable<DatagramTape> = { tape: undefined };
    const local = { address: '192.0.2.1', port: 8888 };
    recorder.attachSocket(() => local, socket);
    const from = (port: number) => ({ address: '192.0.2.7', port });
    const over = recorder.flowOpened(socket, from(1), () => 'Ben');
    for (let port = 1; port <= 1_000; port += 1) socket.tape?.received(bytes(port & 255), from(port));
    expect(recorder.links().length).toBeLessThan(90);
    expect(recorder.links()[0]?.view()).toMatchObject({ name: 'Ben', isOpen: true, remote: from(1), local });
    over();
    expect(recorder.links()[0]?.view().remote).not.toEqual(from(1));
    socket.tape?.sent(bytes(1, 2), from(1_000));
    expect([...(recorder.record(recorder.newest)?.bytes ?? [])]).toEqual([1, 2]);
  });
});

test('a recording that can’t go on ends, and what it recorded travels all the same', () => {
  const errors: unknown[] = [];
  let isBroken = false;
  const clock = () => {
    if (isBroken) throw new Error('a defect');
    return 1;
  };
  const recorder = new Recorder(1_000, clock, (error) => errors.push(error));
  recorder.start();
  const { link } = attached(recorder);
  isBroken = true;
  link.tape?.copy('in', bytes(1));
  expect(errors).toEqual([new Error('a defect')]);
  expect([recorder.isOn, link.tape]).toEqual([false, undefined]);
});
