import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { RefusedConnections } from '../../../src/node/net/refuse-connections.ts';
import { listenTcp, type TcpListener } from '../../../src/node/net/tcp-listener.ts';
import { atEnd } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const AT_ONCE = 40;

interface Door {
  readonly listener: TcpListener;
  readonly accepted: Socket[];
}

async function door(admits: (address: string) => boolean, heard = (_: Socket) => {}): Promise<Door> {
  const accepted: Socket[] = [];
  const listener = await listenTcp({ port: 0, bind: '127.0.0.1', backlog: 128, admits }, (socket) => {
    accepted.push(socket);
    heard(socket);
  });
  if (!listener.ok) throw new Error(listener.problem.text);
  atEnd(() => listener.value.close());
  atEnd(() => {
    for (const socket of accepted) socket.destroy();
  });
  return { listener: listener.value, accepted };
}

function knock(port: number, localAddress = '127.0.0.1'): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  socket.resume();
  atEnd(() => void socket.destroy());
  return socket;
}

test('who is not admitted is reset, and others of the same moment are not', async () => {
  const asked: string[] = [];
  const { listener, accepted } = await door((address) => {
    asked.push(address);
    return address !== '127.0.0.2';
  });
  const refused = Array.from({ length: AT_ONCE }, () => knock(listener.port, '127.0.0.2'));
  const letIn = Array.from({ length: AT_ONCE }, () => knock(listener.port));
  await until(() => refused.every(({ closed }) => closed), 'all of them are reset');
  await until(() => accepted.length === AT_ONCE, 'all others are accepted');
  expect(letIn.every(({ readyState }) => readyState === 'open')).toBe(true);
  expect(asked).toHaveLength(2 * AT_ONCE);
});

test('a refusal is a reset, and nothing that was sent is read', async () => {
  const { listener } = await door(() => false);
  const socket = connect({ port: listener.port, host: '127.0.0.1' });
  socket.write('let me in');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(['ECONNRESET', 'EPIPE']).toContain(error.code);
});

test('a crowd is accepted one by one, and whoever is connected is served in between', async () => {
  let turn = 0;
  const turns: number[] = [];
  const { listener, accepted } = await door(
    () => true,
    () => turns.push(turn),
  );
  const count = () => {
    turn += 1;
    if (accepted.length < AT_ONCE) setImmediate(count);
  };
  for (let index = 0; index < AT_ONCE; index += 1) knock(listener.port);
  setImmediate(count);
  await until(() => accepted.length === AT_ONCE, 'all are accepted');
  const most = Math.max(...turns.map((one) => turns.filter((other) => other === one).length));
  expect(most).toBe(1);
});

test('where this Node’s servers are made otherwise, sockets are refused once they are there', async () => {
  const refused = new RefusedConnections(() => false);
  // One that does not listen has nothing that could be guarded.
  refused.guard(createServer());
  const server: Server = createServer((socket) => expect(refused.passes(socket)).toBe(false)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => void server.close());
  const { port } = server.address() as { port: number };
  expect(refused.isEarly).toBe(false);
  const socket = knock(port);
  await until(() => socket.closed, 'it is reset');
});

test('sockets of this Node are refused before they are made', async () => {
  const refused = new RefusedConnections(() => true);
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => void server.close());
  refused.guard(server);
  knock((server.address() as { port: number }).port);
  await once(server, 'connection');
  expect(refused.isEarly).toBe(true);
});
