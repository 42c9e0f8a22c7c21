import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { DatagramWire } from '../../../tests/support/network/datagram-wire.ts';
import { wireSealing } from '../../../tests/support/network/wire-sealing.ts';
import { HandshakePace } from '../secure/handshake-pace.ts';
import type { SecureCrypto } from '../secure/secure-crypto.ts';
import { PACKET_TYPE } from './constants.ts';
import { DatagramHost } from './datagram-host.ts';
import { cookiePacket, initialPacket, type LinkId } from './packet.ts';
import type { Path } from './path.ts';
import type { HostSealing } from './sealed-door.ts';
import { sealedConnectPacket, sealedProofPacket } from './sealed-handshake.ts';
import { HALF_OPEN_MOST, HALF_OPEN_MS, HALF_OPEN_PER_ADDRESS } from './sealed-layout.ts';

const FLOOD = 100_000;
const MESSAGE = testCrypto.random(64);

/** Crypto that counts what costs: pairs of keys made, secrets shared, signatures looked at. */
function countingCrypto(): SecureCrypto & { curves: number } {
  const counting = {
    ...testCrypto,
    curves: 0,
    dhPair: (key: Uint8Array) => {
      counting.curves += 1;
      const pair = testCrypto.dhPair(key);
      return {
        ...pair,
        agree: (other: Uint8Array) => {
          counting.curves += 1;
          return pair.agree(other);
        },
      };
    },
    verify: (...said: Parameters<SecureCrypto['verify']>) => {
      counting.curves += 1;
      return testCrypto.verify(...said);
    },
  };
  return counting;
}

/** A host that answers into a list, with cookies that are real. */
function flooded(sealing: Partial<HostSealing> = {}) {
  const crypto = countingCrypto();
  const answers: { bytes: Uint8Array; to: Path }[] = [];
  const wire = new DatagramWire();
  const opened: Path[] = [];
  const host = new DatagramHost(
    {
      random32: wire.random32,
      transmit: (packet, length, to) => {
        answers.push({ bytes: packet.slice(0, length), to });
        return false;
      },
      sign: (text) => createHmac('sha256', 'a secret').update(text).digest(),
      admits: () => true,
      sealing: { ...wireSealing({ crypto }).host, ...sealing },
      accept: (from) => void opened.push(from),
      plain: () => {},
    },
    0,
  );
  return { host, crypto, answers, opened };
}

const anybody = (index: number): Path => ({ address: `10.1.${index >> 8}.${index & 255}`, port: 1_000 });
const idOf = (index: number): LinkId => ({ index, secret: index + 1 });

describe('a flood of what anybody can make up', () => {
  it.each([
    ['hellos', (index: number) => initialPacket(idOf(index), true)],
    [
      'connects whose cookie is none',
      (index: number) => sealedConnectPacket(idOf(index), cookiePacket(idOf(index), 0, new Uint8Array(16)), MESSAGE),
    ],
    ['proofs of no handshake', (index: number) => sealedProofPacket(idOf(index), testCrypto.random(256))],
  ])('costs no operation on a curve and no memory: %s', (_, packet) => {
    const { host, crypto, opened } = flooded();
    crypto.curves = 0;
    for (let index = 0; index < FLOOD; index += 1) host.receive(packet(index), anybody(index & 0xff), 0);
    expect([crypto.curves, host.remembered, opened.length]).toEqual([0, 0, 0]);
  });
});

describe('a flood of those who hear their cookies', () => {
  /** Everybody of so many connects at `now`, from one address or each from another. */
  function connects({ host, answers }: ReturnType<typeof flooded>, count: number, from: (index: number) => Path): void {
    for (let index = 0; index < count; index += 1) {
      host.receive(initialPacket(idOf(index), true), from(index), 0);
      const cookie = answers.at(-1)?.bytes as Uint8Array;
      host.receive(sealedConnectPacket(idOf(index), cookie, MESSAGE), from(index), 0);
    }
  }

  it('begins as many handshakes as the pace allows', () => {
    const limits = {
      handshakesPerSecond: 400,
      handshakes: 200,
      handshakesPerAddressPerSecond: 200,
      handshakesPerAddress: 100,
    };
    const pace = new HandshakePace(limits, 0);
    const at = flooded({ mayBegin: ({ address }, now) => pace.begin(address, now) !== undefined });
    connects(at, 2_000, anybody);
    const accepts = at.answers.filter(({ bytes }) => bytes[3] === PACKET_TYPE.sealedAccept);
    expect(accepts).toHaveLength(limits.handshakes);
    // A pair and two secrets for each.
    expect(at.crypto.curves).toBeLessThanOrEqual(4 * limits.handshakes);
    expect(at.opened).toEqual([]);
  });

  it('keeps so many half open, and of one address so many, for so long', () => {
    const one = flooded();
    connects(one, 2_000, (index) => ({ address: '10.1.1.1', port: 1_000 + index }));
    const many = flooded();
    connects(many, 2_000, anybody);
    const accepted = ({ answers }: typeof one) => answers.filter(({ bytes }) => bytes[3] === PACKET_TYPE.sealedAccept);
    expect([accepted(one).length, accepted(many).length]).toEqual([HALF_OPEN_PER_ADDRESS, HALF_OPEN_MOST]);
    const before = many.host.remembered;
    many.host.timer(HALF_OPEN_MS);
    expect(before - many.host.remembered).toBe(HALF_OPEN_MOST);
    expect(many.host.timer(HALF_OPEN_MS)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is answered the same for the same connect, which costs nothing again', () => {
    const at = flooded();
    connects(at, 1, anybody);
    const connect = sealedConnectPacket(idOf(0), at.answers[0]?.bytes as Uint8Array, MESSAGE);
    const { curves } = at.crypto;
    const [first] = at.answers.slice(-1);
    for (let times = 0; times < 1_000; times += 1) at.host.receive(connect, anybody(0), 0);
    expect(at.crypto.curves).toBe(curves);
    expect(at.answers.at(-1)?.bytes).toEqual(first?.bytes);
    // From elsewhere it is nothing.
    const { length } = at.answers;
    at.host.receive(connect, anybody(1), 0);
    expect(at.answers).toHaveLength(length);
  });
});
