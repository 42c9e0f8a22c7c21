import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_IMPAIRMENT } from '../../../src/shared/impairment/impairment.ts';
import { bytesOf, clientOf, openClient, openServer, serverOf, startLab, tryServer, typed } from '../../support/lab.ts';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

describe('practice servers', () => {
  test('run several at once, each with its own connections, traffic and counters', async () => {
    const { lab, pushes } = startLab();
    const [echo, upper] = [await openServer(lab), await openServer(lab, { habit: 'upper' })];
    const [one, other] = [await openClient(lab, echo.port), await openClient(lab, upper.port)];
    expectOk(expectOk(lab.client(one.id)).send([typed('to echo')]));
    expectOk(expectOk(lab.client(other.id)).send([typed('to upper')]));
    await until(() => bytesOf(lab, one.id, 'in').length + bytesOf(lab, other.id, 'in').length === 15, 'both answer');
    expect(String(bytesOf(lab, one.id, 'in'))).toBe('to echo');
    expect(String(bytesOf(lab, other.id, 'in'))).toBe('TO UPPER');
    expect(serverOf(lab, echo.id)).toMatchObject({
      state: 'listening',
      connectionsOpen: 1,
      connectionsTotal: 1,
      bytesIn: 7,
      bytesOut: 7,
      chunksIn: 1,
      chunksOut: 1,
      connections: [{ id: 1, peer: one.local, state: 'open', bytesIn: 7, bytesOut: 7 }],
    });
    await until(() => pushes.some((push) => push.kind === 'lab-traffic' && push.traffic.of === upper.id), 'it is told');
    expect(lab.traffic(upper.id).chunks.map(({ number, direction }) => [number, direction])).toEqual([
      [1, 'in'],
      [2, 'out'],
    ]);
  });

  test('restart at once on the same port, and close what was connected', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const client = await openClient(lab, server.port);
    expectOk(expectOk(lab.client(client.id)).send([typed('before')]));
    await until(() => bytesOf(lab, client.id, 'in').length === 6, 'it answers');
    const again = expectOk(await lab.restartServer(server.id, undefined));
    expect(again).toMatchObject({ port: server.port, restarts: 1, state: 'listening', connectionsOpen: 0 });
    await until(() => clientOf(lab, client.id).state !== 'open', 'the client hears of it');
    expectOk(await lab.reopenClient(client.id));
    expectOk(expectOk(lab.client(client.id)).send([typed('after')]));
    await until(() => bytesOf(lab, client.id, 'in').length === 11, 'it answers again');
    expect(serverOf(lab, server.id).connections.map(({ id, state }) => [id, state])).toEqual([
      [1, 'closed'],
      [2, 'open'],
    ]);
  });

  test('restart as something else, over UDP too, and stay stopped when they can not', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { transport: 'udp' });
    const config = { ...server.config, habit: 'hello' as const };
    expect(expectOk(await lab.restartServer(server.id, config)).port).toBe(server.port);
    const client = await openClient(lab, server.port, 'udp');
    expectOk(expectOk(lab.client(client.id)).send([typed('')]));
    await until(() => String(bytesOf(lab, client.id, 'in')) === 'hello', 'it says hello');
    const taken = await occupy({ port: 0 });
    const asTcp = { ...config, transport: 'tcp' as const, port: portOf(taken) };
    expect(await lab.restartServer(server.id, asTcp)).toMatchObject({ ok: false, problem: { code: 'port_in_use' } });
    expect(serverOf(lab, server.id)).toMatchObject({ state: 'stopped', port: server.port });
    expectOk(await lab.restartServer(server.id, undefined));
  });

  test('come and go in any order without leaving a port open', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const asked = [
      lab.restartServer(server.id, undefined),
      lab.stopServer(server.id),
      lab.restartServer(server.id, undefined),
    ];
    for (const result of await Promise.all(asked)) expectOk(result);
    const last = lab.restartServer(server.id, undefined);
    expectOk(await lab.removeServer(server.id));
    await last;
    expect(lab.state().servers).toEqual([]);
    await openServer(lab, { port: server.port });
    expect(await lab.stopServer(server.id)).toMatchObject({ problem: { code: 'no_such_peer' } });
  });

  test.each(['tcp', 'udp'] as const)('name the next free port over %s', async (transport) => {
    const { lab } = startLab();
    const { port } = await openServer(lab, { transport });
    const refused = await tryServer(lab, { transport, port });
    expect(refused).toMatchObject({ problem: { code: 'port_in_use', detail: { port } } });
    const freePort = refused.ok ? 0 : Number(refused.problem.detail?.freePort);
    expect(freePort).toBeGreaterThan(port);
    await openServer(lab, { transport, port: freePort });
  });

  test.each([
    [{ habit: 'greet', transport: 'udp' }, 'transport_unavailable'],
    [{ habit: 'file' }, 'option_missing'],
    [{ habit: 'file', file: '/nowhere/at/all' }, 'file_unreadable'],
    [{ habit: 'file', file: '/' }, 'file_unreadable'],
    [{ habit: 'command', bind: '' }, 'outside_unconfirmed'],
    [{ habit: 'command', bind: '0.0.0.0' }, 'outside_unconfirmed'],
    [{ transport: 'udp', accepts: false }, 'transport_unavailable'],
    [{ bind: '192.0.2.1' }, 'address_not_here'],
  ] as const)('refuse %j with %s', async (config, code) => {
    const { lab } = startLab();
    expect(await tryServer(lab, config)).toMatchObject({ ok: false, problem: { code } });
    expect(lab.state().servers).toEqual([]);
  });

  test('listen on all addresses, and name IPv4 clients as such', async () => {
    const { lab } = startLab();
    for (const transport of ['tcp', 'udp'] as const) {
      const server = await openServer(lab, { bind: '', transport, habit: 'hello' });
      const client = await openClient(lab, server.port, transport);
      expectOk(expectOk(lab.client(client.id)).send([typed('x')]));
      await until(() => String(bytesOf(lab, client.id, 'in')) === 'hello', `${transport} answers`);
      expect(serverOf(lab, server.id).connections[0]?.peer).toMatch(/^127\.0\.0\.1:\d+$/);
    }
  });

  test('that do not accept let the system connect until the backlog is full', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { accepts: false, backlog: 1 });
    const sockets = Array.from({ length: 5 }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
    atEnd(() => {
      for (const socket of sockets) socket.destroy();
    });
    await until(() => sockets.filter((socket) => !socket.connecting).length >= 2, 'the system connects');
    sockets[0]?.write('is anybody there?');
    expect(serverOf(lab, server.id)).toMatchObject({ state: 'listening', connectionsTotal: 0, bytesIn: 0 });
    if (process.platform === 'linux') expect(sockets.filter((socket) => socket.connecting).length).toBe(3);
    const restarted = expectOk(await lab.restartServer(server.id, { ...server.config, accepts: true }));
    const client = await openClient(lab, restarted.port);
    expectOk(expectOk(lab.client(client.id)).send([typed('now')]));
    await until(() => String(bytesOf(lab, client.id, 'in')) === 'now', 'it is served');
  });

  test('of talk have a conversation per client, which a person closes or resets', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { habit: 'talk' });
    const clients = [await openClient(lab, server.port), await openClient(lab, server.port)];
    for (const [at, { id }] of clients.entries()) expectOk(expectOk(lab.client(id)).send([typed(`I am ${at}`)]));
    const wants = () => serverOf(lab, server.id).connections.map(({ wantsAnswer }) => wantsAnswer);
    await until(() => wants().every((wantsAnswer) => wantsAnswer), 'both want an answer');
    expectOk(lab.answer(server.id, 2, { text: '你好', encoding: 'gbk', ending: 'crlf' }));
    expect(lab.answer(server.id, 2, { text: '😀', encoding: 'gbk', ending: 'none' })).toMatchObject({
      problem: { code: 'not_encodable' },
    });
    await until(() => bytesOf(lab, clients[1]?.id ?? '', 'in').toString('hex') === 'c4e3bac30d0a', 'it is answered');
    expect(wants()).toEqual([true, false]);
    expectOk(lab.closeConnection(server.id, 1, 'reset'));
    expectOk(lab.closeConnection(server.id, 2, 'end'));
    await until(() => clientOf(lab, clients[0]?.id ?? '').closedBy === 'reset', 'the first sees a reset');
    await until(() => clientOf(lab, clients[1]?.id ?? '').state === 'ended', 'the second sees an end');
    expect(lab.answer(server.id, 1, typed('too late'))).toMatchObject({ problem: { code: 'no_such_peer' } });
  });
});

describe('practice clients', () => {
  test('send several small pieces in one turn, which stick together', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { habit: 'sticky', recvSize: 10 });
    const client = await openClient(lab, server.port);
    const sent = expectOk(lab.client(client.id)).send(['hello', 'big', 'pig'].map(typed));
    expect(expectOk(sent)).toEqual({ sent: 11, queued: 0 });
    await until(() => lab.traffic(server.id).chunks.length === 2, 'two reads');
    expect(lab.traffic(server.id).chunks.map(({ bytes }) => String(Buffer.from(bytes)))).toEqual(['hellobigpi', 'g']);
    expect(clientOf(lab, client.id).chunksOut).toBe(3);
  });

  test('are told what a server sees of each way to leave', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { habit: 'talk' });
    for (const how of ['close', 'reset'] as const) {
      const { id } = await openClient(lab, server.port);
      expectOk(expectOk(lab.client(id)).close(how));
      await until(() => clientOf(lab, id).state === 'closed', 'it is closed');
      expect(clientOf(lab, id).closedBy).toBe('here');
    }
    await until(() => serverOf(lab, server.id).connectionsOpen === 0, 'the server sees both');
    expect(serverOf(lab, server.id).connections.map(({ closedBy }) => closedBy)).toEqual(['peer', 'reset']);
  });

  test('half-close and still get their answer', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const { id } = await openClient(lab, server.port);
    const client = expectOk(lab.client(id));
    expectOk(client.send([typed('last words')]));
    expectOk(client.close('half-close'));
    expect(client.send([typed('more')])).toMatchObject({ problem: { code: 'not_connected' } });
    await until(() => clientOf(lab, id).state === 'closed', 'both sides are done');
    expect(String(bytesOf(lab, id, 'in'))).toBe('last words');
  });

  test('that find nobody stay in the list and connect later', async () => {
    const { lab } = startLab();
    const port = await freePort();
    const config = { transport: 'tcp', target: { kind: 'address', address: `127.0.0.1:${port}` } } as const;
    expect(await lab.openClient(config)).toMatchObject({ ok: false, problem: { code: 'refused' } });
    const [client] = lab.state().clients;
    expect(client).toMatchObject({ state: 'closed', closedBy: 'failed', problem: { code: 'refused' } });
    await openServer(lab, { port });
    expect(expectOk(await lab.reopenClient(client?.id ?? ''))).toMatchObject({ state: 'open', problem: undefined });
  });

  test('connect to a path', async () => {
    const { lab } = startLab();
    const path = process.platform === 'win32' ? `\\\\.\\pipe\\partyline-${process.pid}` : join(temporaryFolder(), 's');
    const server = createServer((socket) => socket.pipe(socket));
    server.listen(path);
    await once(server, 'listening');
    atEnd(() => void server.close());
    const client = expectOk(await lab.openClient({ transport: 'tcp', target: { kind: 'path', path } }));
    expectOk(expectOk(lab.client(client.id)).send([typed('through a path')]));
    await until(() => String(bytesOf(lab, client.id, 'in')) === 'through a path', 'it answers');
    expect(client).toMatchObject({ remote: path, local: undefined });
    expectOk(lab.removeClient(client.id));
    const udp = await lab.openClient({ transport: 'udp', target: { kind: 'path', path } });
    expect(udp).toMatchObject({ problem: { code: 'transport_unavailable' } });
  });

  test('bind a port with UDP, and hear whoever sends there', async () => {
    const { lab } = startLab();
    const [one, other] = [await freePort(), await freePort()];
    const target = (port: number) => ({ kind: 'address', address: `127.0.0.1:${port}` }) as const;
    const bound = { transport: 'udp', bind: '127.0.0.1' } as const;
    const first = expectOk(await lab.openClient({ ...bound, port: one, target: target(other) }));
    const second = expectOk(await lab.openClient({ ...bound, port: other, target: target(one) }));
    expectOk(expectOk(lab.client(first.id)).send([typed(''), typed('two')]));
    await until(() => clientOf(lab, second.id).chunksIn === 2, 'two datagrams, one of them empty');
    expect(lab.traffic(second.id).chunks.map(({ size, peer }) => [size, peer])).toEqual([
      [0, `127.0.0.1:${one}`],
      [3, `127.0.0.1:${one}`],
    ]);
    const taken = await lab.openClient({ ...bound, port: one, target: target(other) });
    expect(taken).toMatchObject({ problem: { code: 'port_in_use' } });
  });

  test('say of a datagram that is too large that it is, and go on', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { transport: 'udp' });
    const { id } = await openClient(lab, server.port, 'udp');
    expectOk(expectOk(lab.client(id)).send([typed('x'.repeat(65_508))]));
    await until(() => clientOf(lab, id).problem?.code === 'too_large', 'it is too large');
    expectOk(expectOk(lab.client(id)).send([typed('small')]));
    await until(() => String(bytesOf(lab, id, 'in')) === 'small', 'it comes back');
  });

  test('repeat as often as they are told, and stop when the server is gone', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const { id } = await openClient(lab, server.port);
    const client = expectOk(lab.client(id));
    expectOk(client.repeat([typed('ab')], 1, 5));
    await until(() => bytesOf(lab, id, 'in').length === 10 && !clientOf(lab, id).repeat, 'five times');
    expect(String(bytesOf(lab, id, 'in'))).toBe('ababababab');
    expectOk(client.repeat([typed('c')], 1, undefined));
    await until(() => (clientOf(lab, id).repeat?.sent ?? 0) > 3, 'it repeats');
    expectOk(await lab.stopServer(server.id));
    await until(() => clientOf(lab, id).repeat === undefined, 'it stops');
  });

  test.each(['tcp', 'udp'] as const)('send a file over %s', async (transport) => {
    const { lab } = startLab();
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '0123456789'.repeat(100));
    const server = await openServer(lab, { transport });
    const { id } = await openClient(lab, server.port, transport);
    const client = expectOk(lab.client(id));
    expectOk(await client.sendFile(path, 300));
    await until(() => clientOf(lab, id).bytesIn === 1_000, 'all of it comes back');
    expect(clientOf(lab, id)).toMatchObject({ chunksOut: 4, sendingFile: undefined });
    expect(await client.sendFile('/nowhere', 300)).toMatchObject({ problem: { code: 'file_unreadable' } });
  });

  test('refuse what is too large, what is no hex, and a repetition without a connection', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const { id } = await openClient(lab, server.port);
    const client = expectOk(lab.client(id));
    const half = typed('x'.repeat(600_000));
    expect(client.send([half, half])).toMatchObject({ problem: { code: 'too_large' } });
    expect(client.send([{ text: '0', encoding: 'hex', ending: 'none' }])).toMatchObject({
      problem: { code: 'bad_hex' },
    });
    client.end();
    expect(client.repeat([typed('x')], 10, undefined)).toMatchObject({ problem: { code: 'not_connected' } });
  });
});

describe('impairment in the lab', () => {
  test('shows bare over UDP: datagrams are lost, and come twice, and nobody repeats them', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { transport: 'udp' });
    const { id } = await openClient(lab, server.port, 'udp');
    expectOk(lab.impair(id, { ...NO_IMPAIRMENT, loss: 1 }));
    expectOk(expectOk(lab.client(id)).send([typed('lost')]));
    expectOk(lab.impair(id, NO_IMPAIRMENT));
    expectOk(lab.impair(server.id, { ...NO_IMPAIRMENT, duplication: 1 }));
    expect(serverOf(lab, server.id).impairment?.duplication).toBe(1);
    expectOk(expectOk(lab.client(id)).send([typed('x')]));
    await until(() => String(bytesOf(lab, id, 'in')) === 'xxxx', 'it came twice, and each answer too');
    expect(serverOf(lab, server.id).chunksIn).toBe(2);
  });

  test('cuts a stream into chunks, keeps all of it in order, and ends behind it', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { habit: 'upper' });
    const { id } = await openClient(lab, server.port);
    expectOk(lab.impair(server.id, { ...NO_IMPAIRMENT, chunkBytes: 2, chunkDelayMs: 1 }));
    expectOk(expectOk(lab.client(id)).send([typed('hello你')]));
    expectOk(expectOk(lab.client(id)).close('half-close'));
    await until(() => clientOf(lab, id).state === 'closed', 'both are done');
    expect(String(bytesOf(lab, id, 'in'))).toBe('HELLO你');
    const sizes = lab.traffic(server.id).chunks.flatMap(({ direction, size }) => (direction === 'in' ? [size] : []));
    expect(sizes).toEqual([2, 2, 2, 2]);
  });

  test('of a stream bounds what waits, also of a file', async () => {
    const { lab } = startLab();
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, Buffer.alloc(3_000_000, 1));
    const server = await openServer(lab, { habit: 'file', file: path });
    expectOk(lab.impair(server.id, { ...NO_IMPAIRMENT, chunkDelayMs: 20 }));
    const { id } = await openClient(lab, server.port);
    let most = 0;
    await until(() => {
      most = Math.max(most, serverOf(lab, server.id).connections[0]?.queuedBytes ?? 0);
      return clientOf(lab, id).bytesIn > 3_000_000;
    }, 'all of it comes');
    expect(most).toBeLessThan(1_000_000);
    await until(() => clientOf(lab, id).state !== 'open', 'it ends behind it');
  });
});
