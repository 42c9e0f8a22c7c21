import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Tape } from '../../../src/core/recording/tape.ts';
import { DirectSocket } from '../../../src/node/net/direct-socket.ts';
import type { StreamEvents } from '../../../src/node/net/stream-link.ts';
import { TcpLink } from '../../../src/node/net/tcp-link.ts';
import { atEnd } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const nobody = { received: () => {}, drained: () => {} };

/** A connected pair: who was accepted, and who connected. */
async function pair(): Promise<{ accepted: Socket; connected: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const connected = connect(port, '127.0.0.1');
  const [accepted] = (await once(server, 'connection')) as [Socket];
  atEnd(() => {
    connected.destroy();
    accepted.destroy();
    server.close();
  });
  return { accepted, connected };
}

test('takes over the sockets of this Node', async () => {
  const { accepted } = await pair();
  expect(DirectSocket.of(accepted, nobody)).toBeDefined();
});

test('leaves a socket alone that still connects', async () => {
  const { accepted } = await pair();
  const connecting = connect(accepted.localPort as number, '127.0.0.1');
  atEnd(() => {
    connecting.destroy();
  });
  expect(DirectSocket.of(connecting, nobody)).toBeUndefined();
});

test('leaves a socket alone whose handle lacks what it needs', async () => {
  const { accepted } = await pair();
  const { _handle: handle } = accepted as unknown as { _handle: object };
  Object.defineProperty(handle, 'writev', { value: undefined });
  expect(DirectSocket.of(accepted, nobody)).toBeUndefined();
});

test('breaks the socket when the peer is gone', async () => {
  const { accepted, connected } = await pair();
  const direct = DirectSocket.of(accepted, nobody) as DirectSocket;
  const failed = once(accepted, 'error');
  connected.resetAndDestroy();
  await Promise.race([failed, once(accepted, 'close')]);
  expect(direct.write(Uint8Array.of(1))).toBe(0);
  expect(accepted.destroyed).toBe(true);
});

const silent: StreamEvents = { received: () => {}, drained: () => {}, ended: () => {}, closed: () => {} };

test('lets lent memory go when the system has taken it, and not before', async () => {
  const { accepted, connected } = await pair();
  const link = new TcpLink(accepted, silent);
  const released: string[] = [];
  link.lend(Uint8Array.of(1), () => released.push('short'));
  expect(released).toEqual(['short']);
  const size = 33_554_432;
  const memory = new Uint8Array(size).fill(7);
  link.lend(memory, () => {
    released.push('long');
    memory.fill(0);
  });
  expect(released).toEqual(['short']);
  let sum = 0;
  connected.on('data', (chunk: Buffer) => {
    for (const byte of chunk) sum += byte;
  });
  await until(() => sum >= 1 + 7 * size, 'all has come as it was');
  expect(sum).toBe(1 + 7 * size);
  expect(released).toEqual(['short', 'long']);
});

test('keeps lent memory that is recorded', async () => {
  const { accepted } = await pair();
  const link = new TcpLink(accepted, silent);
  link.tape = { keep: () => {}, copy: () => {} } as unknown as Tape;
  let isReleased = false;
  link.lend(Uint8Array.of(1), () => {
    isReleased = true;
  });
  expect([isReleased, link.queuedBytes()]).toEqual([false, 0]);
});
