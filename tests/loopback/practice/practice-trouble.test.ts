import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ProgramList } from '../../../src/node/practice/program-list.ts';
import { LAB_LIMITS } from '../../../src/shared/lab/lab-limits.ts';
import { bytesOf, clientOf, openClient, openServer, serverOf, startLab, typed } from '../../support/lab.ts';
import { occupy, portOf } from '../../support/network/ports.ts';
import { PracticeProcess } from '../../support/practice.ts';
import { CliProcess } from '../../support/programs/cli.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findPython, IS_REQUIRED } from '../../support/programs/programs.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const MEGABYTE = 1_048_576;

/** A bare socket that counts what it gets; it is destroyed when the test ends. */
async function dial(port: number): Promise<Socket & { got: number }> {
  const socket = Object.assign(connect(port, '127.0.0.1'), { got: 0 });
  socket.on('error', () => {});
  atEnd(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

function counting<T extends Socket & { got: number }>(socket: T): T {
  socket.on('data', ({ length }) => {
    socket.got += length;
  });
  return socket;
}

describe('a practice server in trouble', () => {
  test('serves two hundred connections at once', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { habit: 'upper' });
    const sockets = await Promise.all(Array.from({ length: 200 }, () => dial(server.port)));
    for (const socket of sockets) counting(socket).write('abc');
    await until(() => sockets.every(({ got }) => got === 3), 'all are answered');
    expect(serverOf(lab, server.id)).toMatchObject({ connectionsOpen: 200, bytesIn: 600, bytesOut: 600 });
    for (const socket of sockets) socket.destroy();
    await until(() => serverOf(lab, server.id).connectionsOpen === 0, 'all are gone');
    expect(serverOf(lab, server.id).connections).toHaveLength(200);
  });

  test('takes no more from who does not read, and answers it all later', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const greedy = await dial(server.port);
    greedy.pause();
    const sent = 40 * MEGABYTE;
    for (let at = 0; at < 40; at += 1) greedy.write(Buffer.alloc(MEGABYTE));
    await until(() => (serverOf(lab, server.id).connections[0]?.queuedBytes ?? 0) > LAB_LIMITS.queueBytes, 'it waits');
    const other = await openClient(lab, server.port);
    expectOk(expectOk(lab.client(other.id)).send([typed('still there?')]));
    await until(() => String(bytesOf(lab, other.id, 'in')) === 'still there?', 'others are served');
    const [first] = serverOf(lab, server.id).connections;
    expect(first?.queuedBytes).toBeLessThan(LAB_LIMITS.queueBytes + MEGABYTE);
    expect(first?.bytesIn).toBeLessThan(sent);
    counting(greedy).resume();
    await until(
      () => greedy.got === sent,
      () => `all of it comes back; ${greedy.got}`,
    );
  });

  test('bounds what it keeps of a flood, tells how much there was, and pushes no more than a window can take', async () => {
    const { lab, pushes } = startLab();
    const server = await openServer(lab);
    const socket = counting(await dial(server.port));
    const sent = 20 * MEGABYTE;
    for (let at = 0; at < 20; at += 1) socket.write(Buffer.alloc(MEGABYTE, at));
    await until(() => socket.got === sent, 'all of it comes back');
    expect(serverOf(lab, server.id)).toMatchObject({ bytesIn: sent, bytesOut: sent });
    const kept = lab.traffic(server.id).chunks;
    expect(kept.length).toBeLessThanOrEqual(LAB_LIMITS.chunksKept);
    expect(Math.max(...kept.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(LAB_LIMITS.chunkBytesKept);
    lab.flush();
    const told = pushes.flatMap((push) => (push.kind === 'lab-traffic' && push.traffic.of === server.id ? [push] : []));
    expect(told.every(({ traffic }) => traffic.chunks.length <= LAB_LIMITS.chunksPerPush)).toBe(true);
    const counted = told.reduce((sum, { traffic, skipped }) => sum + traffic.chunks.length + skipped, 0);
    expect(counted).toBe(kept.at(-1)?.number);
    expectOk(lab.clearTraffic(server.id));
    expect(lab.traffic(server.id).chunks).toEqual([]);
  });

  test('that does not read lets buffers fill, and a client stops before its memory does', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    expectOk(lab.setServerReading(server.id, false));
    const { id } = await openClient(lab, server.port);
    const client = expectOk(lab.client(id));
    const piece = typed('x'.repeat(MEGABYTE));
    let last = client.send([piece]);
    while (last.ok) last = client.send([piece]);
    expect(last).toMatchObject({ problem: { code: 'queue_full' } });
    const { queuedBytes, bytesOut } = clientOf(lab, id);
    expect(queuedBytes).toBeLessThanOrEqual(LAB_LIMITS.clientQueueBytes + MEGABYTE);
    expectOk(lab.setServerReading(server.id, true));
    await until(() => clientOf(lab, id).bytesIn === bytesOut, 'all of it is echoed');
  });

  test('sees a reset as one, also in the middle of an answer', async () => {
    const { lab } = startLab();
    const server = await openServer(lab);
    const socket = await dial(server.port);
    socket.write(Buffer.from([0, 255, 254]));
    await until(() => serverOf(lab, server.id).bytesOut === 3, 'it is echoed');
    socket.resetAndDestroy();
    await until(() => serverOf(lab, server.id).connectionsOpen === 0, 'it is gone');
    expect(serverOf(lab, server.id).connections).toMatchObject([{ closedBy: 'reset', problem: { code: 'link_lost' } }]);
  });

  test('serves the next client of log when the first is reset while others wait', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { habit: 'log' });
    const [first, second, third] = [await dial(server.port), await dial(server.port), await dial(server.port)];
    await until(() => serverOf(lab, server.id).connections.length === 3, 'all are there');
    expect(serverOf(lab, server.id).connections.map(({ state }) => state)).toEqual(['open', 'waiting', 'waiting']);
    third.write('third');
    expectOk(lab.closeConnection(server.id, 2, 'reset'));
    first.resetAndDestroy();
    await until(() => String(bytesOf(lab, server.id, 'in')) === 'third', 'the third is served');
    second.destroy();
  });

  test('answers many UDP addresses on one socket, and forgets those that were silent longest', async () => {
    const { lab } = startLab();
    const server = await openServer(lab, { transport: 'udp', habit: 'upper' });
    const sockets = Array.from({ length: 20 }, () => createSocket('udp4'));
    const heard = new Set<string>();
    for (const [at, socket] of sockets.entries()) {
      socket.on('message', (datagram) => heard.add(String(datagram)));
      socket.send(`client ${at}`, server.port, '127.0.0.1');
      atEnd(() => void socket.close());
    }
    await until(() => heard.size === 20, 'each hears its own answer');
    expect(heard.has('CLIENT 19')).toBe(true);
    expect(serverOf(lab, server.id).connections).toHaveLength(20);
    expect(lab.setServerReading(server.id, false)).toMatchObject({ problem: { code: 'transport_unavailable' } });
  });

  test('says of a file that is gone, or became shorter, why it broke off', async () => {
    const { lab } = startLab();
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, Buffer.alloc(8 * MEGABYTE));
    const server = await openServer(lab, { habit: 'file', file: path });
    const slow = await dial(server.port);
    slow.pause();
    await until(() => serverOf(lab, server.id).bytesOut > LAB_LIMITS.queueBytes, 'it begins');
    truncateSync(path, MEGABYTE);
    counting(slow).resume();
    await until(() => serverOf(lab, server.id).connections[0]?.state === 'closed', 'it breaks off');
    expect(serverOf(lab, server.id).connections[0]?.problem).toMatchObject({ code: 'file_unreadable' });
    rmSync(path);
    const late = await dial(server.port);
    await once(late, 'close');
    expect(serverOf(lab, server.id).connections[1]?.problem).toMatchObject({ code: 'file_unreadable' });
  });
});

describe('a program of command', () => {
  const limits = { programMs: 200, programBytes: 10_000, programs: 2 };
  const node = process.execPath;
  const run = async (list: ProgramList, ...words: readonly string[]) => {
    const { output } = await list.run(words);
    return Buffer.from(output).toString();
  };

  test('is named as on the list or without its folder, and gets its words as they are', async () => {
    const list = new ProgramList([node]);
    expect(await run(list, node, '-p', '"$HOME; ls"')).toBe('$HOME; ls\n');
    expect(await run(list, 'node', '-e', 'console.error("to stderr"); console.log("to stdout")')).toBe(
      'to stdout\nto stderr\n',
    );
    expect(await run(list, 'nod')).toBe('nod is not on the list of allowed programs\n');
    expect(await run(list, '')).toContain('not on the list');
  });

  test('that is missing is said to be', async () => {
    expect(await run(new ProgramList(['no-such-program']), 'no-such-program')).toMatch(
      /could not be started: .*ENOENT/,
    );
  });

  test('that hangs is ended with all that it started', async () => {
    const list = new ProgramList([node], limits);
    const script = `console.log(require('child_process').spawn('sleep', ['1000'], {stdio:'inherit'}).pid); setInterval(()=>{},1e6)`;
    const said = await run(new ProgramList([node], { ...limits, programMs: 1_500 }), 'node', '-e', script);
    expect(said).toMatch(/was ended: it ran longer than 1500 ms\n$/);
    const grandchild = Number.parseInt(said, 10);
    if (grandchild > 0) await until(() => !isAlive(grandchild), 'what it started is ended too');
    expect(await run(list, 'node', '-e', 'setInterval(() => {}, 1e6)')).toContain('longer than 200 ms');
  });

  test('that prints without end is cut off', async () => {
    const endless = 'for (;;) require("fs").writeSync(1, "x".repeat(1000))';
    const said = await run(new ProgramList([node], { ...limits, programMs: 30_000 }), 'node', '-e', endless);
    expect(said).toHaveLength(10_000);
    expect(said).toMatch(/^x+.*was ended: it wrote more than 10000 bytes\n$/);
  });

  test('gets no input, and waits while too many run', async () => {
    const list = new ProgramList([node], { ...limits, programMs: 30_000 });
    const script = 'process.stdin.on("end", () => console.log("no input")).resume()';
    const all = await Promise.all(Array.from({ length: 5 }, () => run(list, 'node', '-e', script)));
    expect(all).toEqual(Array.from({ length: 5 }, () => 'no input\n'));
  });

  test('ends when the server stops', async () => {
    const list = new ProgramList([node], { ...limits, programMs: 30_000, programs: 1 });
    const running = [run(list, 'node', '-e', 'setInterval(() => {}, 1e6)'), run(list, 'node', '-e', '1')];
    list.stop();
    expect(await Promise.all(running)).toEqual(['', '']);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('partyline practice', () => {
  test('says that a port is in use and which is free, and ends with exit code 1', async () => {
    const taken = portOf(await occupy({ port: 0 }));
    const process = new CliProcess(['practice', 'echo', '--port', String(taken), '--json']);
    expect((await process.ends()).code).toBe(1);
    expect(process.errors).toMatch(new RegExp(`port ${taken} is in use by another program; port \\d+ is free`));
    expect(process.lines).toEqual([]);
  });

  test.each([
    [['file'], 'option_missing'],
    [['file', '--file', '/nowhere'], 'file_unreadable'],
    [['greet', '--udp'], 'transport_unavailable'],
    [['command', '--bind', '0.0.0.0'], 'outside_unconfirmed'],
    [['dance'], 'Allowed choices are echo'],
    [['sticky', '--size', '0'], '--size'],
    [['echo', '--port', '65536'], '--port'],
  ])('ends %j with exit code 1 and says %s', async (parameters, words) => {
    const process = new CliProcess(['practice', ...parameters]);
    expect((await process.ends()).code).toBe(1);
    expect(process.errors).toContain(words);
  });

  test('tells of each connection and chunk as JSON, and ends in order', async () => {
    const process = await PracticeProcess.start('echo');
    const socket = await dial(process.port);
    socket.write(Buffer.from([0xc4, 0xe3]));
    await once(socket, 'data');
    const peer = `127.0.0.1:${socket.localPort}`;
    socket.end();
    await process.findObject(({ event }) => event === 'closed', 'it closes');
    const here = `127.0.0.1:${process.port}`;
    const chunk = { event: 'chunk', connection: 1, bytes: 2, text: '你', hex: 'c4e3' };
    expect(process.lines.slice(1).map((line) => JSON.parse(line))).toEqual([
      { event: 'connected', connection: 1, peer },
      { ...chunk, direction: 'in', from: peer, to: here },
      { ...chunk, direction: 'out', from: here, to: peer },
      { event: 'closed', connection: 1, peer, by: 'peer' },
    ]);
    expect(await process.kill('SIGINT')).toEqual({ code: 0, signal: null });
    expect(process.errors).toBe('');
  });

  test('binds again at once after it was killed with a connection open', async () => {
    const first = await PracticeProcess.start('echo');
    const socket = counting(await dial(first.port));
    socket.write('x');
    await until(() => socket.got === 1, 'it answers');
    await first.kill('SIGKILL');
    const second = new CliProcess(['practice', 'echo', '--port', String(first.port), '--json']);
    expect(await second.firstObject()).toMatchObject({ event: 'listening', tcp: { port: first.port } });
  });

  test('receives no more while nobody reads its output, and loses no chunk', async () => {
    const process = new CliProcess(['practice', 'log', '--port', '0', '--json'], { read: false });
    const stdout = process.child.stdout as Readable;
    const [line] = (await once(stdout, 'data')) as [Buffer];
    stdout.pause();
    const socket = await dial(JSON.parse(line.toString()).tcp.port);
    for (let at = 0; at < 32; at += 1) socket.write(Buffer.alloc(MEGABYTE, 0x61));
    await until(() => stdout.readableLength > 0, 'its output waits');
    let read = 0;
    let rest = '';
    stdout.on('data', (text: Buffer) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const one of lines) read += one.includes('"chunk"') ? JSON.parse(one).bytes : 0;
    });
    stdout.resume();
    await until(
      () => read === 32 * MEGABYTE,
      () => `all is told; ${read}`,
    );
  });
});

const mayForge = findPython() !== undefined && process.getuid?.() === 0;
if (!mayForge && IS_REQUIRED) throw new Error('CI=true and a forged sender needs root');
if (!mayForge) console.warn('NOT TESTED HERE: datagrams whose sender names port 0, for only root may forge one.');

test.runIf(mayForge)(
  'a practice server outlives a datagram that can not be answered, for its sender names port 0',
  async () => {
    const server = await PracticeProcess.start('echo', '--udp');
    const forger = PeerProcess.python('port_zero.py', server.port);
    expect(await forger.exited).toBe(0);
    const socket = createSocket('udp4');
    atEnd(() => void socket.close());
    const answered = once(socket, 'message');
    socket.send('still here?', server.port, '127.0.0.1');
    expect(String((await answered)[0])).toBe('still here?');
  },
);
