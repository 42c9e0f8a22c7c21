import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DatagramWire, DELAY_MS, type Flight } from '../../../tests/support/network/datagram-wire.ts';
import { wireSealing } from '../../../tests/support/network/wire-sealing.ts';
import { PACKET_SIZE, PACKET_TYPE, SMALL_PACKET_SIZE } from './constants.ts';

const SEALING = wireSealing();
/** In percent of all packets. */
const share = fc.integer({ min: 0, max: 30 });

/** Bytes that follow from where they stand, so that each end knows what it must hear. */
function sample(length: number, salt: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => Math.imul(at + salt, 0x9e37_79b1) >>> 24);
}

interface Network {
  readonly seed: number;
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  readonly flipped: number;
  readonly replayed: number;
}

/** What such a network does to each datagram. */
function fateOf(wire: DatagramWire, network: Network): (flight: Flight) => readonly number[] {
  const happens = (percent: number) => wire.random32() % 100 < percent;
  return ({ bytes, from, to }) => {
    if (happens(network.replayed)) {
      const old = wire.sent[wire.random32() % wire.sent.length] as Flight;
      wire.forge(old.bytes, old.from, old.to);
    }
    if (happens(network.flipped)) {
      const changed = bytes.slice();
      const at = wire.random32() % bytes.length;
      changed[at] = (changed[at] as number) ^ (1 << (wire.random32() % 8));
      wire.forge(changed, from, to);
      return [];
    }
    if (happens(network.lost)) return [];
    const delay = () => DELAY_MS + (happens(network.late) ? wire.random32() % 50 : 0);
    return happens(network.doubled) ? [delay(), delay()] : [delay()];
  };
}

/** Of a network that lets less through than this, in percent, a link may be given up: nothing is heard of it for 30 s. */
const BEARABLE = 35;

it('a sealed stream is right whatever a network loses, doubles, turns around, damages and sends again, or it ends', () => {
  const network = fc.record({
    seed: fc.integer({ min: 1, max: 1e9 }),
    lost: share,
    doubled: share,
    late: share,
    flipped: share,
    replayed: share,
  });
  fc.assert(
    fc.property(network, (bad) => {
      const wire = new DatagramWire(bad.seed, SEALING);
      wire.fate = fateOf(wire, bad);
      const guest = wire.dial();
      wire.until(() => guest.heard.openings > 0 || guest.heard.isClosed);
      // With so much lost a handshake may be given up; then nothing was heard of it.
      if (guest.heard.openings === 0) return;
      const [up, down] = [sample(30_000, 1), sample(30_000, 2)];
      guest.link.send(up, wire.now);
      wire.until(() => wire.host.links.length > 0 || guest.heard.isClosed);
      const hosted = wire.host.links[0];
      if (!hosted) return;
      hosted.link.send(down, wire.now);
      const isWhole = () => hosted.heard.bytes().length === up.length && guest.heard.bytes().length === down.length;
      wire.until(() => isWhole() || guest.heard.isClosed, 600_000);
      const [heardUp, heardDown] = [hosted.heard.bytes(), guest.heard.bytes()];
      expect(Buffer.compare(heardUp, up.subarray(0, heardUp.length))).toBe(0);
      expect(Buffer.compare(heardDown, down.subarray(0, heardDown.length))).toBe(0);
      if (bad.lost + bad.flipped > BEARABLE && guest.heard.isClosed) return;
      expect(isWhole()).toBe(true);
      expect([wire.host.links.length, hosted.heard.problems, guest.heard.problems]).toEqual([1, [], []]);
    }),
    // The example is one of a link that ends.
    { numRuns: 60, examples: [[{ seed: 128523823, lost: 23, doubled: 13, late: 0, flipped: 30, replayed: 11 }]] },
  );
});

it('packets stay within what every network carries where large ones vanish, the tag counted', () => {
  const wire = new DatagramWire(7, SEALING);
  wire.fate = ({ bytes }) => (bytes.length > SMALL_PACKET_SIZE ? [] : [DELAY_MS]);
  const { guest, hosted } = wire.connect();
  const said = sample(100_000, 3);
  guest.link.send(said, wire.now);
  wire.until(() => hosted.heard.bytes().length === said.length);
  expect(Buffer.compare(hosted.heard.bytes(), said)).toBe(0);
  const lengths = wire.sent.filter(({ bytes }) => bytes[3] === PACKET_TYPE.sealed).map(({ bytes }) => bytes.length);
  expect([Math.max(...lengths), lengths.filter((length) => length === SMALL_PACKET_SIZE).length > 100]).toEqual([
    PACKET_SIZE,
    true,
  ]);
});

it('a sealed link follows a guest to another address', () => {
  const wire = new DatagramWire(1, SEALING);
  const { guest, hosted } = wire.connect();
  wire.pass(100);
  guest.path = { address: '172.16.0.5', port: 40_404 };
  guest.link.announce(wire.now);
  wire.until(() => hosted.link.path.port === 40_404, 1_000);
  hosted.link.send(sample(5_000, 4), wire.now);
  wire.until(() => guest.heard.bytes().length === 5_000, 1_000);
});

it('a link closes in good order, and at once, by words that nobody sees', () => {
  for (const ends of ['close', 'destroy'] as const) {
    const wire = new DatagramWire(1, SEALING);
    const { guest, hosted } = wire.connect();
    wire.pass(100);
    const before = wire.sent.length;
    guest.link[ends](wire.now);
    wire.pass(0);
    if (ends === 'close') hosted.link.close(wire.now);
    wire.until(() => hosted.heard.isClosed && guest.heard.isClosed, 5_000);
    expect(wire.host.host.size).toBe(0);
    expect(wire.sent.slice(before).every(({ bytes }) => bytes[3] === PACKET_TYPE.sealed)).toBe(true);
  }
});
