import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlainPeer } from '../../../tests/support/rigs/plain-rig.ts';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import { REQUEST_MS } from './plain-guest.ts';

it('a browser is answered in its own words, and nothing of it is said', () => {
  const rig = new RoomRig();
  const ada = rig.join();
  ada.hears();
  const peer = new PlainPeer(rig, 1);
  peer.sends('POST /say HTTP/1.1\r\nHost: lab\r\n\r\nowned\r\n');
  expect(peer.heard()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n(.+\r\n)+\r\nThis is a room of Partyline/);
  expect(peer.isClosed).toBe(true);
  expect(ada.hears()).toEqual([]);
});

it.each([
  ['with a request line that never ends', [`GET /${'x'.repeat(70_000)}`, `${'x'.repeat(70_000)} HTTP/1.1\r\n`]],
  ['of a method nobody knows, with such a line', [`say /${'x'.repeat(70_000)}`, ' HTTP/1.1\r\nowned\r\n']],
  ['that pauses within its line', ['GET /', ' HTTP/1.1\r\n', 'Host: lab\r\n\r\n/nick owned\r\n']],
  ['that pauses within its method', ['GE', 'T / HTTP/1.1\r\n', '\r\n/nick owned\r\n']],
  ['of a method nobody knows, that pauses', ['say /x', '/y HTT', 'P/1.1\r\n', '\r\nowned\r\n']],
  ['in crumbs', [...'POST / HTTP/1.1\r\nHost: lab\r\n\r\n/nick owned\r\n']],
  ['behind empty lines', ['\r\n\r\nGET / HTTP/1.1\r\n\r\nowned\r\n']],
  ['that keeps the link for a second request', ['GET / HTTP/1.1\r\n\r\n', 'POST / HTTP/1.1\r\n\r\nowned']],
  ['that asks for HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
  ['that asks for a WebSocket', ['GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n', '\u0081\u0005owned']],
  ['that connected long before it asked', ['', 'GET / HTTP/1.1\r\n\r\nowned\r\n']],
])('a browser %s is known as well', (_, chunks) => {
  const rig = new RoomRig();
  const ada = rig.join();
  ada.hears();
  const peer = new PlainPeer(rig, 1);
  for (const chunk of chunks) {
    peer.sends(chunk);
    peer.waits(REQUEST_MS - 100);
  }
  expect(peer.heard()).toContain('HTTP/1.1 400 Bad Request\r\n');
  expect(peer.isClosed).toBe(true);
  expect(ada.hears().filter(({ kind, nick }) => kind === 'message' || nick === 'owned')).toEqual([]);
});

it('a word that could begin a request is a message when none follows', () => {
  for (const word of ['GET', 'look /etc']) {
    const peer = new PlainPeer(new RoomRig(), 1);
    peer.sends(word);
    peer.waits(REQUEST_MS + 100);
    expect(peer.heard()).toMatch(new RegExp(`\nguest 1: ${word}\n$`));
    peer.sends(word);
    peer.waits(0);
    expect(peer.heard(), 'from then on at once').toBe(`guest 1: ${word}\n`);
  }
});

it('nothing of a request is ever said, wherever it is cut and whatever pauses there are', () => {
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'PRI', 'HEAD', 'CONNECT');
  const path = fc.oneof(
    fc.constantFrom('/', '/say', '*'),
    fc.nat(70_000).map((length) => `/${'x'.repeat(length)}`),
  );
  const cuts = fc.array(fc.record({ at: fc.nat(100), pause: fc.nat(REQUEST_MS - 20) }), { maxLength: 6 });
  fc.assert(
    fc.property(method, path, cuts, (verb, target, places) => {
      const rig = new RoomRig();
      const ada = rig.join();
      ada.hears();
      const peer = new PlainPeer(rig, 1);
      const text = `${verb} ${target} HTTP/1.1\r\nHost: lab\r\n\r\n/nick owned\r\nowned\r\n`;
      let from = 0;
      for (const { at, pause } of places.toSorted((one, other) => one.at - other.at)) {
        peer.sends(text.slice(from, at));
        peer.waits(pause);
        from = Math.max(from, Math.min(at, text.length));
      }
      peer.sends(text.slice(from));
      peer.waits(2 * REQUEST_MS);
      expect(ada.hears().filter(({ kind, nick }) => kind === 'message' || nick === 'owned')).toEqual([]);
      expect(peer.isClosed).toBe(true);
    }),
    { numRuns: 200 },
  );
});
