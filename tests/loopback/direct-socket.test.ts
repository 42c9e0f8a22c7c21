import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { DirectSocket } from '../../src/node/net/direct-socket.ts';
import { atEnd, releaseEverything } from '../support/scope.ts';

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
