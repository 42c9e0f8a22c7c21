import { expect, it } from 'vitest';
import { RoomList } from '../../src/core/discovery/room-list.ts';
import type { QuestionId } from '../../src/core/discovery/room-packet.ts';
import { readQuestion, readRoomPacket } from '../../src/core/discovery/room-packet.ts';
import { DISCOVERY_LIMITS } from '../../src/shared/discovery/discovery-limits.ts';
import type { FoundRoom } from '../../src/shared/discovery/found-room.ts';
import { cleanNick, cleanRoomName } from '../../src/shared/nickname.ts';
import { Random } from '../simulation/random.ts';
import { discoveryDatagram } from './discovery-case.ts';

/** FUZZ_SEED=7 begins elsewhere. */
const FIRST = Number(process.env['FUZZ_SEED'] ?? 1);
const RUNS = 20;
const DATAGRAMS = 1_000;

/** A list that hears whatever chance makes, from everywhere, also as answers to its own questions. */
function fuzzList(seed: number): readonly FoundRoom[] {
  const random = new Random(seed);
  const questions: QuestionId[] = [{ index: 1, secret: 1 }];
  const put = (packet: Uint8Array) => questions.push(readQuestion(packet)!);
  const ports = {
    ask: put,
    askAround: put,
    random32: () => random.int(0, 0xffff_ffff),
    changed: ({ changed }: { readonly changed: readonly FoundRoom[] }) => changed.forEach(check),
  };
  const list = new RoomList(ports, [{ address: '10.0.0.2', prefix: 24, kind: 'private', adapter: 'eth0' }], 0);
  for (let now = 0; now < DATAGRAMS; now += 1) {
    const id = random.chance(0.3) ? { index: 0, secret: 0 } : random.pick(questions.slice(-5));
    const room = readRoomPacket(discoveryDatagram(random, id));
    const port = random.chance(0.7) && room ? room.advert.port : random.int(0, 65_535);
    if (room) list.heard(room, { address: `10.0.${random.int(0, 1)}.${random.int(0, 255)}`, port }, now * 10);
    list.tick(now * 10);
    expect(list.remembered).toBeLessThan(2 * DISCOVERY_LIMITS.spots);
  }
  return list.rooms;
}

/** What a person sees can be trusted to be what it looks like. */
function check({ name, host, id, members, at }: FoundRoom): void {
  expect(cleanRoomName(name)).toBe(name);
  expect(cleanNick(host)).toBe(host);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(Number.isInteger(members) && members >= 0).toBe(true);
  expect(at.length).toBeGreaterThan(0);
  for (const { address, port } of at) {
    expect(address).toMatch(/^10\.0\.0\.\d+$/);
    expect(port).toBeGreaterThan(0);
  }
}

it('a list of rooms that hears whatever chance makes shows rooms that can be, and keeps little', () => {
  let shown = 0;
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) shown += fuzzList(seed).length;
  expect(shown).toBeGreaterThan(RUNS);
});
