import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { proofOf } from '../../../src/core/secure/proofs.ts';
import { openParty } from '../../../src/node/party/party.ts';
import { testDigests } from '../../support/digests.ts';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { frame, PlainReader } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, hears, hosting, isOnline, startParty } from '../../support/rooms/parties.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

describe('hosting and joining', () => {
  test('two parties talk, and each sees its own messages accepted', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    const view = expectOk(await guest.party.join(host.address));
    expect(view).toMatchObject({ role: 'guest', room: { name: 'Library' }, transport: 'tcp', address: host.address });
    expect(host.party.room()).toMatchObject({ role: 'host', connection: { state: 'online' } });
    expectOk(guest.party.say('hello'));
    expectOk(host.party.say('welcome'));
    await Promise.all([hears(host, 'hello'), hears(guest, 'welcome'), hears(guest, 'hello'), hears(host, 'welcome')]);
    await until(() => guest.party.outbox().length + host.party.outbox().length === 0, 'both outboxes are empty');
    expect(guest.texts()).toEqual(host.texts());
    expect(guest.party.room()?.members.map(({ nick, host: isHost }) => [nick, isHost])).toEqual([
      ['Hana', true],
      ['Gus', false],
    ]);
    expectOk(await guest.party.leave());
    await until(() => host.party.room()?.members.length === 1, 'the host sees that Gus left');
    expect(guest.party.room()).toBeUndefined();
  });

  test('a host that waits for the disk with each message is remembered as one', async () => {
    const { party } = startParty('Hana');
    expect(party.settings().hostDurable).toBe(false);
    expectOk(await party.host({ name: 'Library', port: 0, bind: '127.0.0.1', durable: true }));
    expect(party.settings().hostDurable).toBe(true);
  });

  test('may be closed twice, also at once', async () => {
    const opened = openParty({ dataDir: temporaryFolder() });
    if (!opened.ok) throw new Error(opened.problem.text);
    await Promise.all([opened.value.close(), opened.value.close()]);
    await opened.value.close();
  });

  test('a room that closes is told as host_stopped, and is found again when it opens again', async () => {
    const folder = temporaryFolder();
    const port = await freePort();
    const first = startParty('Hana', folder);
    expectOk(await first.party.host({ name: 'Library', port, bind: '127.0.0.1' }));
    const guest = startParty('Gus');
    expectOk(await guest.party.join(`127.0.0.1:${port}`));
    await first.party.close();
    await until(() => guest.party.room()?.connection.state === 'waiting', 'the guest waits');
    expect(guest.party.room()?.connection).toMatchObject({ problem: { code: 'host_stopped' } });
    expectOk(guest.party.say('while you were away'));
    const again = startParty('', folder);
    expectOk(await again.party.host({ name: 'Library', port, bind: '127.0.0.1' }));
    guest.party.reconnectNow();
    await hears(again, 'while you were away');
    await until(() => isOnline(guest), 'the guest is online');
  });

  test('reads back the log in pages, oldest first', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    expectOk(await guest.party.join(host.address));
    for (let number = 1; number <= 120; number += 1) expectOk(guest.party.say(`m${number}`));
    await hears(guest, 'm120');
    const { newest = 0 } = guest.party.room() ?? {};
    const page = await guest.party.history(newest + 1, 50);
    expect(page.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => newest - 49 + index));
    expect(page.at(-1)?.text).toBe('m120');
    const before = await guest.party.history(page[0]?.seq ?? 0, 1_000);
    expect(before.map(({ seq }) => seq)).toEqual(Array.from({ length: newest - 50 }, (_, index) => index + 1));
    expect(await guest.party.history(1, 50)).toEqual([]);
    expect(await host.party.history(newest + 1, 1_000)).toEqual([...before, ...page]);
  });
});

describe('a room that one is in already', () => {
  test('is the answer of whoever joins it again, also while the first is being joined', async () => {
    const host = await hosting('Hana');
    const { party } = startParty('Gus');
    const [first, second] = await Promise.all([party.join(host.address), party.join(host.address)]);
    expect(expectOk(second).key).toBe(expectOk(first).key);
    expect(expectOk(await party.join(host.address)).key).toBe(expectOk(first).key);
    expect(party.whole.places.all()).toHaveLength(1);
    await until(() => host.party.room()?.members.length === 2, 'both are in the room, once each');
  });

  test('can’t be hosted a second time', async () => {
    const { party } = await hosting('Hana');
    const again = await party.host({ name: ' Library ', port: 0, bind: '127.0.0.1' });
    expect(again).toMatchObject({
      ok: false,
      problem: { code: 'already_in_room', detail: { place: party.room()?.key } },
    });
  });

  test('is found out where another address leads to it, and nobody comes or goes for that', async () => {
    const host = await hosting('Hana');
    const { party } = startParty('Gus');
    const first = expectOk(await party.join(host.address));
    const second = expectOk(await party.join(`localhost:${host.port}`));
    expect(second.key).toBe(first.key);
    expect(party.whole.places.all()).toHaveLength(1);
    expectOk(await host.party.join(host.address));
    expect(host.party.whole.places.all()).toHaveLength(1);
    expectOk(party.say('still here'));
    await hears(host, 'still here');
    expect(host.party.room()?.members).toHaveLength(2);
  });
});

describe('joining fails', () => {
  test.each([
    ['what is this', 'bad_address'],
    ['localhost:0', 'bad_port'],
    ['', 'bad_address'],
  ])('for %j with %s', async (address, code) => {
    const { party } = startParty('Gus');
    expect(await party.join(address)).toMatchObject({ ok: false, problem: { code } });
    expect(party.room()).toBeUndefined();
  });

  test('where nobody listens, and the next attempt works', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    const failed = await guest.party.join(`127.0.0.1:${await freePort()}`);
    expect(failed).toMatchObject({ ok: false, problem: { code: 'refused' } });
    expect(guest.party.recentRooms()).toEqual([]);
    expectOk(await guest.party.join(host.address));
  });

  test('without a nickname', async () => {
    const host = await hosting('Hana');
    const { party } = startParty('');
    expect(await party.join(host.address)).toMatchObject({ ok: false, problem: { code: 'bad_nick' } });
  });
});

describe('leaving', () => {
  test('while connecting cancels, and another room can be joined at once', async () => {
    const host = await hosting('Hana');
    const silent = await occupy({ port: 0 });
    const guest = startParty('Gus');
    const joining = guest.party.join(`127.0.0.1:${portOf(silent)}`);
    await once(silent, 'connection');
    expectOk(await guest.party.leave());
    expectOk(await guest.party.join(host.address));
    expect(await joining).toMatchObject({ ok: false });
    expect(isOnline(guest)).toBe(true);
    expectOk(guest.party.say('here'));
    await hears(host, 'here');
  });

  test('without a room is no_room, as is saying, trying again and throwing away', async () => {
    const { party } = startParty('Gus');
    const attempts = [await party.leave(), party.say('x'), party.retry('x'), party.discard('x')];
    for (const attempt of attempts) expect(attempt).toMatchObject({ ok: false, problem: { code: 'no_room' } });
    expect([await party.history(1, 1), party.outbox(), party.room()]).toEqual([[], [], undefined]);
  });

  test('stops the room that one hosts, and frees its port', async () => {
    const host = await hosting('Hana');
    const member = await RawClient.join(host.port, 'Mia');
    expectOk(await host.party.leave());
    expect(member.received.at(-1)).toMatchObject({ type: 'bye', code: 'host_stopped' });
    expectOk(await host.party.host({ name: 'Library', port: host.port, bind: '127.0.0.1' }));
  });

  test('says nothing of the room any more', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    expectOk(await guest.party.join(host.address));
    expectOk(await guest.party.leave());
    const told = guest.pushes.length;
    expectOk(host.party.say('to nobody'));
    await hears(host, 'to nobody');
    expect(guest.pushes.slice(told)).toEqual([]);
  });
});

describe('the outbox', () => {
  test('of one room says nothing in another at the same address, and waits for its own', async () => {
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const path = `${temporaryFolder()}/room.db`;
    const room = await openRoom({ port, path });
    const folder = temporaryFolder();
    const first = startParty('Gus', folder);
    expectOk(await first.party.join(address));
    await room.close();
    await until(() => !isOnline(first), 'the link is down');
    expectOk(first.party.say('one'));
    expectOk(first.party.say('two'));
    await first.party.close();
    const stranger = await openRoom({ port, name: 'Another' });
    const again = startParty('', folder);
    expect(await again.party.join(address)).toMatchObject({ problem: { code: 'room_key_changed' } });
    const invite = `${address}?key=${stranger.security.fingerprint}`;
    expect(expectOk(await again.party.join(invite)).room?.name).toBe('Another');
    expectOk(again.party.say('to the other room'));
    await hears(again, 'to the other room');
    expect([again.texts(), again.party.outbox()]).toEqual([['to the other room'], []]);
    expectOk(await again.party.leave());
    await stranger.close();
    await openRoom({ port, path });
    expect(expectOk(await again.party.join(address)).room?.name).toBe('Test room');
    await hears(again, 'two');
    expect(again.texts()).toEqual(['to the other room', 'one', 'two']);
  });

  test('keeps what was said while the link was down over a restart of the app, and says it in order', async () => {
    const port = await freePort();
    const path = `${temporaryFolder()}/room.db`;
    const room = await openRoom({ port, path });
    const folder = temporaryFolder();
    const first = startParty('Gus', folder);
    expectOk(await first.party.join(`127.0.0.1:${port}`));
    await room.close();
    await until(() => !isOnline(first), 'the link is down');
    expectOk(first.party.say('one'));
    expectOk(first.party.say('two'));
    await first.party.close();
    await openRoom({ port, path });
    const listener = await RawClient.join(port, 'Listener');
    const again = startParty('', folder);
    expectOk(await again.party.join(`127.0.0.1:${port}`));
    await listener.heard('two');
    expect(listener.texts()).toEqual(['one', 'two']);
    await until(() => again.party.outbox().length === 0, 'the outbox is empty');
  });

  test('keeps a refused message until it is tried again or thrown away', async () => {
    // A host that refuses everything the first time it sees it.
    const seen = new Set<string>();
    const key = 'ef'.repeat(32);
    const server = await occupy({ port: 0 }, (socket) => {
      const reader = new PlainReader();
      let seq = 0;
      socket.on('data', (chunk) => {
        for (const { header } of reader.push(chunk)) {
          const id = String(header.id);
          const room = { id: 'cd'.repeat(16), name: 'Strict' };
          if (header.type === 'prove') {
            const challenge = { room: room.id, guestNonce: String(header.nonce), hostNonce: 'n' };
            socket.write(frame({ type: 'proof', room, nonce: 'n', mac: proofOf(testDigests, key, challenge) }));
          } else if (header.type === 'hello') {
            socket.write(frame({ type: 'welcome', v: 1, room, session: 's', key, you: 'm1', members: [], seq }));
          } else if (header.type === 'say' && !seen.has(id)) {
            seen.add(id);
            socket.write(frame({ type: 'refused', id, code: 'disk_full', text: 'the disk is full' }));
          } else if (header.type === 'say') {
            seq += 1;
            const event = { seq, at: 1, kind: 'message', id, from: 'm1', nick: 'Gus', text: header.text };
            socket.write(Buffer.concat([frame({ type: 'event', ...event }), frame({ type: 'accepted', id, seq })]));
          }
        }
      });
    });
    const folder = temporaryFolder();
    const first = startParty('Gus', folder);
    const address = `127.0.0.1:${portOf(server)}`;
    expectOk(await first.party.whole.places.join(address, { clear: true }));
    const { id: one } = expectOk(first.party.say('one'));
    const { id: two } = expectOk(first.party.say('two'));
    await until(() => first.party.outbox().every(({ state }) => state === 'failed'), 'both are refused');
    expect(first.party.outbox()[0]?.problem).toEqual({ code: 'disk_full', text: 'the disk is full' });
    await first.party.close();
    const again = startParty('', folder);
    expectOk(await again.party.join(address));
    expect(again.party.outbox().map(({ text, state }) => [text, state])).toEqual([
      ['one', 'failed'],
      ['two', 'failed'],
    ]);
    expectOk(again.party.discard(one));
    expectOk(again.party.retry(two));
    await hears(again, 'two');
    expect(again.texts()).toEqual(['two']);
    expect(again.party.outbox()).toEqual([]);
    expect(again.party.discard(two)).toMatchObject({ ok: false });
  });

  test('takes nothing that can not be sent', async () => {
    const { party } = await hosting('Hana');
    expect(party.say('  \n ')).toMatchObject({ ok: false, problem: { code: 'text_empty' } });
    expect(party.say('x'.repeat(16_001))).toMatchObject({ ok: false, problem: { code: 'text_too_long' } });
    expect(expectOk(party.say('a\u0000b\r\nc\ud83d')).text).toBe('ab\nc\ufffd');
  });

  test('loses nothing that was said before the room was there', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    const joining = guest.party.join(host.address);
    const early = guest.party.say('too early?');
    expectOk(await joining);
    expectOk(guest.party.say('in time'));
    await hears(host, 'in time');
    // Either it is refused at once, or it is said.
    expect(host.texts()).toEqual(early.ok ? ['too early?', 'in time'] : ['in time']);
  });
});

describe('settings and recent rooms', () => {
  test('are kept over a restart', async () => {
    const host = await hosting('Hana');
    const folder = temporaryFolder();
    const first = startParty('  Gus ', folder);
    expectOk(first.party.updateSettings({ theme: 'dark', hostPort: 9_000 }));
    expectOk(await first.party.join(host.address));
    await first.party.close();
    const again = startParty('', folder);
    expect(again.party.settings()).toMatchObject({ nick: 'Gus', theme: 'dark', hostPort: 9_000 });
    expect(again.party.recentRooms()).toMatchObject([{ address: host.address, name: 'Library' }]);
  });

  test('a nickname is judged before it is kept', () => {
    const { party } = startParty('Gus');
    expect(party.updateSettings({ nick: 'x'.repeat(33) })).toMatchObject({ ok: false, problem: { code: 'bad_nick' } });
    expect(party.settings().nick).toBe('Gus');
  });

  test('another nickname is seen by everybody, and the session goes on', async () => {
    const host = await hosting('Hana');
    const guest = startParty('Gus');
    expectOk(await guest.party.join(host.address));
    const you = guest.party.room()?.you;
    expectOk(guest.party.say('as Gus'));
    expectOk(guest.party.updateSettings({ nick: 'Gustav' }));
    expectOk(guest.party.say('as Gustav'));
    await hears(host, 'as Gustav');
    await until(
      () => host.party.room()?.members.some(({ nick, id }) => nick === 'Gustav' && id === you) === true,
      'the host sees the name',
    );
    expect(host.party.room()?.members).toHaveLength(2);
    const nicks = host.events().filter(({ kind }) => kind === 'message');
    expect(nicks.map(({ nick, text }) => [nick, text])).toEqual([
      ['Gus', 'as Gus'],
      ['Gustav', 'as Gustav'],
    ]);
  });

  test('a folder that another process has is store_locked', () => {
    const folder = temporaryFolder();
    startParty('Gus', folder);
    expect(openParty({ dataDir: folder })).toMatchObject({ ok: false, problem: { code: 'store_locked' } });
  });
});
