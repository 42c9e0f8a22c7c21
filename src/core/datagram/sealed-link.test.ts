import { describe, expect, it } from 'vitest';
import { DatagramWire, DELAY_MS, type Flight } from '../../../tests/support/network/datagram-wire.ts';
import { wireSealing } from '../../../tests/support/network/wire-sealing.ts';
import { HANDSHAKE_TRIES_MS, MAGIC, PACKET_SIZE, PACKET_TYPE } from './constants.ts';
import { packetType } from './packet.ts';
import { SEALED_RESET_SIZE } from './sealed-layout.ts';

const utf8 = new TextEncoder();
const typesOf = (flights: readonly Flight[]) => flights.map(({ bytes }) => bytes[3]);
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

/** A wire whose links are sealed. */
function sealedWire(seed = 1) {
  return new DatagramWire(seed, wireSealing());
}

describe('a sealed link', () => {
  it('opens with a cookie and three messages, and carries bytes both ways', () => {
    const wire = sealedWire();
    const { guest, hosted } = wire.connect();
    guest.link.send(utf8.encode('from the guest'), wire.now);
    hosted.link.send(utf8.encode('from the host'), wire.now);
    wire.pass(100);
    expect([hosted.heard.text(), guest.heard.text()]).toEqual(['from the guest', 'from the host']);
    expect(typesOf(wire.sent).slice(0, 5)).toEqual([
      PACKET_TYPE.initial,
      PACKET_TYPE.sealedCookie,
      PACKET_TYPE.sealedConnect,
      PACKET_TYPE.sealedAccept,
      PACKET_TYPE.sealedProof,
    ]);
    expect(
      typesOf(wire.sent)
        .slice(5)
        .every((type) => type === PACKET_TYPE.sealed),
    ).toBe(true);
  });

  it('tells both ends who is there, with the same hash', () => {
    const wire = sealedWire();
    const { guest, hosted } = wire.connect();
    const { sealing } = wire;
    expect(guest.guest.security?.key).toBe(sealing?.host.host().identity.card.key);
    expect(guest.guest.security?.certificate?.bytes).toEqual(sealing?.host.host().certificate.bytes);
    expect(hosted.security?.key).toBe(sealing?.guest.identity.card.key);
    expect(hosted.security?.hash).toEqual(guest.guest.security?.hash);
  });

  it('carries what the guest says right behind its proof', () => {
    const wire = sealedWire();
    const guest = wire.dial();
    wire.until(() => guest.heard.openings === 1);
    guest.link.send(utf8.encode('at once'), wire.now);
    wire.pass(DELAY_MS);
    expect(wire.host.links[0]?.heard.text()).toBe('at once');
  });

  it('shows nothing of what it carries, and no packet is longer than in clear', () => {
    const wire = sealedWire();
    const { guest, hosted } = wire.connect();
    const secret = Uint8Array.from({ length: 10_000 }, (_, i) => (i < 40 ? 0x41 : wire.random32()));
    guest.link.send(secret, wire.now);
    hosted.link.sendEphemeral(utf8.encode('nor that she is typing'), wire.now);
    wire.pass(1_000);
    expect(hosted.heard.bytes()).toEqual(secret);
    expect(guest.heard.ephemerals).toEqual(['nor that she is typing']);
    const all = wire.sent.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join();
    expect([all.includes('AAAAAAAA'), all.includes('typing')]).toEqual([false, false]);
    const lengths = wire.sent.map(({ bytes }) => bytes.length);
    expect(Math.max(...lengths)).toBe(PACKET_SIZE);
  });

  it('is answered by no packet that is longer than what was asked with', () => {
    const wire = sealedWire();
    wire.connect();
    const lengths = wire.sent.slice(0, 4).map(({ bytes }) => bytes.length) as [number, number, number, number];
    expect(lengths[1]).toBeLessThan(lengths[0]);
    expect(lengths[3]).toBeLessThan(lengths[2]);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(508);
  });
});

describe('the handshake', () => {
  it.each([
    PACKET_TYPE.initial,
    PACKET_TYPE.sealedCookie,
    PACKET_TYPE.sealedConnect,
    PACKET_TYPE.sealedAccept,
    PACKET_TYPE.sealedProof,
  ])('survives that packet type %i gets lost all but the last time', (type) => {
    const wire = sealedWire();
    let lost = 0;
    wire.fate = ({ bytes }) => {
      if (bytes[3] !== type || lost === HANDSHAKE_TRIES_MS.length - 1) return [DELAY_MS];
      lost += 1;
      return [];
    };
    const guest = wire.dial();
    wire.until(() => guest.heard.openings === 1);
    guest.link.send(utf8.encode('after all'), wire.now);
    wire.until(() => wire.host.links[0]?.heard.text() === 'after all', 20_000);
    expect([lost, guest.heard.problems]).toEqual([HANDSHAKE_TRIES_MS.length - 1, []]);
  });

  it('survives that all packets are doubled and overtake each other', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const wire = sealedWire(seed);
      wire.fate = () => [1 + (wire.random32() % 100), 1 + (wire.random32() % 100)];
      const guest = wire.dial();
      wire.until(() => guest.heard.openings === 1);
      guest.link.send(utf8.encode('once'), wire.now);
      wire.pass(2_000);
      expect([wire.host.links.length, wire.host.links[0]?.heard.text()]).toEqual([1, 'once']);
      expect(wire.host.host.size).toBe(1);
    }
  });

  it('opens nothing for the room before the host knows who is there', () => {
    const wire = sealedWire();
    wire.fate = ({ bytes }) => (bytes[3] === PACKET_TYPE.sealedProof ? [] : [DELAY_MS]);
    const guest = wire.dial();
    wire.until(() => guest.heard.openings === 1);
    guest.link.send(utf8.encode('who am I?'), wire.now);
    wire.pass(60_000);
    expect([wire.host.links.length, wire.host.host.size]).toEqual([0, 0]);
    expect(codes(guest.heard.problems)).toEqual(['timed_out']);
  });

  it('falls back to clear with a host that does not seal, where that is allowed', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect(undefined, wireSealing().guest);
    guest.link.send(utf8.encode('in clear'), wire.now);
    wire.pass(50);
    expect([guest.guest.security, hosted.security, hosted.heard.text()]).toEqual([undefined, undefined, 'in clear']);
  });

  it('says nothing in clear where that is not allowed', () => {
    const wire = new DatagramWire();
    const inClear = { code: 'link_lost', text: 'not in clear' } as const;
    const guest = wire.dial(undefined, wireSealing({ guest: { inClear } }).guest);
    wire.pass(10_000);
    expect(guest.heard.problems).toEqual([inClear]);
    expect(typesOf(wire.sent).every((type) => type === PACKET_TYPE.initial || type === PACKET_TYPE.cookie)).toBe(true);
  });

  it('is none for a script in clear, with a host that seals as with any other', () => {
    const wire = sealedWire();
    const { guest, hosted } = wire.connect(undefined, null);
    guest.link.send(utf8.encode('a script'), wire.now);
    hosted.link.send(utf8.encode('in clear'), wire.now);
    wire.pass(50);
    expect([hosted.security, hosted.heard.text(), guest.heard.text()]).toEqual([undefined, 'a script', 'in clear']);
    expect(typesOf(wire.sent).every((type) => (type as number) <= PACKET_TYPE.data)).toBe(true);
  });
});

describe('a host that forgot its links', () => {
  it('says so with the token that it told before, and the guest is over at once', () => {
    const wire = sealedWire();
    const { guest } = wire.connect();
    wire.pass(100);
    wire.host.restart();
    guest.link.send(utf8.encode('are you there?'), wire.now);
    wire.until(() => guest.heard.isClosed, 1_000);
    const reset = wire.sent.at(-1)?.bytes as Uint8Array;
    expect([packetType(reset), reset.length]).toEqual([PACKET_TYPE.sealedReset, SEALED_RESET_SIZE]);
    expect([...reset.subarray(0, 3)]).toEqual([...MAGIC]);
  });
});
