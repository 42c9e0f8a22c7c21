import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { DatagramWire, DELAY_MS, dataPacket, HOST_PATH } from '../../../tests/support/network/datagram-wire.ts';
import { newIdentity, ROOM_ID, WALL_NOW, wireSealing } from '../../../tests/support/network/wire-sealing.ts';
import { CHALLENGES_MOST, DOUBT_MS, FRAME, HANDSHAKE_TRIES_MS, PACKET_TYPE } from './constants.ts';
import { readU32, writeU32 } from './little-endian.ts';
import { connectPacket, initialPacket, packetType, putChecksum, readId, resetPacket } from './packet.ts';
import { resetSecret } from './sealed-door.ts';
import { sealedResetPacket } from './sealed-handshake.ts';
import { FORGERIES_MOST, MESSAGE_2_AT, SEALED_NUMBER_AT } from './sealed-layout.ts';

const ELSEWHERE = { address: '10.0.0.66', port: 6_666 };
const utf8 = new TextEncoder();
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

function newest(wire: DatagramWire, type: number): Uint8Array {
  return wire.sent.findLast(({ bytes }) => bytes[3] === type)?.bytes.slice() as Uint8Array;
}

/** The packet with a bit behind the magic that is another, and a checksum that is right. */
function changedBit(wire: DatagramWire, packet: Uint8Array): Uint8Array {
  const changed = packet.slice();
  const at = 3 + (wire.random32() % (packet.length - 3));
  changed[at] = (changed[at] as number) ^ (1 << (wire.random32() % 8));
  if (changed[3] !== PACKET_TYPE.sealed) putChecksum(changed, changed.length);
  return changed;
}

/** A sealed link, and both ends still speak over it once `attack` is over. */
function survives(attack: (wire: DatagramWire, link: ReturnType<DatagramWire['connect']>) => void): void {
  const wire = new DatagramWire(1, wireSealing());
  const link = wire.connect();
  wire.pass(100);
  attack(wire, link);
  wire.pass(DOUBT_MS + 1_000);
  link.guest.link.send(utf8.encode('still here'), wire.now);
  link.hosted.link.send(utf8.encode('me too'), wire.now);
  wire.pass(1_000);
  expect([link.hosted.heard.text(), link.guest.heard.text()]).toEqual(['still here', 'me too']);
  expect(wire.host.links).toHaveLength(1);
}

describe('whoever knows where the two ends are, but sees nothing,', () => {
  it('ends no link by a reset', () => {
    survives((wire, { guest, hosted }) => {
      const ids = [guest.link.localId, hosted.link.localId];
      for (const id of ids) {
        for (const forged of [
          resetPacket(dataPacket(id, 1, [FRAME.ping])),
          sealedResetPacket(dataPacket(id, 1, [FRAME.ping]), testCrypto.random(16)),
        ]) {
          wire.forge(forged, HOST_PATH, guest.path);
          wire.forge(forged, guest.path, HOST_PATH);
        }
      }
    });
  });

  it('ends no link in the network’s name', () => {
    survives((wire, { guest }) => {
      for (let times = 0; times < 50; times += 1) {
        guest.guest.refused(wire.now);
        wire.pass(DOUBT_MS / 10);
      }
    });
  });

  it('has a link replaced by none from its address', () => {
    survives((wire, { guest }) => {
      const id = { index: 1, secret: 2 };
      wire.forge(initialPacket(id), guest.path);
      wire.pass(0);
      wire.forge(connectPacket(id, newest(wire, PACKET_TYPE.cookie), 9), guest.path);
      wire.pass(0);
      // It has a link beside it, in clear.
      expect(wire.host.links.pop()?.security).toBeUndefined();
    });
  });

  it('learns no token of a link that lives', () => {
    survives((wire, { guest, hosted }) => {
      const probe = new Uint8Array(40);
      probe.set(newest(wire, PACKET_TYPE.sealed).subarray(0, 16));
      writeU32(probe, 8, hosted.link.localId.index);
      writeU32(probe, 12, hosted.link.localId.secret);
      wire.forge(probe, ELSEWHERE);
      wire.pass(0);
      expect(wire.sent.some(({ to }) => to.port === ELSEWHERE.port)).toBe(false);
      expect(guest.heard.isClosed).toBe(false);
    });
  });

  it('gets less than it sends for packets of links that nobody knows, and only so many answers', () => {
    const wire = new DatagramWire(1, wireSealing());
    const probe = new Uint8Array(33);
    wire.connect();
    probe.set(newest(wire, PACKET_TYPE.sealed).subarray(0, 16));
    const before = wire.sent.length;
    for (let index = 1; index <= 5_000; index += 1) {
      writeU32(probe, 8, index);
      wire.host.receive(probe.slice(), ELSEWHERE, wire.now);
    }
    const answers = wire.sent.slice(before);
    expect(answers).toHaveLength(1_000);
    expect(answers.every(({ bytes }) => bytes.length < probe.length)).toBe(true);
  });
});

describe('whoever sees every packet and adds others', () => {
  it('changes nothing by a bit that is another, in front of every sealed packet', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const wire = new DatagramWire(seed, wireSealing());
      wire.fate = ({ bytes, from, to }) => {
        if (bytes[3] === PACKET_TYPE.sealed) wire.forge(changedBit(wire, bytes), from, to);
        return [DELAY_MS];
      };
      const { guest, hosted } = wire.connect();
      const said = Uint8Array.from({ length: 20_000 }, () => wire.random32());
      guest.link.send(said, wire.now);
      hosted.link.send(said, wire.now);
      wire.until(() => hosted.heard.bytes().length >= said.length && guest.heard.bytes().length >= said.length);
      expect([hosted.heard.bytes(), guest.heard.bytes()]).toEqual([said, said]);
      expect([hosted.heard.problems, guest.heard.problems]).toEqual([[], []]);
    }
  });

  it('can hinder a handshake by bits that are others, but is never taken for somebody', () => {
    let opened = 0;
    const inClear = { code: 'link_lost', text: 'not in clear' } as const;
    for (let seed = 1; seed <= 200; seed += 1) {
      const wire = new DatagramWire(seed, wireSealing({ guest: { inClear } }));
      wire.fate = ({ bytes, from, to }) => {
        wire.forge(changedBit(wire, bytes), from, to);
        return [DELAY_MS];
      };
      const guest = wire.dial();
      wire.until(() => guest.heard.openings > 0 || guest.heard.isClosed);
      guest.guest.link?.send(utf8.encode('who am I?'), wire.now);
      wire.pass(10_000);
      for (const { security, heard } of wire.host.links) {
        expect([security?.key, heard.text()]).toEqual([wire.sealing?.guest.identity.card.key, 'who am I?']);
        opened += 1;
      }
      if (guest.guest.security) expect(guest.guest.security.key).toBe(wire.sealing?.host.host().identity.card.key);
    }
    expect(opened).toBeGreaterThan(20);
  });

  it('changes nothing by packets that it sends again, at once, later, and from elsewhere', () => {
    survives((wire, { guest, hosted }) => {
      guest.link.sendEphemeral(utf8.encode('typing'), wire.now);
      hosted.link.sendEphemeral(utf8.encode('typing'), wire.now);
      wire.pass(50);
      for (let round = 0; round < 3; round += 1) {
        for (const { bytes, from, to } of [...wire.sent]) {
          wire.forge(bytes, from, to);
          if (to.port === HOST_PATH.port) wire.forge(bytes, ELSEWHERE, to);
        }
        wire.pass(300);
      }
      expect([hosted.heard.ephemerals, guest.heard.ephemerals]).toEqual([['typing'], ['typing']]);
      expect(hosted.link.path).toEqual(guest.path);
    });
  });

  it('changes nothing by sending an end what it said itself', () => {
    survives((wire, { guest }) => {
      for (const { bytes, from } of [...wire.sent])
        wire.forge(bytes, from === HOST_PATH ? guest.path : HOST_PATH, from);
      // Also with the id by which that end is spoken to.
      for (const { bytes, from } of [...wire.sent]) {
        if (bytes[3] !== PACKET_TYPE.sealed) continue;
        const turned = bytes.slice();
        const id = from === HOST_PATH ? wire.host.links[0]?.link.localId : guest.link.localId;
        writeU32(turned, 8, id?.index ?? 0);
        writeU32(turned, 12, id?.secret ?? 0);
        wire.forge(turned, from === HOST_PATH ? guest.path : HOST_PATH, from);
      }
    });
  });

  it('draws nothing of the link to its own address but a few challenges, which it can’t answer', () => {
    survives((wire, { guest, hosted }) => {
      // Each packet of the guest arrives from there first.
      wire.fate = ({ bytes, from, to }) => {
        if (from !== guest.path || to.port !== HOST_PATH.port) return [DELAY_MS];
        wire.forge(bytes, ELSEWHERE, to);
        return [DELAY_MS];
      };
      for (let times = 0; times < 20; times += 1) {
        guest.link.send(utf8.encode(''.padEnd(20, 'x')), wire.now);
        hosted.link.send(utf8.encode(''.padEnd(20, 'y')), wire.now);
        wire.pass(200);
      }
      wire.fate = () => [DELAY_MS];
      const drawn = wire.sent.filter(({ to }) => to.port === ELSEWHERE.port);
      expect(drawn.length).toBeLessThanOrEqual(20 * CHALLENGES_MOST);
      expect(hosted.link.path).toEqual(guest.path);
      hosted.heard.chunks.length = 0;
      guest.heard.chunks.length = 0;
    });
  });

  it('opens no second link with a connect or a proof that came before', () => {
    survives((wire, { guest }) => {
      for (const type of [PACKET_TYPE.sealedConnect, PACKET_TYPE.sealedProof]) {
        for (let times = 0; times < 5; times += 1) {
          wire.forge(newest(wire, type), guest.path);
          wire.forge(newest(wire, type), ELSEWHERE);
          wire.pass(100);
        }
      }
      expect([wire.host.links.length, wire.host.host.size]).toEqual([1, 1]);
    });
  });

  it('hinders no handshake by proofs and answers that it makes up, as long as they are few', () => {
    const wire = new DatagramWire(1, wireSealing());
    wire.fate = ({ bytes, from, to }) => {
      const type = bytes[3];
      if (type !== PACKET_TYPE.sealedProof && type !== PACKET_TYPE.sealedAccept) return [DELAY_MS];
      for (let times = 1; times < FORGERIES_MOST; times += 1) {
        const forged = bytes.slice();
        forged.set(testCrypto.random(32), type === PACKET_TYPE.sealedProof ? 16 : MESSAGE_2_AT);
        putChecksum(forged, forged.length);
        wire.forge(forged, from, to);
      }
      return [DELAY_MS];
    };
    const { guest, hosted } = wire.connect();
    guest.link.send(utf8.encode('all the same'), wire.now);
    wire.pass(100);
    expect(hosted.heard.text()).toBe('all the same');
  });

  it('has no guest speak in clear that does not want to', () => {
    const inClear = { code: 'link_lost', text: 'not in clear' } as const;
    const wire = new DatagramWire(1, wireSealing({ guest: { inClear } }));
    wire.fate = ({ bytes, from, to }) => {
      if (bytes[3] !== PACKET_TYPE.sealedCookie) return [DELAY_MS];
      const forged = bytes.slice();
      forged[3] = PACKET_TYPE.cookie;
      putChecksum(forged, forged.length);
      wire.forge(forged, from, to);
      return [DELAY_MS];
    };
    const { guest, hosted } = wire.connect();
    expect([guest.guest.security !== undefined, hosted.security !== undefined]).toEqual([true, true]);
  });

  it('has no host take what is in clear for a sealed link’s', () => {
    survives((wire, { hosted, guest }) => {
      for (const number of [0, 50, 1_000]) {
        wire.forge(dataPacket(hosted.link.localId, number, [FRAME.close, 0]), guest.path);
        wire.forge(dataPacket(guest.link.localId, number, [FRAME.close, 0]), HOST_PATH, guest.path);
      }
    });
  });

  it('has no number counted that did not open', () => {
    survives((wire, { guest }) => {
      const sealed = wire.sent.findLast(({ bytes, from }) => bytes[3] === PACKET_TYPE.sealed && from === guest.path);
      const far = sealed?.bytes.slice() as Uint8Array;
      for (let step = 1; step < 100; step += 1) {
        writeU32(far, SEALED_NUMBER_AT, readU32(far, SEALED_NUMBER_AT) + 1_000);
        wire.forge(far, guest.path);
      }
    });
  });
});

describe('a false host', () => {
  it('is refused by a guest that does not want to meet it, and learns nothing of the guest', () => {
    const problem = { code: 'link_lost', text: 'not whom I know' } as const;
    const wire = new DatagramWire(1, wireSealing({ guest: { meets: () => problem } }));
    const guest = wire.dial();
    wire.until(() => guest.heard.isClosed, HANDSHAKE_TRIES_MS[0] + 4 * DELAY_MS);
    expect([guest.heard.problems, guest.heard.openings]).toEqual([[problem], 0]);
    expect(wire.sent.some(({ bytes }) => packetType(bytes) === PACKET_TYPE.sealedProof)).toBe(false);
  });

  it('that answers first does not keep the right one out', () => {
    const real = wireSealing();
    const wanted = real.host.host().identity.card.key;
    const sealing = {
      ...real,
      guest: {
        ...real.guest,
        meets: ({ card }: { card: { key: string } }) =>
          card.key === wanted ? undefined : ({ code: 'link_lost', text: 'another' } as const),
      },
    };
    const wire = new DatagramWire(1, sealing);
    const falseWire = new DatagramWire(2, wireSealing());
    wire.fate = ({ bytes, from, to }) => {
      if (bytes[3] !== PACKET_TYPE.sealedConnect) return [DELAY_MS];
      // On its way the connect passes a host that answers in the other's place.
      const cookie = new DatagramWire(3, falseWire.sealing);
      cookie.forge(initialPacket(readId(bytes), true), from);
      cookie.pass(0);
      const connect = bytes.slice();
      connect.set(newest(cookie, PACKET_TYPE.sealedCookie).subarray(16), 16);
      putChecksum(connect, connect.length);
      cookie.forge(connect, from);
      cookie.pass(0);
      wire.forge(newest(cookie, PACKET_TYPE.sealedAccept), to, from);
      return [DELAY_MS];
    };
    const { guest } = wire.connect();
    expect(guest.guest.security?.key).toBe(wanted);
  });

  it('has another token for each room', () => {
    const identity = newIdentity();
    const [one, other] = [ROOM_ID, ROOM_ID.replaceAll('0', 'f')].map((id) => resetSecret(testCrypto, identity, id));
    expect(one).not.toEqual(other);
    expect(resetSecret(testCrypto, identity, ROOM_ID)).toEqual(one);
  });

  it('with a certificate that has expired is said to be that', () => {
    const wire = new DatagramWire(1, wireSealing({ guest: { wallNow: () => 2 * WALL_NOW } }));
    const guest = wire.dial();
    wire.until(() => guest.heard.isClosed, 1_000);
    expect(guest.heard.problems[0]?.code).toBe('certificate_expired');
  });
});

describe('a host that is really gone', () => {
  it('is missed 2 s after the network said so, if nothing is heard', () => {
    const wire = new DatagramWire(1, wireSealing());
    const { guest } = wire.connect();
    wire.pass(100);
    wire.fate = () => [];
    const since = wire.now;
    guest.guest.refused(wire.now);
    wire.until(() => guest.heard.isClosed);
    expect([wire.now - since, codes(guest.heard.problems)]).toEqual([DOUBT_MS, ['link_lost']]);
  });
});

it('a word of the network is answered by one ping, however often it is said', () => {
  const wire = new DatagramWire(1, wireSealing());
  const { guest } = wire.connect();
  wire.pass(100);
  wire.fate = () => [];
  const before = wire.sent.length;
  for (let times = 0; times < 1_000; times += 1) guest.guest.refused(wire.now);
  wire.pass(DOUBT_MS - 1);
  // It is sent again as often as anything that is not acked.
  expect(wire.sent.length - before).toBeLessThan(20);
});
