import { request } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { atEnd } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until, within } from '../../support/until.ts';

releaseEverything();

let ann: RawClient;
let port: number;

async function openToAll(): Promise<void> {
  ({ port } = (await openRoom()).listening);
  ann = await RawClient.join(port, 'Ann');
}

/** Whatever a page tried, nobody came and nothing was said but by Ann, who still talks. */
afterEach(async () => {
  await ann.sayAccepted('last', 'still here');
  expect(ann.texts()).toEqual(['still here']);
  expect(ann.events().filter(({ nick }) => nick === 'owned')).toEqual([]);
});

describe('a web page', () => {
  test.each([
    ['a form', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '\r\n/nick owned\r\nhello\r\n' }],
    ['a beacon', { method: 'POST', body: 'owned\n'.repeat(10_000) }],
    ['a picture', { method: 'GET' }],
    ['a method of its own', { method: 'owned', body: 'owned\n' }],
  ])('says nothing by %s', async (_, options) => {
    await openToAll();
    const answer = await fetch(`http://127.0.0.1:${port}/x`, options).catch(() => undefined);
    if (answer) expect(answer.status).toBe(400);
  });

  test('says nothing by an address of 200 KiB', async () => {
    await openToAll();
    const status = await new Promise((resolve) => {
      const asked = request({ port, host: '127.0.0.1', path: `/${'x'.repeat(200_000)}` }, (answer) =>
        resolve(answer.statusCode),
      );
      asked.on('error', () => resolve('broken off'));
      asked.end();
    });
    expect([400, 'broken off']).toContain(status);
  });

  test('says nothing by a WebSocket', async () => {
    await openToAll();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    await within(new Promise((resolve) => socket.addEventListener('error', resolve)), 'it is refused');
  });

  test('says nothing by HTTP/2 or TLS', async () => {
    await openToAll();
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    atEnd(() => Promise.resolve(session.destroy()));
    session.on('error', () => {});
    await within(new Promise((resolve) => session.once('close', resolve)), 'it is closed');
    const tls = connectTls({ port, host: '127.0.0.1', servername: 'owned', rejectUnauthorized: false });
    tls.on('error', () => {});
    await within(new Promise((resolve) => tls.once('close', resolve)), 'it is closed');
  });

  test('that connected ahead of its request says nothing either', async () => {
    await openToAll();
    const browser = await TextClient.connect(port);
    await browser.hears('* Partyline: ');
    browser.write('POST / HTTP/1.1\r\nHost: lab\r\n\r\nowned\r\n/nick owned\r\n');
    await browser.hears('HTTP/1.1 400 Bad Request');
    await within(browser.closed, 'it is closed');
    await until(() => ann.events().some(({ kind }) => kind === 'left'), 'it is gone');
  });

  test('says nothing over UDP by the tests of its connection (STUN)', async () => {
    await openToAll();
    const stun = await TextClient.bind(port);
    const attribute = Buffer.from('\u0000\u0006\u0000\u000downed\n/nick x\u0000\u0000\u0000', 'latin1');
    stun.write(
      Buffer.concat([Buffer.from('00010014 2112a442 6f776e65640a6f776e65640a'.replaceAll(' ', ''), 'hex'), attribute]),
    );
  });
});
