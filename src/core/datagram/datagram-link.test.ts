import { describe, expect, it } from 'vitest';
import { DatagramWire, DELAY_MS, type Flight, HOST_PATH } from '../../../tests/support/network/datagram-wire.ts';
import {
  BLOCK,
  BLOCK_HEAD,
  FRAME,
  IDLE_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  LINGER_MS,
  NUMBER_MOST,
  PACKET_SIZE,
  PACKET_TYPE,
  PROBE_TIMEOUT_MOST_MS,
  RECEIVE_WINDOW,
  SMALL_PACKET_SIZE,
} from './constants.ts';

const utf8 = new TextEncoder();
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

/** Bytes that can't be packed. */
function sample(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.imul(i ^ (i >>> 15), Math.imul(i, i) ^ 0x2c1b_3c6d) >>> 24);
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

const lengthOf = (chunks: readonly Uint8Array[]) => chunks.reduce((sum, { length }) => sum + length, 0);

function dataSince(wire: DatagramWire, before: number): Flight[] {
  return wire.sent.slice(before).filter(({ bytes }) => bytes[3] === PACKET_TYPE.data);
}

describe('the stream', () => {
  it('carries bytes both ways, each in the time of one way', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.send(utf8.encode('from the guest'), wire.now);
    hosted.link.send(utf8.encode('from the host'), wire.now);
    wire.pass(DELAY_MS);
    expect([hosted.heard.text(), guest.heard.text()]).toEqual(['from the guest', 'from the host']);
  });

  it('travels as these bytes', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.send(utf8.encode('Hi'), wire.now);
    const bytes = wire.sent.at(-1)?.bytes as Uint8Array;
    const { index } = hosted.link.localId;
    expect([...bytes.subarray(0, 4)]).toEqual([0xff, 0x50, 0x4c, 0x15]);
    expect(new DataView(bytes.buffer).getUint32(8, true)).toBe(index);
    expect([...bytes.subarray(16)]).toEqual([
      0,
      0,
      0,
      0,
      FRAME.stream,
      0,
      0,
      0,
      0,
      0,
      0,
      5,
      0,
      BLOCK.plain,
      2,
      0,
      72,
      105,
    ]);
  });

  it('puts two pieces that are sent together into one packet', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    const before = wire.sent.length;
    guest.link.sendTwo(utf8.encode('one '), utf8.encode('two'), wire.now);
    expect(wire.sent).toHaveLength(before + 1);
    wire.pass(DELAY_MS);
    expect(hosted.heard.text()).toBe('one two');
  });

  it('puts sends together into packets that had to wait', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.send(sample(20_000), wire.now);
    const before = wire.sent.length;
    for (let i = 0; i < 100; i += 1) guest.link.send(utf8.encode('word '), wire.now);
    wire.until(() => lengthOf(hosted.heard.chunks) === 20_500);
    expect(dataSince(wire, before).filter(({ to }) => to === HOST_PATH).length).toBeLessThan(20);
  });

  it('cuts what does not fit into a packet, and fills packets up', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    const before = wire.sent.length;
    guest.link.send(sample(5_000), wire.now);
    const sizes = dataSince(wire, before).map(({ bytes }) => bytes.length);
    expect(sizes).toEqual([1_200, 1_200, 1_200, 1_200, 5_003 - 4 * (1_200 - 29) + 29]);
  });

  it('says how many bytes wait, and reports once when none do any more', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    expect(guest.link.send(new Uint8Array(100), wire.now)).toBe(0);
    const waiting = guest.link.send(sample(500_000), wire.now);
    expect(waiting).toBeGreaterThan(400_000);
    expect(guest.link.queuedBytes).toBe(waiting);
    wire.until(() => guest.heard.drains > 0);
    expect(guest.link.queuedBytes).toBe(0);
    wire.pass(1_000);
    expect([guest.heard.drains, lengthOf(hosted.heard.chunks)]).toEqual([1, 500_100]);
    expect(guest.link.keptBytes).toBe(0);
  });

  it.each([1, 2, 3, 4, 5, 6])('arrives exactly through loss, doubles and disorder (seed %i)', (seed) => {
    const wire = new DatagramWire(seed);
    const { guest, hosted } = wire.connect();
    wire.fate = () => {
      const luck = wire.random32() % 100;
      if (luck < 5 * seed) return [];
      return luck > 90 ? [wire.random32() % 30, wire.random32() % 300] : [wire.random32() % 30];
    };
    const [up, down] = [sample(40_000), sample(60_000)];
    guest.link.send(up, wire.now);
    hosted.link.send(down, wire.now);
    wire.host.deadline = wire.now;
    const done = () => lengthOf(hosted.heard.chunks) >= up.length && lengthOf(guest.heard.chunks) >= down.length;
    wire.until(done, 200_000);
    guest.link.close(wire.now);
    wire.until(() => hosted.heard.ends > 0 || hosted.heard.isClosed);
    expect(same(hosted.heard.bytes(), up)).toBe(true);
    expect(same(guest.heard.bytes(), down)).toBe(true);
    for (const { bytes } of wire.sent) expect(bytes.length).toBeLessThanOrEqual(PACKET_SIZE);
  });

  it('goes on when the network comes back after a while', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = () => [];
    guest.link.send(utf8.encode('held up'), wire.now);
    wire.pass(20_000);
    wire.fate = () => [DELAY_MS];
    wire.pass(PROBE_TIMEOUT_MOST_MS + DELAY_MS);
    expect(hosted.heard.text()).toBe('held up');
  });

  it('sends a last packet again that got lost, which nothing else shows', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = ({ index }) => (index === 4 ? [] : [DELAY_MS]);
    guest.link.send(utf8.encode('tail'), wire.now);
    wire.pass(400);
    expect(hosted.heard.text()).toBe('tail');
    expect(guest.link.quality().datagrams).toMatchObject({ bytesRetransmitted: 3 + 4 });
  });

  it('gets through where only small packets do', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = ({ bytes }) => (bytes.length > SMALL_PACKET_SIZE ? [] : [DELAY_MS]);
    const bytes = sample(50_000);
    guest.link.send(bytes, wire.now);
    wire.until(() => lengthOf(hosted.heard.chunks) === bytes.length);
    expect(same(hosted.heard.bytes(), bytes)).toBe(true);
  });
});

describe('flow control', () => {
  it('lets the peer send a window and no more while nobody reads, and then goes on', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    const bytes = sample(2 * RECEIVE_WINDOW);
    guest.link.pause(true, wire.now);
    hosted.link.send(bytes, wire.now);
    wire.host.deadline = wire.now;
    wire.pass(5_000);
    expect([lengthOf(guest.heard.chunks), guest.link.keptBytes]).toEqual([0, RECEIVE_WINDOW]);
    expect(hosted.link.queuedBytes).toBe(RECEIVE_WINDOW + 64 * BLOCK_HEAD);
    guest.link.pause(false, wire.now);
    wire.until(() => lengthOf(guest.heard.chunks) === bytes.length);
    expect(same(guest.heard.bytes(), bytes)).toBe(true);
  });

  it('goes on though the word that there is room got lost', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    let lost = 0;
    wire.fate = ({ bytes, to }) => {
      const passes = to === guest.path || bytes.indexOf(FRAME.maxData, 20) < 0 || bytes.length > 60;
      if (passes || lost >= 3) return [DELAY_MS];
      lost += 1;
      return [];
    };
    hosted.link.send(sample(3 * RECEIVE_WINDOW), wire.now);
    wire.host.deadline = wire.now;
    wire.until(() => lengthOf(guest.heard.chunks) === 3 * RECEIVE_WINDOW);
    expect(lost).toBe(3);
  });
});

describe('frames outside of the stream', () => {
  it('arrive once, beside the stream', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.sendEphemeral(utf8.encode('typing'), wire.now);
    guest.link.send(utf8.encode('text'), wire.now);
    wire.pass(1_000);
    expect([hosted.heard.ephemerals, hosted.heard.text()]).toEqual([['typing'], 'text']);
  });

  it('are not sent again when they got lost', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = () => [];
    guest.link.sendEphemeral(utf8.encode('typing'), wire.now);
    wire.fate = () => [DELAY_MS];
    wire.pass(10_000);
    expect(hosted.heard.ephemerals).toEqual([]);
  });

  it('are dropped when they fit into no small packet', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.sendEphemeral(new Uint8Array(SMALL_PACKET_SIZE / 2 + 1), wire.now);
    guest.link.sendEphemeral(utf8.encode('short'), wire.now);
    wire.pass(100);
    expect(hosted.heard.ephemerals).toEqual(['short']);
  });
});

describe('a quiet link', () => {
  it('is kept alive by the end that dialled, with one ping each ten seconds', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    const before = wire.sent.length;
    wire.pass(10 * KEEP_ALIVE_MS + 100);
    const [up, down] = [HOST_PATH, guest.path].map((end) => dataSince(wire, before).filter(({ to }) => to === end));
    expect([up?.length, down?.length]).toEqual([10, 10]);
    expect([guest.heard.isClosed, hosted.heard.isClosed]).toEqual([false, false]);
  });

  it('is over when nothing was heard for 30 s, at both ends', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = () => [];
    wire.pass(IDLE_TIMEOUT_MS - 100);
    expect([guest.heard.isClosed, hosted.heard.isClosed]).toEqual([false, false]);
    wire.pass(200);
    expect(codes(guest.heard.problems)).toEqual(['silent']);
    expect(codes(hosted.heard.problems)).toEqual(['silent']);
    expect(wire.host.host.size).toBe(0);
  });
});

describe('an orderly close', () => {
  it('delivers all that was sent before, then ends both sides', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.send(sample(200_000), wire.now);
    guest.link.close(wire.now);
    guest.link.send(utf8.encode('too late'), wire.now);
    wire.until(() => hosted.heard.ends === 1);
    expect(same(hosted.heard.bytes(), sample(200_000))).toBe(true);
    hosted.link.close(wire.now);
    wire.host.deadline = wire.now;
    wire.until(() => guest.heard.isClosed && hosted.heard.isClosed, 100);
    expect([guest.heard.problems.length, hosted.heard.problems.length]).toEqual([1, 1]);
  });

  it('delivers the last bytes though they got lost and the bare end came first', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = () => [];
    guest.link.send(utf8.encode('last words'), wire.now);
    wire.fate = () => [DELAY_MS];
    guest.link.close(wire.now);
    wire.until(() => hosted.heard.ends === 1, 1_000);
    expect(hosted.heard.text()).toBe('last words');
  });

  it('closes once when both ends close in the same instant', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.close(wire.now);
    hosted.link.close(wire.now);
    wire.host.deadline = wire.now;
    wire.pass(10 * DELAY_MS);
    expect([guest.heard.problems.length, hosted.heard.problems.length]).toEqual([1, 1]);
    expect([guest.heard.ends, hosted.heard.ends]).toEqual([1, 1]);
  });

  it('is given up after two seconds when the peer never closes its side', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.close(wire.now);
    wire.pass(LINGER_MS - 1);
    expect([guest.heard.isClosed, hosted.heard.ends]).toEqual([false, 1]);
    wire.pass(1 + DELAY_MS);
    expect([guest.heard.isClosed, hosted.heard.isClosed]).toEqual([true, true]);
  });
});

describe('an abrupt close', () => {
  it('ends both sides in the time of one way, whatever waits', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.send(sample(500_000), wire.now);
    guest.link.destroy(wire.now);
    wire.pass(DELAY_MS);
    expect([codes(guest.heard.problems), codes(hosted.heard.problems)]).toEqual([['link_lost'], ['link_lost']]);
    const before = wire.sent.length;
    wire.pass(10_000);
    expect(wire.sent).toHaveLength(before);
    expect([guest.link.queuedBytes, guest.link.send(Uint8Array.of(1), wire.now)]).toEqual([0, 0]);
  });

  it('that the peer never hears of costs it nothing but its next packet', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    wire.fate = () => [];
    hosted.link.destroy(wire.now);
    wire.host.deadline = wire.now;
    wire.pass(1);
    wire.fate = () => [DELAY_MS];
    guest.link.send(Uint8Array.of(1), wire.now);
    wire.pass(2 * DELAY_MS);
    expect(codes(guest.heard.problems)).toEqual(['link_lost']);
  });
});

it('counts what travelled', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  guest.link.send(sample(20_000), wire.now);
  wire.until(() => lengthOf(hosted.heard.chunks) === 20_000);
  wire.pass(100);
  const [up, down] = [guest.link.quality(), hosted.link.quality()];
  expect([up.bytesOut, up.bytesIn]).toEqual([down.bytesIn, down.bytesOut]);
  expect(up.datagrams?.packetsOut).toBe(down.datagrams?.packetsIn);
  expect(up.datagrams).toMatchObject({ packetsLost: 0, bytesRetransmitted: 0, bytesInFlight: 0 });
  expect(up.roundTripMs).toBeCloseTo(2 * DELAY_MS, 1);
});

it('is over before its packet numbers begin again', () => {
  const wire = new DatagramWire();
  const { guest } = wire.connect();
  const { packets } = guest.link.recovery;
  packets.base = NUMBER_MOST - 2;
  packets.next = NUMBER_MOST - 2;
  guest.link.send(Uint8Array.of(1), wire.now);
  expect(guest.link.isClosed).toBe(false);
  guest.link.send(Uint8Array.of(2), wire.now);
  expect(guest.link.isClosed).toBe(true);
});
