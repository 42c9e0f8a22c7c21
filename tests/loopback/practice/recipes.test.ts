import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openServer, serverOf, startLab } from '../../support/lab.ts';
import { freePort } from '../../support/network/ports.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findPython } from '../../support/programs/programs.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const RECIPES = join(import.meta.dirname, '..', '..', '..', 'docs', 'examples', 'recipes');

type Side = 'server' | 'client';

function script(recipe: string, side: Side): string {
  return join(RECIPES, recipe, `${side}.py`);
}

/** A recipe's server that is ready, its output so far taken away. */
async function startServer(recipe: string, port: number, ...more: readonly string[]): Promise<PeerProcess> {
  const server = PeerProcess.typing(script(recipe, 'server'), port, ...more);
  await until(
    () => /^(waiting|listening).*\n/.test(server.output),
    () => `the server of ${recipe} is ready; ${server.errors}`,
  );
  server.output = '';
  return server;
}

/** Runs a recipe's client to its end. @returns what it printed */
async function runClient(recipe: string, port: number, ...more: readonly string[]): Promise<string> {
  const client = PeerProcess.python(script(recipe, 'client'), port, ...more);
  expect([await client.ends(), client.errors]).toEqual([0, '']);
  return client.output;
}

describe.runIf(findPython())('the recipe', () => {
  test.each([
    ['one-shot-greeting', "received: zaima\nreceived: gun\nthe end: b''\n"],
    ['echo', 'hello\n你好\nbye\n'],
    ['upper', 'SECOND, 你好\nFIRST\n'],
    ['address-in-use', 'received: bye\n'],
    ['empty-datagram', 'answer: data:\nanswer: data:hello\nanswer: data:\n'],
    ['many-udp-clients', Array.from({ length: 20 }, (_, number) => `CLIENT ${number}\n`).join('')],
  ])('%s works', async (recipe, prints) => {
    const port = await freePort();
    await startServer(recipe, port);
    expect(await runClient(recipe, port)).toBe(prints);
  });

  test('taking-turns lets two people talk until one says 拜拜', async () => {
    const port = await freePort();
    const server = await startServer('taking-turns', port);
    const client = PeerProcess.typing(script('taking-turns', 'client'), port);
    client.write('在吗\n');
    await server.prints('client: 在吗');
    server.write('\n');
    await client.prints('server: 太忙');
    client.write('拜拜\n');
    expect([await client.ends(), await server.ends()]).toEqual([0, 0]);
  });

  test('sticky-packets sticks, and length-header cures it', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const [sticky, cured] = [await startServer('sticky-packets', port), await startServer('length-header', other)];
    await Promise.all([runClient('sticky-packets', port), runClient('length-header', other)]);
    await Promise.all([sticky.ends(), cured.ends()]);
    expect(sticky.output).toBe("recv returned b'hellobigpi'\nrecv returned b'g'\n");
    expect(cured.output).toBe('message: hello\nmessage: big\nmessage: 猪\n');
  });

  test('address-in-use fails while the first server runs, and starts again at once behind it', async () => {
    const port = await freePort();
    const first = await startServer('address-in-use', port);
    const second = PeerProcess.python(script('address-in-use', 'server'), port);
    expect(await second.ends()).toBe(1);
    expect(second.errors).toContain('bind failed');
    await runClient('address-in-use', port);
    expect(await first.ends()).toBe(0);
    await startServer('address-in-use', port);
  });

  test('backlog connects a few whom nobody accepts', async () => {
    const port = await freePort();
    await startServer('backlog', port);
    const printed = await runClient('backlog', port);
    expect(printed).toMatch(/^1 connected, though nobody accepted\n/);
    expect(printed).toMatch(/the backlog is full\n$/);
  });

  test('client-crash tells an end from a reset, and the server lives on', async () => {
    const port = await freePort();
    const server = await startServer('client-crash', port);
    await runClient('client-crash', port, 'close');
    await server.prints('the end: recv returned no bytes');
    const killed = PeerProcess.python(script('client-crash', 'client'), port, 'kill');
    await killed.ends();
    await until(() => server.output.split('the end').length === 3, 'a killed one looks the same');
    await runClient('client-crash', port, 'reset');
    await server.prints('a crash: ConnectionResetError');
  });

  test('send-sendall shows that send takes a part and sendall waits', async () => {
    const port = await freePort();
    const server = await startServer('send-sendall', port);
    const client = PeerProcess.python(script('send-sendall', 'client'), port);
    await client.prints('of 20000000 bytes');
    expect(client.output).not.toContain('sendall');
    expect(Number(/took (\d+)/.exec(client.output)?.[1])).toBeLessThan(20_000_000);
    await server.prints('not reading');
    server.write('\n');
    expect(await client.ends()).toBe(0);
    await server.prints('read 20000000 bytes');
  });

  test('udp-boundaries keeps borders and cuts what is too long', async () => {
    const port = await freePort();
    const server = await startServer('udp-boundaries', port);
    await runClient('udp-boundaries', port);
    await server.ends();
    expect(server.output).toMatch(/^recvfrom returned b'hello'\nrecvfrom returned b'big'\n.*(b'much '|too long)/);
  });

  test('udp-loss counts what came', async () => {
    const port = await freePort();
    const server = await startServer('udp-loss', port);
    const printed = await runClient('udp-loss', port);
    const came = Number(/sent 5000 and (\d+) came/.exec(printed)?.[1]);
    expect(came).toBeGreaterThan(0);
    await server.prints(`${came} of 5000 came, ${5_000 - came} lost`);
  });

  test.each([
    ['echo', { habit: 'echo' }, 'hello\n你好\nbye\n'],
    ['upper', { habit: 'upper' }, 'SECOND, 你好\nFIRST\n'],
    ['one-shot-greeting', { habit: 'greet' }, "received: zaima\nreceived: gun\nthe end: b''\n"],
    ['empty-datagram', { habit: 'prefix', transport: 'udp' }, 'answer: data:\nanswer: data:hello\nanswer: data:\n'],
  ] as const)('%s finds the same server in the lab', async (recipe, config, prints) => {
    const { lab } = startLab();
    const { port } = await openServer(lab, config);
    expect(await runClient(recipe, port)).toBe(prints);
  });

  test('sticky-packets and client-crash look the same in the lab', async () => {
    const { lab } = startLab();
    const sticky = await openServer(lab, { habit: 'sticky', recvSize: 10 });
    await runClient('sticky-packets', sticky.port);
    await until(() => serverOf(lab, sticky.id).connectionsOpen === 0, 'it leaves');
    expect(lab.traffic(sticky.id).chunks.map(({ bytes }) => String(Buffer.from(bytes)))).toEqual(['hellobigpi', 'g']);
    const talk = await openServer(lab, { habit: 'log' });
    for (const how of ['close', 'reset']) await runClient('client-crash', talk.port, how);
    await until(() => serverOf(lab, talk.id).connections.length === 2, 'both came');
    await until(() => serverOf(lab, talk.id).connectionsOpen === 0, 'both are gone');
    expect(serverOf(lab, talk.id).connections.map(({ closedBy }) => closedBy)).toEqual(['peer', 'reset']);
  });
});

test('each recipe has both sides, which take the port as their first argument and 8080 without one', () => {
  const recipes = readdirSync(RECIPES);
  expect(recipes).toHaveLength(14);
  for (const recipe of recipes) {
    for (const side of ['server', 'client'] as const) {
      const text = readFileSync(script(recipe, side), 'utf8');
      expect(text, recipe).toContain('PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080');
      expect(text.split('\n').length, recipe).toBeLessThan(50);
      expect(Math.max(...text.split('\n').map(({ length }) => length)), recipe).toBeLessThanOrEqual(120);
    }
  }
});
