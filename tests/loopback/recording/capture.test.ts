import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordBytes } from '../../../src/core/recording/recorded-link.ts';
import { Recorder } from '../../../src/core/recording/recorder.ts';
import type { Recordable, Tape } from '../../../src/core/recording/tape.ts';
import { dialRoom } from '../../../src/node/net/dial.ts';
import { newRecorder, writeRecording } from '../../../src/node/recording/recording.ts';
import { findTshark } from '../../support/programs/programs.ts';
import { readCapture } from '../../support/programs/tshark.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** A conversation, recorded by the guest and by the host. */
async function conversation(transport: 'tcp' | 'udp') {
  const [here, there] = [newRecorder(16_000_000), newRecorder(16_000_000)];
  here.start();
  there.start();
  const host = await openRoom({ recorder: there });
  const { port } = host.listening;
  const { guest, texts } = watchedGuest(port, 'Ada', transport, dialRoom({ host: '127.0.0.1', port }, here));
  await guest.join();
  for (let i = 0; i < 20; i += 1) guest.say(`message ${i} 你好`);
  guest.say('long '.repeat(3_000));
  await until(() => texts().length === 21, 'all messages come back');
  // Acks still travel; what is compared must not grow.
  here.stop();
  there.stop();
  return { here, there, port };
}

function chunksOf(recorder: Recorder): readonly { readonly hex: string; readonly isOut: boolean }[] {
  const chunks = [];
  for (let id = recorder.oldest; id <= recorder.newest; id += 1) {
    const record = recorder.record(id);
    if (!record || record.link.route.transport === 'memory') continue;
    chunks.push({ hex: Buffer.from(recordBytes(record)).toString('hex'), isOut: record.direction === 'out' });
  }
  return chunks;
}

async function captured(recorder: Recorder): Promise<string> {
  const path = join(temporaryFolder(), 'wire.pcapng');
  expect(await writeRecording(recorder, path, 'pcapng')).toMatchObject({ ok: true });
  return path;
}

describe.runIf(findTshark() !== undefined)('Wireshark', () => {
  test('reads a TCP capture with our bytes, our ports and nothing to complain about', async () => {
    const { here, there, port } = await conversation('tcp');
    for (const recorder of [here, there]) {
      const path = await captured(recorder);
      const rows = readCapture(path, ['ip.src', 'tcp.srcport', 'tcp.dstport', 'tcp.payload'], 'tcp.len > 0');
      expect(rows.map(([, , , payload]) => payload)).toEqual(chunksOf(recorder).map(({ hex }) => hex));
      const isFromHost = chunksOf(recorder).map(({ isOut }) => isOut === (recorder === there));
      expect(rows.map(([, from]) => Number(from) === port)).toEqual(isFromHost);
      expect(new Set(rows.map(([address]) => address))).toEqual(new Set(['127.0.0.1']));
      const good = 'tcp.checksum.status == "Good" && ip.checksum.status == "Good"';
      expect(readCapture(path, ['frame.number'], good).length).toBe(rows.length + 3);
      expect(readCapture(path, ['frame.number', '_ws.expert.message'], 'tcp.analysis.flags')).toEqual([]);
    }
  });

  test('reads a UDP capture with the same packets', async () => {
    const { here, there, port } = await conversation('udp');
    for (const recorder of [here, there]) {
      const path = await captured(recorder);
      const rows = readCapture(path, ['udp.srcport', 'udp.payload', 'frame.time_epoch', 'udp.checksum.status']);
      expect(rows.map(([, payload]) => payload)).toEqual(chunksOf(recorder).map(({ hex }) => hex));
      expect(rows.every(([from]) => Number(from) === port)).toBe(false);
      expect(new Set(rows.map(([, , , status]) => status))).toEqual(new Set(['1']));
      const seconds = rows.map(([, , time]) => Date.parse(time ?? '') / 1_000 || Number(time));
      expect(Math.abs((seconds[0] ?? 0) - Date.now() / 1_000)).toBeLessThan(120);
    }
  });

  test.each([
    ['fe80::1%eth0', '2001:db8::ffff:1.2.3.4'],
    ['::ffff:192.0.2.1', '192.0.2.9'],
    ['::', '::1'],
  ])('reads packets from %s to %s, also long ones and a link that was recorded in two takes', async (one, other) => {
    const recorder = new Recorder(10_000_000, () => 1_700_000_000_123.5);
    const link: Recordable<Tape> = { tape: undefined };
    const route = { local: { address: one, port: 1 }, remote: { address: other, port: 65_535 }, dialled: true };
    recorder.start();
    recorder.attach({ ...route, transport: 'tcp' }, link);
    link.tape?.copy('out', new Uint8Array(200_000).fill(7));
    recorder.stop();
    recorder.start();
    link.tape?.copy('in', Uint8Array.of(1, 2, 3));
    const datagrams: Recordable<Tape> = { tape: undefined };
    recorder.attach({ ...route, transport: 'udp' }, datagrams);
    datagrams.tape?.copy('in', new Uint8Array(0));
    const path = await captured(recorder);
    const bad = 'tcp.checksum.status == "Bad" || udp.checksum.status == "Bad" || _ws.malformed';
    expect(readCapture(path, ['frame.number'], bad)).toEqual([]);
    const lengths = readCapture(path, ['tcp.len'], 'tcp.len > 0').map(([length]) => Number(length));
    expect(lengths).toEqual([65_000, 65_000, 65_000, 5_000, 3]);
    expect(readCapture(path, ['udp.length'], 'udp')).toEqual([['8']]);
  });
});

test('each line of a recording is a chunk with its bytes and the frames that begin in it', async () => {
  const { here } = await conversation('tcp');
  const path = join(temporaryFolder(), 'wire.jsonl');
  await writeRecording(here, path, 'jsonl');
  const lines = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ bytes }) => bytes)).toEqual(chunksOf(here).map(({ hex }) => hex));
  const headers = lines.flatMap(({ frames }) => frames.map(({ header }: { header: { type: string } }) => header));
  expect(headers.filter(({ type }) => type === 'say')).toHaveLength(21);
  expect(headers.find(({ type }) => type === 'hello')).toMatchObject({ nick: 'Ada' });
  expect(headers[0], 'what a guest asks first').toMatchObject({ type: 'prove' });
});

test('a file that can’t be written is a problem with its path', async () => {
  const path = join(temporaryFolder(), 'nowhere', 'wire.jsonl');
  expect(await writeRecording(newRecorder(1_000_000), path, 'jsonl')).toMatchObject({
    ok: false,
    problem: { code: 'file_missing', detail: { path } },
  });
});
