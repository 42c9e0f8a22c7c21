import { HandshakeGuest } from '../src/core/secure/handshake-guest.ts';
import { HandshakeHost } from '../src/core/secure/handshake-host.ts';
import { newIdentitySecret, openIdentity } from '../src/core/secure/identity-card.ts';
import { RecordReader } from '../src/core/secure/record-reader.ts';
import { RecordWriter } from '../src/core/secure/record-writer.ts';
import { certify } from '../src/core/secure/room-certificate.ts';
import { nodeCrypto } from '../src/node/secure/node-crypto.ts';
import { SEALING } from './promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { median } from './support/measure.ts';

const NOW = 1_800_000_000_000;
const QUICK = 4;

/** Microseconds of CPU, user and system, that this takes, V8's own threads included. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Microseconds of one handshake's host part: all first messages at once, then all last ones, so that the guests' part stays out. */
function hostPart(count: number): number {
  const host = openIdentity(nodeCrypto, newIdentitySecret(nodeCrypto));
  const guest = openIdentity(nodeCrypto, newIdentitySecret(nodeCrypto));
  const room = nodeCrypto.signingPair(nodeCrypto.random(32));
  const said = { roomId: '00'.repeat(16), hostKey: host.card.key, from: NOW, until: NOW + 1 };
  const certificate = certify(nodeCrypto, room, said);
  const guests = Array.from({ length: count }, () => new HandshakeGuest(nodeCrypto, guest));
  const firsts = guests.map((end) => messageOf(end.start()));
  const hosts: HandshakeHost[] = [];
  const seconds: Uint8Array[] = [];
  const answering = cpuOf(() => {
    for (const first of firsts) {
      const end = new HandshakeHost(nodeCrypto, { identity: host, certificate });
      hosts.push(end);
      seconds.push(messageOf(end.read(first)));
    }
  });
  const thirds = guests.map((end, index) => {
    end.read(seconds[index] as Uint8Array, NOW);
    return messageOf(end.answer());
  });
  const ending = cpuOf(() => {
    hosts.forEach((end, index) => {
      if (end.read(thirds[index] as Uint8Array).kind !== 'done') throw new Error('a handshake failed');
    });
  });
  return (answering + ending) / count;
}

function messageOf(step: { readonly kind: string; readonly message?: Uint8Array }): Uint8Array {
  if (!step.message) throw new Error('a handshake failed');
  return step.message;
}

function handshake({ rounds, report, isQuick }: Given): void {
  const { name, title, target, handshakes } = SEALING.handshake;
  const count = isQuick ? handshakes / QUICK : handshakes;
  hostPart(count);
  const value = median(Array.from({ length: rounds }, () => hostPart(count))) / 1_000;
  report({ name, value, target, better: 'lower' }, `${title}: ${value.toFixed(2)} ms of CPU (target ${target})`);
}

function record({ rounds, report, isQuick }: Given): void {
  const { name, title, target, bytes, records } = SEALING.record;
  const count = isQuick ? records / QUICK : records;
  const writer = new RecordWriter(nodeCrypto, nodeCrypto.random(32));
  const turn = nodeCrypto.random(bytes);
  const once = () =>
    cpuOf(() => {
      for (let sealed = 0; sealed < count; sealed += 1) writer.seal(turn);
    }) / count;
  once();
  const value = median(Array.from({ length: rounds }, once));
  report({ name, value, target, better: 'lower' }, `${title}: ${value.toFixed(2)} µs of CPU (target ${target})`);
}

function bulk({ rounds, report, isQuick }: Given): void {
  const { name, title, target, bytes, pieces } = SEALING.bulk;
  const count = isQuick ? pieces / QUICK : pieces;
  const key = nodeCrypto.random(32);
  const writer = new RecordWriter(nodeCrypto, key);
  const reader = new RecordReader(nodeCrypto, key);
  const piece = nodeCrypto.random(bytes);
  const once = () => {
    let opened = 0;
    const microseconds = cpuOf(() => {
      for (let sealed = 0; sealed < count; sealed += 1) {
        reader.read(writer.seal(piece), (plain) => {
          opened += plain.length;
        });
      }
    });
    return opened / microseconds;
  };
  once();
  const value = median(Array.from({ length: rounds }, once));
  report({ name, value, target, better: 'higher' }, `${title}: ${value.toFixed(0)} MB/s of CPU (target ${target})`);
}

/** What sealing costs, without sockets: those that measure rooms say what is left of it there. */
export const SEALING_SCENARIOS: readonly Scenario[] = [
  { name: SEALING.handshake.name, run: async (given) => handshake(given) },
  { name: SEALING.record.name, run: async (given) => record(given) },
  { name: SEALING.bulk.name, run: async (given) => bulk(given) },
];
