import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { newIdentitySecret, openIdentity } from '../../../src/core/secure/identity-card.ts';
import { RecordReader } from '../../../src/core/secure/record-reader.ts';
import { RecordWriter } from '../../../src/core/secure/record-writer.ts';
import { SealedStream } from '../../../src/node/net/sealed-stream.ts';
import type { StreamEvents } from '../../../src/node/net/stream-link.ts';
import { TcpLink } from '../../../src/node/net/tcp-link.ts';
import { nodeCrypto } from '../../../src/node/secure/node-crypto.ts';
import { collectGarbage } from '../../support/garbage.ts';
import { atEnd } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const KEY = nodeCrypto.random(32);
const { card } = openIdentity(nodeCrypto, newIdentitySecret(nodeCrypto));
const DONE = {
  kind: 'done',
  sendKey: KEY,
  receiveKey: KEY,
  security: { card, key: card.key, hash: KEY, code: KEY },
} as const;
const MEBIBYTE = 1_048_576;
const READ_BYTES = 65_536;

/** A sealed end of a connection on this computer, and the socket at the other. */
async function sealedEnd(events: Partial<StreamEvents> = {}): Promise<{ sealed: SealedStream; other: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const other = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [accepted] = (await once(server, 'connection')) as [Socket];
  atEnd(() => {
    other.destroy();
    accepted.destroy();
    server.close();
  });
  const inner = new TcpLink(accepted, {
    received: () => {},
    drained: () => {},
    ended: () => {},
    closed: () => {},
    ...events,
  });
  return { sealed: new SealedStream(inner, nodeCrypto, DONE, 0), other };
}

test('a long list goes out through the same memory piece by piece, and what had to wait is given back once it is gone', async () => {
  const { sealed, other } = await sealedEnd();
  const list = nodeCrypto.random(MEBIBYTE);
  const reader = new RecordReader(nodeCrypto, KEY);
  let read = 0;
  let isRight = true;
  other.pause();
  const before = process.memoryUsage().arrayBuffers;
  let queued = 0;
  // Until the system takes no more, and then some.
  let sent = 0;
  for (; queued < 4 * MEBIBYTE && sent < 64; sent += 1) queued = sealed.send(list);
  // What waits is all that there is.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(queued + MEBIBYTE);
  other.on('data', (chunk: Buffer) => {
    isRight &&= reader.read(new Uint8Array(chunk), (plain) => {
      isRight &&= plain.every((byte, at) => byte === list[(read + at) % MEBIBYTE]);
      read += plain.length;
    });
  });
  other.resume();
  await until(() => sealed.queuedBytes() === 0, 'all is with the system');
  await until(() => read === sent * MEBIBYTE, 'all has come');
  expect(isRight).toBe(true);
});

test('what was opened is given back once it was heard, and so is what a record waited in for its rest', async () => {
  let heard = 0;
  const writer = new RecordWriter(nodeCrypto, KEY);
  const { sealed } = await sealedEnd();
  const records = writer.seal(nodeCrypto.random(8 * MEBIBYTE));
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  // As much as one `recv()` brings: no record is whole in it.
  for (let at = 0; at < records.length; at += READ_BYTES) {
    sealed.receive(records.subarray(at, at + READ_BYTES), (plain) => {
      heard += plain.length;
    });
  }
  expect(heard).toBe(8 * MEBIBYTE);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MEBIBYTE);
});
