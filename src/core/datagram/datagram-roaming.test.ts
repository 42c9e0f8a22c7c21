import { expect, it } from 'vitest';
import { DatagramWire, DELAY_MS, dataPacket, type Flight } from '../../../tests/support/network/datagram-wire.ts';
import { AMPLIFICATION, FRAME, KEEP_ALIVE_MS } from './constants.ts';

const NEW = { address: '172.16.0.5', port: 40_404 };
const utf8 = new TextEncoder();

function bytesTo(wire: DatagramWire, port: number): number {
  return wire.sent.filter(({ to }) => to.port === port).reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function bytesFrom(wire: DatagramWire, port: number): number {
  return wire.sent.filter(({ from }) => from.port === port).reduce((sum, { bytes }) => sum + bytes.length, 0);
}

it('follows a guest whose address changed, once that is proven, and nothing is lost on the way', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  guest.path = NEW;
  hosted.link.send(utf8.encode('to the old address; '), wire.now);
  guest.link.send(utf8.encode('from the new one; '), wire.now);
  wire.until(() => hosted.link.path.port === NEW.port, 100);
  hosted.link.send(utf8.encode('to the new address'), wire.now);
  guest.link.send(utf8.encode('and again'), wire.now);
  wire.pass(2_000);
  expect(hosted.heard.text()).toBe('from the new one; and again');
  expect(guest.heard.text()).toBe('to the old address; to the new address');
});

it('follows a guest that has nothing to say but tells the host where it is', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  guest.path = NEW;
  guest.link.announce(wire.now);
  wire.pass(3 * DELAY_MS);
  expect(hosted.link.path).toEqual(NEW);
  wire.pass(5_000);
  // One challenge was enough.
  expect(wire.sent.filter(({ bytes }) => bytes[20] === FRAME.pathChallenge)).toHaveLength(1);
});

it('follows a NAT that forgot a quiet guest at the next keep-alive', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  guest.path = NEW;
  wire.pass(KEEP_ALIVE_MS + 4 * DELAY_MS);
  expect(hosted.link.path).toEqual(NEW);
});

it('follows through loss on the new path', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const wire = new DatagramWire(seed);
    const { guest, hosted } = wire.connect();
    guest.path = NEW;
    wire.fate = () => (wire.random32() % 100 < 40 ? [] : [DELAY_MS]);
    guest.link.send(utf8.encode('a'.repeat(1_000)), wire.now);
    wire.until(() => hosted.link.path.port === NEW.port, 60_000);
  }
});

it('knows nothing of the round trip on the new path until it is measured (RFC 9000, 9.4)', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  hosted.link.send(new Uint8Array(100), wire.now);
  wire.pass(100);
  expect(hosted.link.quality().roundTripMs).toBeDefined();
  guest.path = NEW;
  guest.link.announce(wire.now);
  wire.until(() => hosted.link.path.port === NEW.port);
  expect(hosted.link.quality().roundTripMs).toBeUndefined();
});

it('sends to an address that is not proven at most three times what came from there, challenges and nothing else', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  guest.path = NEW;
  wire.fate = ({ to }: Flight) => (to.port === NEW.port ? [] : [DELAY_MS]);
  guest.link.announce(wire.now);
  hosted.link.send(new Uint8Array(100_000), wire.now);
  wire.host.deadline = wire.now;
  for (let now = 0; now < 9_000; now += 1) {
    wire.pass(1);
    expect(bytesTo(wire, NEW.port)).toBeLessThanOrEqual(AMPLIFICATION * bytesFrom(wire, NEW.port));
  }
  const challenges = wire.sent.filter(({ to }) => to.port === NEW.port).map(({ bytes }) => [bytes.length, bytes[20]]);
  expect(challenges.length).toBeGreaterThan(0);
  expect(challenges).toEqual(challenges.map(() => [29, FRAME.pathChallenge]));
  expect(hosted.link.path.port).not.toBe(NEW.port);
});

it('stays with the old address when somebody else sends a packet on from another one', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  const old = guest.path;
  guest.link.send(utf8.encode('one'), wire.now);
  const { bytes } = wire.sent.at(-1) as Flight;
  // A copy that somebody on the way sent from elsewhere overtakes the packet; nobody answers there.
  wire.forge(bytes, NEW);
  wire.pass(30_000);
  expect(hosted.link.path).toEqual(old);
  hosted.link.send(utf8.encode('still here'), wire.now);
  wire.pass(100);
  expect([hosted.heard.text(), guest.heard.text()]).toEqual(['one', 'still here']);
});

it('takes no answer to a challenge that it did not get', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  const answer = (number: number) =>
    dataPacket(hosted.link.localId, number, [FRAME.pathResponse, 1, 2, 3, 4, 5, 6, 7, 8]);
  wire.forge(answer(0), NEW);
  wire.pass(1);
  wire.forge(answer(1), NEW);
  wire.pass(1);
  expect(hosted.link.path).toEqual(guest.path);
});

it('does not run after packets that were overtaken on the old path', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  wire.fate = () => [200];
  guest.link.send(utf8.encode('slow'), wire.now);
  wire.fate = () => [DELAY_MS];
  const old = guest.path;
  guest.path = NEW;
  guest.link.send(utf8.encode('fast'), wire.now);
  wire.until(() => hosted.link.path.port === NEW.port, 150);
  wire.pass(1_000);
  expect(hosted.link.path).toEqual(NEW);
  expect(wire.sent.filter(({ to, bytes }) => to.port === old.port && bytes[20] === FRAME.pathChallenge)).toEqual([]);
});
