import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSame, randomFile } from '../../support/files/file-members.ts';
import { freePort } from '../../support/network/ports.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findPython } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'docs', 'examples');
const WORDS = 'Grüße, 你好 😀';

/** An example, to whose streams each byte comes alone: what is cut anywhere is cut everywhere. */
function inCrumbs(example: string, ...parameters: readonly (string | number)[]): PeerProcess {
  return PeerProcess.typing('crumbs.py', join(EXAMPLES, example), ...parameters);
}

/** One that has its port written in it, in a folder of its own. */
function withPort(name: string, port: number, ...parameters: readonly string[]): PeerProcess {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, readFileSync(join(EXAMPLES, name), 'utf8').replaceAll('8888', String(port)));
  return PeerProcess.python('crumbs.py', path, ...parameters);
}

describe.runIf(findPython())('to an example each byte may come alone:', () => {
  test.each(['plain.py', 'talk.py'])('%s prints what is said in whole characters', async (name) => {
    const host = await openRoom();
    const ann = await RawClient.join(host.listening.port, 'Ann');
    const script = withPort(name, host.listening.port);
    await ann.find(({ kind, text }) => kind === 'message' && String(text).startsWith('Hello from'), 'it speaks');
    await ann.sayAccepted('1', WORDS);
    await script.prints(`Ann: ${WORDS}\n`);
    await host.close();
    expect([await script.ends(), script.errors]).toEqual([0, '']);
  });

  test('offer.py and fetch.py move a file', async () => {
    const host = await openRoom();
    const file = randomFile('图片 😀.bin', 20_000, temporaryFolder());
    const offer = withPort('offer.py', host.listening.port, file);
    expect([await offer.ends(), offer.errors]).toEqual([0, '']);
    const folder = temporaryFolder();
    const path = join(folder, 'fetch.py');
    writeFileSync(
      path,
      readFileSync(join(EXAMPLES, 'fetch.py'), 'utf8').replaceAll('8888', String(host.listening.port)),
    );
    const fetch = PeerProcess.pythonIn(
      folder,
      join(import.meta.dirname, '..', '..', 'support', 'peers', 'crumbs.py'),
      path,
    );
    expect([await fetch.ends(), fetch.output, fetch.errors]).toEqual([0, '图片 😀.bin is whole\n', '']);
    expect(isSame(file, join(folder, '图片 😀.bin'))).toBe(true);
  });

  test.each([
    ['one-shot-greeting', "received: zaima\nreceived: gun\nthe end: b''\n"],
    ['echo', 'hello\n你好\nbye\n'],
    ['upper', 'SECOND, 你好\nFIRST\n'],
    ['address-in-use', 'received: bye\n'],
  ])('the recipe %s works', async (recipe, prints) => {
    const port = await freePort();
    const server = inCrumbs(`recipes/${recipe}/server.py`, port);
    await server.prints('waiting for');
    const client = inCrumbs(`recipes/${recipe}/client.py`, port);
    expect([await client.ends(), client.output, client.errors]).toEqual([0, prints, '']);
    expect(server.errors).toBe('');
  });

  test('the recipe taking-turns lets two people talk', async () => {
    const port = await freePort();
    const server = inCrumbs('recipes/taking-turns/server.py', port);
    await server.prints('waiting for');
    const client = inCrumbs('recipes/taking-turns/client.py', port);
    client.write(`${WORDS}\n`);
    await server.prints(`client: ${WORDS}\n`);
    server.write('\n');
    await client.prints('server: 太忙\n');
    client.write('拜拜\n');
    expect([await client.ends(), await server.ends(), client.errors, server.errors]).toEqual([0, 0, '', '']);
  });

  test('the recipe length-header reads whole messages', async () => {
    const port = await freePort();
    const server = inCrumbs('recipes/length-header/server.py', port);
    await server.prints('waiting for');
    inCrumbs('recipes/length-header/client.py', port);
    expect([await server.ends(), server.errors]).toEqual([0, '']);
    expect(server.output).toContain('message: hello\nmessage: big\nmessage: 猪\n');
  });

  test('every other recipe with a stream never decodes a part of it', () => {
    const tried = ['one-shot-greeting', 'echo', 'upper', 'address-in-use', 'taking-turns', 'length-header'];
    for (const recipe of readdirSync(join(EXAMPLES, 'recipes')).filter((name) => !tried.includes(name))) {
      for (const side of ['server.py', 'client.py']) {
        const code = readFileSync(join(EXAMPLES, 'recipes', recipe, side), 'utf8');
        if (code.includes('SOCK_STREAM') || code.includes('create_connection'))
          expect(code, recipe).not.toContain('.decode(');
      }
    }
  });
});

describe.runIf(findPython())('the recipe taking-turns', () => {
  test('hears a message without a line end when nothing follows', async () => {
    const port = await freePort();
    const server = inCrumbs('recipes/taking-turns/server.py', port);
    await server.prints('waiting for');
    const client = await RawClient.connect(port);
    client.write(Buffer.from('在吗'));
    await server.prints('client: 在吗\n');
    client.socket.destroy();
    await until(() => server.errors === '', 'no error');
  });
});
