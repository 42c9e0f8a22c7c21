import { describe, expect, it } from 'vitest';
import { checksum } from './checksum.ts';
import { PACKET_SIZE, PACKET_TYPE } from './constants.ts';
import { readU32 } from './little-endian.ts';
import {
  acceptPacket,
  askPacket,
  beginData,
  connectPacket,
  cookiePacket,
  hasMagic,
  initialPacket,
  isFor,
  movedPacket,
  packetType,
  putChecksum,
  readId,
  resetPacket,
  roomPacket,
} from './packet.ts';
import { sealedAcceptPacket, sealedConnectPacket, sealedProofPacket, sealedResetPacket } from './sealed-handshake.ts';

const ID = { index: 0x0403_0201, secret: 0x0807_0605 };
const ID_BYTES = [1, 2, 3, 4, 5, 6, 7, 8];
const COOKIE = Uint8Array.from({ length: 16 }, (_, i) => 0xc0 + i);

const cookie = cookiePacket(ID, 0x1234_5678, COOKIE);

function dataPacket(length: number): Uint8Array {
  const packet = new Uint8Array(length);
  beginData(packet, ID, 0x0a0b_0c0d);
  packet.fill(6, 20);
  putChecksum(packet, length);
  return packet;
}

const PACKETS = [
  {
    name: 'initial',
    packet: initialPacket(ID),
    bytes: [0xff, 0x50, 0x4c, 0x11, 0, 0, 0, 0, ...ID_BYTES, ...new Array(48).fill(0)],
  },
  {
    name: 'cookie',
    packet: cookie,
    bytes: [0xff, 0x50, 0x4c, 0x12, 0, 0, 0, 0, ...ID_BYTES, 0x78, 0x56, 0x34, 0x12, ...COOKIE],
  },
  {
    name: 'connect',
    packet: connectPacket(ID, cookie, 1_048_576),
    bytes: [0xff, 0x50, 0x4c, 0x13, 0, 0, 0, 0, ...ID_BYTES, 0x78, 0x56, 0x34, 0x12, ...COOKIE, 0, 0, 0x10, 0],
  },
  {
    name: 'accept',
    packet: acceptPacket(ID, { index: 0x1413_1211, secret: 0x1817_1615 }, 65_536),
    bytes: [
      [0xff, 0x50, 0x4c, 0x14, 0, 0, 0, 0, ...ID_BYTES],
      [0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0, 0, 1, 0],
    ].flat(),
  },
  {
    name: 'data',
    packet: dataPacket(21),
    bytes: [0xff, 0x50, 0x4c, 0x15, 0, 0, 0, 0, ...ID_BYTES, 0x0d, 0x0c, 0x0b, 0x0a, 6],
  },
  {
    name: 'reset',
    packet: resetPacket(dataPacket(21)),
    bytes: [0xff, 0x50, 0x4c, 0x16, 0, 0, 0, 0, ...ID_BYTES],
  },
  {
    name: 'ask',
    packet: askPacket(ID),
    bytes: [0xff, 0x50, 0x4c, 0x17, 0, 0, 0, 0, ...ID_BYTES, ...new Array(984).fill(0)],
  },
  {
    name: 'room',
    packet: roomPacket(ID, Uint8Array.of(0x7b, 0x7d)),
    bytes: [0xff, 0x50, 0x4c, 0x18, 0, 0, 0, 0, ...ID_BYTES, 0x7b, 0x7d],
  },
  {
    name: 'moved',
    packet: movedPacket(ID),
    bytes: [0xff, 0x50, 0x4c, 0x19, 0, 0, 0, 0, ...ID_BYTES, 0, 0, 0, 0],
  },
  {
    name: 'sealedCookie',
    packet: cookiePacket(ID, 0x1234_5678, Uint8Array.from(COOKIE), true),
    bytes: [0xff, 0x50, 0x4c, 0x1a, 0, 0, 0, 0, ...ID_BYTES, 0x78, 0x56, 0x34, 0x12, ...COOKIE],
  },
  {
    name: 'sealedConnect',
    packet: sealedConnectPacket(ID, cookie, new Uint8Array(32).fill(1)),
    bytes: [
      [0xff, 0x50, 0x4c, 0x1b, 0, 0, 0, 0, ...ID_BYTES, 0x78, 0x56, 0x34, 0x12, ...COOKIE],
      [...new Array(32).fill(1), ...new Array(432).fill(0)],
    ].flat(),
  },
  {
    name: 'sealedAccept',
    packet: sealedAcceptPacket(ID, { index: 0x1413_1211, secret: 0x1817_1615 }, new Uint8Array(416).fill(2)),
    bytes: [
      [0xff, 0x50, 0x4c, 0x1c, 0, 0, 0, 0, ...ID_BYTES],
      [0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, ...new Array(416).fill(2)],
    ].flat(),
  },
  {
    name: 'sealedProof',
    packet: sealedProofPacket(ID, new Uint8Array(256).fill(3)),
    bytes: [0xff, 0x50, 0x4c, 0x1d, 0, 0, 0, 0, ...ID_BYTES, ...new Array(256).fill(3)],
  },
  {
    name: 'sealedReset',
    packet: sealedResetPacket(dataPacket(21), new Uint8Array(16).fill(4)),
    bytes: [0xff, 0x50, 0x4c, 0x1f, 0, 0, 0, 0, ...ID_BYTES, ...new Array(16).fill(4)],
  },
] as const;

/** Whether that many bytes are a packet of a type whose length differs, or of one as long as another. */
function isLengthOf(type: number, length: number): boolean {
  switch (type) {
    case PACKET_TYPE.data:
      return length > 20;
    case PACKET_TYPE.room:
      return length > 16 && length <= 1_000;
    case PACKET_TYPE.cookie:
    case PACKET_TYPE.sealedCookie:
      return length === 36;
    case PACKET_TYPE.sealedConnect:
      return length === 500;
    case PACKET_TYPE.sealedAccept:
      return length >= 440 && length <= 500;
    case PACKET_TYPE.sealedProof:
      return length >= 272 && length <= 500;
    case PACKET_TYPE.sealed:
      return length >= 33;
    default:
      return false;
  }
}

describe.each(PACKETS)('a packet of type $name', ({ name, packet, bytes }) => {
  it('travels as these bytes, but for the checksum', () => {
    const blank = packet.slice();
    blank.fill(0, 4, 8);
    expect([...blank]).toEqual([...bytes]);
    expect(readU32(packet, 4)).toBe(checksum(packet, packet.length));
  });

  it('is known by its fourth byte and by its link', () => {
    expect(hasMagic(packet)).toBe(true);
    expect(packetType(packet)).toBe(PACKET_TYPE[name]);
    expect(readId(packet)).toEqual(ID);
    expect(isFor(packet, ID)).toBe(true);
    expect(isFor(packet, { ...ID, index: 1 })).toBe(false);
    expect(isFor(packet, { ...ID, secret: 1 })).toBe(false);
  });

  it('is nothing with any one bit flipped', () => {
    const damaged = packet.slice();
    for (let bit = 0; bit < 8 * damaged.length; bit += 1) {
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      const type = hasMagic(damaged) ? packetType(damaged) : undefined;
      // A sealed packet shows what it is only to who has its key.
      if (bit >> 3 !== 3 || type !== PACKET_TYPE.sealed)
        expect(type, `byte ${bit >> 3}, bit ${bit & 7}`).toBeUndefined();
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
    }
  });

  it('is nothing when it was cut anywhere, or when something was hung on', () => {
    for (let length = 0; length < packet.length; length += 1) {
      expect(packetType(packet.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
    expect(packetType(Uint8Array.of(...packet, 0))).toBeUndefined();
  });

  it('is nothing under another type, even with a checksum that is right', () => {
    for (let type = 0; type < 256; type += 1) {
      if (type === PACKET_TYPE[name] || isLengthOf(type, packet.length)) continue;
      const other = packet.slice();
      other[3] = type;
      putChecksum(other, other.length);
      expect(packetType(other), `type ${type}`).toBeUndefined();
    }
  });
});

it('takes a data packet of every length that holds a frame, and none that is too long', () => {
  expect(packetType(dataPacket(20))).toBeUndefined();
  for (const length of [21, 22, 23, 24, 25, 508, PACKET_SIZE]) {
    expect(packetType(dataPacket(length)), `${length} bytes`).toBe(PACKET_TYPE.data);
  }
  for (const length of [PACKET_SIZE + 1, 1_500, 65_507]) expect(packetType(dataPacket(length))).toBeUndefined();
});

it('answers each step of the handshake with less than came, and a lost link too', () => {
  const [initial, cookiePart, connect, accept, data, reset] = PACKETS.map(({ packet }) => packet.length);
  expect(cookiePart).toBeLessThan(initial as number);
  expect(accept).toBeLessThan(connect as number);
  expect(reset).toBeLessThan(data as number);
});

it.each([
  ['nothing', []],
  ['two bytes of it', [0xff, 0x50]],
  ['text', [...new TextEncoder().encode('hello\n')]],
  ['Chinese text in GB18030', [0xc4, 0xe3, 0xba, 0xc3]],
  ['a frame of the chat', [14, 0, 0, 0, 123, 34]],
  ['one wrong byte', [0xff, 0x50, 0x4d, 0x11]],
])('takes %s for no packet', (_, bytes) => {
  expect(hasMagic(Uint8Array.from(bytes as number[]))).toBe(false);
});

it('finds no packet in any bytes behind the magic', () => {
  let state = 1;
  for (let run = 0; run < 6_000; run += 1) {
    const bytes = new Uint8Array(4 + (run % 80));
    for (let i = 0; i < bytes.length; i += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes[i] = state >>> 16;
    }
    bytes.set([0xff, 0x50, 0x4c, 0x11 + (run % 6)]);
    expect(packetType(bytes)).toBeUndefined();
  }
});

it('takes no datagram for one of its packets of which one byte of the magic is another', () => {
  for (const at of [0, 1, 2]) {
    const other = initialPacket(ID);
    other[at] = (other[at] as number) ^ 1;
    expect(hasMagic(other), `byte ${at}`).toBe(false);
  }
});
