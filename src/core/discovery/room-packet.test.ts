import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADVERT_AT, ASK_SIZE, MAGIC, PACKET_TYPE } from '../datagram/constants.ts';
import { askPacket, packetType, putChecksum, readId, roomPacket } from '../datagram/packet.ts';
import { encodeAdvert, type RoomAdvert } from './room-advert.ts';
import { answerPacket, beaconPacket, readQuestion, readRoomPacket } from './room-packet.ts';

const ADVERT: RoomAdvert = {
  id: '0123456789abcdef0123456789abcdef',
  name: 'Studio',
  host: 'Ada',
  members: 3,
  lock: 'open',
  plain: true,
  port: 8888,
};
const QUESTION = { index: 0x0403_0201, secret: 0x0807_0605 };
const FIELDS = { v: 1, ...ADVERT };

function packetOf(json: string | Uint8Array, question = QUESTION): Uint8Array {
  return roomPacket(question, typeof json === 'string' ? new TextEncoder().encode(json) : json);
}

/** What is read of a packet with these fields in the place of good ones; `undefined` leaves a field out. */
function readWith(fields: Readonly<Record<string, unknown>>) {
  return readRoomPacket(packetOf(JSON.stringify({ ...FIELDS, ...fields })))?.advert;
}

describe('a question', () => {
  it('is the header, 8 bytes by which its asker knows the answers, and zeros up to 1,000 bytes', () => {
    const packet = askPacket(QUESTION);
    expect(packet).toHaveLength(1_000);
    expect([...packet.subarray(0, 4)]).toEqual([0xff, 0x50, 0x4c, 0x17]);
    expect([...packet.subarray(8, 18)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0, 0]);
    expect(packet.subarray(16).every((byte) => byte === 0)).toBe(true);
    expect(readQuestion(packet)).toEqual(QUESTION);
  });

  it('is none that is cut or lengthened by a byte, damaged, or has 8 zeros, which are those of a beacon', () => {
    const packet = askPacket(QUESTION);
    const longer = new Uint8Array(ASK_SIZE + 1);
    longer.set(packet);
    putChecksum(longer, longer.length);
    const damaged = packet.with(500, 1);
    const other = packet.with(3, PACKET_TYPE.room);
    putChecksum(other, other.length);
    for (const wrong of [packet.subarray(0, 999), longer, damaged, other, askPacket({ index: 0, secret: 0 })]) {
      expect(readQuestion(wrong)).toBeUndefined();
    }
  });
});

describe('what a room says', () => {
  it('is the header, the 8 bytes of the question, and JSON', () => {
    const packet = answerPacket(QUESTION, ADVERT);
    expect([...packet.subarray(0, 4)]).toEqual([...MAGIC, 0x18]);
    expect([...packet.subarray(8, 16)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new TextDecoder().decode(packet.subarray(16))).toBe(
      '{"v":1,"id":"0123456789abcdef0123456789abcdef","name":"Studio","host":"Ada","members":3,"lock":"open","plain":true,"port":8888}',
    );
    expect(readRoomPacket(packet)).toEqual({ question: QUESTION, advert: { ...ADVERT, gone: false } });
  });

  it('has 8 zeros in a beacon, and says at the end that it is gone', () => {
    expect(readId(beaconPacket(ADVERT))).toEqual({ index: 0, secret: 0 });
    expect(readRoomPacket(beaconPacket(ADVERT))).toEqual({ question: undefined, advert: { ...ADVERT, gone: false } });
    expect(readRoomPacket(beaconPacket(ADVERT, true))?.advert.gone).toBe(true);
  });

  it('is never longer than the question, whatever the names', () => {
    for (const character of ['\u{1f3f3}', '"', '\\', '漢', 'é']) {
      const advert = { ...ADVERT, name: character.repeat(64), host: character.repeat(32), members: 1_000_000 };
      const packet = answerPacket(QUESTION, { ...advert, lock: 'locked', plain: false, port: 65_535 });
      expect(packet.length).toBeLessThanOrEqual(ASK_SIZE);
      expect(readRoomPacket(packet)?.advert.name).toBe(advert.name);
    }
  });

  it('comes back as it was, any of it', () => {
    const advert = fc.record({
      id: fc.stringMatching(/^[0-9a-f]{32}$/),
      name: fc.stringMatching(/^[a-zA-Z0-9漢字"\\]{1,64}$/),
      host: fc.stringMatching(/^[a-zA-Z0-9漢字"\\]{1,32}$/),
      members: fc.integer({ min: 0, max: 1_000_000 }),
      lock: fc.constantFrom('open', 'ask', 'word', 'locked'),
      plain: fc.boolean(),
      port: fc.integer({ min: 1, max: 65_535 }),
    });
    fc.assert(
      fc.property(advert, fc.boolean(), (one, gone) => {
        expect(readRoomPacket(beaconPacket(one as RoomAdvert, gone))).toEqual({
          question: undefined,
          advert: { ...one, gone },
        });
      }),
    );
  });

  it('cleans names as the room itself would', () => {
    expect(readWith({ name: ' Cafe\u0301 ', host: ' Ada ' })).toMatchObject({ name: 'Café', host: 'Ada' });
  });

  it('is passed over in its parts that a later version adds', () => {
    expect(readWith({ key: 'ab', topic: { a: [1] } })).toEqual({ ...ADVERT, gone: false });
  });

  it.each([
    ['another version', { v: 2 }],
    ['a version as text', { v: '1' }],
    ['no id', { id: undefined }],
    ['an id in capitals', { id: ADVERT.id.toUpperCase() }],
    ['an id that is too short', { id: ADVERT.id.slice(1) }],
    ['an id with a line behind it', { id: `${ADVERT.id}\n` }],
    ['an id that is a list', { id: [ADVERT.id] }],
    ['no name', { name: undefined }],
    ['an empty name', { name: '' }],
    ['a name that shows nothing', { name: '\u200b\u3164' }],
    ['a name of 65 characters', { name: 'n'.repeat(65) }],
    ['a name with a line break', { name: 'Stu\ndio' }],
    ['a name with an escape', { name: '\u001b[31mStudio' }],
    ['a name that turns what follows', { name: '\u202eoidutS' }],
    ['a name with an isolate', { name: 'Studio \u2066' }],
    ['a name with half a surrogate pair', { name: 'Studio \ud800' }],
    ['a name that is a number', { name: 7 }],
    ['a host with a tab', { host: 'A\tda' }],
    ['a host of 33 characters', { host: 'h'.repeat(33) }],
    ['a host that looks like a line of the room', { host: '* Partyline' }],
    ['no host', { host: null }],
    ['members below none', { members: -1 }],
    ['half a member', { members: 1.5 }],
    ['members as text', { members: '3' }],
    ['more members than can be', { members: 1_000_001 }],
    ['a lock that nobody knows', { lock: 'shut' }],
    ['a lock that is an object', { lock: {} }],
    ['plain as a number', { plain: 1 }],
    ['port 0', { port: 0 }],
    ['a port that is too high', { port: 65_536 }],
    ['a port as text', { port: '8888' }],
    ['half a port', { port: 8888.5 }],
    ['gone as text', { gone: 'true' }],
    ['gone as null', { gone: null }],
  ])('is nothing with %s', (_, fields) => {
    expect(readWith(fields)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"v":1'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"room"'],
    ['a number without end', `${JSON.stringify(FIELDS).replace(':3,', ':1e999,')}`],
    ['two of them', `${JSON.stringify(FIELDS)}${JSON.stringify(FIELDS)}`],
    ['a byte order mark', `\ufeff${JSON.stringify(FIELDS)}`],
    ['deep nesting', '['.repeat(984)],
  ])('is nothing when its JSON is %s', (_, json) => {
    expect(readRoomPacket(packetOf(json))).toBeUndefined();
  });

  it('is nothing when it is not UTF-8, too long, cut, damaged, or another packet', () => {
    const packet = answerPacket(QUESTION, ADVERT);
    const latin1 = Uint8Array.from(JSON.stringify({ ...FIELDS, name: 'Caf\u00e9' }), (one) => one.charCodeAt(0));
    expect(readRoomPacket(packetOf(latin1))).toBeUndefined();
    const filled = JSON.stringify(FIELDS).padEnd(ASK_SIZE - ADVERT_AT);
    expect(readRoomPacket(packetOf(filled))?.advert.name).toBe('Studio');
    expect(readRoomPacket(packetOf(`${filled} `))).toBeUndefined();
    expect(readRoomPacket(askPacket(QUESTION))).toBeUndefined();
    for (let cut = 0; cut < packet.length; cut += 1) expect(readRoomPacket(packet.subarray(0, cut))).toBeUndefined();
    for (let at = 0; at < packet.length; at += 1) {
      expect(readRoomPacket(packet.with(at, (packet[at] as number) ^ 0x10))).toBeUndefined();
    }
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_200 }), (bytes) => {
        const sealed = Uint8Array.from([...MAGIC, PACKET_TYPE.room, 0, 0, 0, 0, ...bytes]);
        putChecksum(sealed, sealed.length);
        readRoomPacket(sealed);
        readRoomPacket(bytes);
        readQuestion(bytes);
      }),
    );
  });

  it('is one whose type and length are right, which is all that a socket needs to know', () => {
    const shortest = packetOf(encodeAdvert(ADVERT).subarray(0, 1));
    expect(packetType(shortest)).toBe(PACKET_TYPE.room);
    const empty = roomPacket(QUESTION, new Uint8Array(0));
    expect(packetType(empty)).toBeUndefined();
  });
});
