import { describe, expect, test } from 'vitest';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { frame, PlainReader } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

function startJoin(port: number, ...flags: readonly string[]): CliProcess {
  return new CliProcess(['join', `127.0.0.1:${port}`, '--json', ...flags]);
}

describe('partyline join --json', () => {
  test('says first which room it joined, then prints events as the wire has them', async () => {
    const host = await openRoom({ name: 'Library' });
    const early = await RawClient.join(host.listening.port, 'Early');
    await early.sayAccepted('1', 'before \u2028 you');
    const guest = startJoin(host.listening.port, '--nick', 'Gus');
    expect(await guest.firstObject()).toEqual({ event: 'joined', room: host.info, transport: 'tcp' });
    await guest.findObject(({ nick }) => nick === 'Gus', 'its own coming');
    expect(guest.lines.slice(1).map((line) => JSON.parse(line))).toEqual(
      early.events().filter(({ seq }) => Number(seq) <= 3),
    );
    expect(guest.errors).toBe('');
  });

  test('says the lines of standard input, and stays when they end', async () => {
    const host = await openRoom();
    const other = await RawClient.join(host.listening.port, 'Other');
    const guest = startJoin(host.listening.port);
    await guest.firstObject();
    guest.child.stdin?.end('one\n\ntwo ✓\nthree, without an end');
    await other.heard('three, without an end');
    expect(other.texts()).toEqual(['one', 'two ✓', 'three, without an end']);
    await other.sayAccepted('1', 'are you there?');
    await guest.findObject(({ text }) => text === 'are you there?', 'the answer');
  });

  test('says all lines of a long input, as fast as the room lets a member speak', async () => {
    const host = await openRoom({ limits: { messageBurst: 20, messagesPerSecond: 100 } });
    const other = await RawClient.join(host.listening.port, 'Other');
    const guest = startJoin(host.listening.port);
    const lines = Array.from({ length: 150 }, (_, index) => `line ${index + 1}`);
    guest.child.stdin?.end(lines.join('\n'));
    await other.heard('line 150');
    expect(other.texts()).toEqual(lines);
    expect(guest.errors).toBe('');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('takes leave at %s and ends with 0', async (signal) => {
    const host = await openRoom();
    const other = await RawClient.join(host.listening.port, 'Other');
    const guest = startJoin(host.listening.port, '--nick', 'Gus');
    await guest.findObject(({ nick }) => nick === 'Gus', 'its own coming');
    expect(await guest.kill(signal)).toEqual({ code: 0, signal: null });
    const left = await other.find(({ kind }) => kind === 'left', 'Gus left');
    expect(left).toMatchObject({ nick: 'Gus', text: '' });
  });

  test('takes leave with 0 also while the host is away', async () => {
    const host = await openRoom();
    const guest = startJoin(host.listening.port);
    await guest.firstObject();
    await host.close();
    await guest.findObject(({ event, state }) => event === 'connection' && state === 'waiting', 'the link is lost');
    expect(await guest.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  test('finds the host again by itself, and says what was typed meanwhile', async () => {
    const path = `${temporaryFolder()}/room.db`;
    const host = await openRoom({ path });
    const { port } = host.listening;
    const guest = startJoin(port, '--nick', 'Gus');
    await guest.firstObject();
    await host.close();
    await guest.findObject(({ state }) => state === 'waiting', 'the link is lost');
    guest.type('typed in the dark');
    await openRoom({ path, port });
    await guest.findObject(({ state }) => state === 'online', 'the link is back');
    await guest.findObject(({ text }) => text === 'typed in the dark', 'what was typed');
    for (const line of guest.lines) expect(JSON.parse(line)).toEqual(expect.any(Object));
  });

  test('goes on over a kept session, and prints nothing twice', async () => {
    const host = await openRoom();
    const folder = temporaryFolder();
    const first = startJoin(host.listening.port, '--nick', 'Gus', '--data', folder);
    await first.firstObject();
    first.type('only once');
    await first.findObject(({ text }) => text === 'only once', 'its message');
    await first.kill('SIGKILL');
    const again = startJoin(host.listening.port, '--nick', 'Gus', '--data', folder);
    await again.firstObject();
    again.type('and then');
    await again.findObject(({ text }) => text === 'and then', 'the next message');
    expect(again.lines.filter((line) => line.includes('only once'))).toEqual([]);
    expect(host.members()).toHaveLength(1);
  });

  test('asked for tcp while on tcp it says so', async () => {
    const host = await openRoom();
    const guest = startJoin(host.listening.port);
    await guest.firstObject();
    guest.type('/tcp');
    await guest.findObject(({ event }) => event === 'transport', 'the transport');
  });
});

describe('partyline join ends with an error, in words on standard error', () => {
  async function endsWith(code: number, guest: CliProcess, words: string | RegExp): Promise<void> {
    expect((await guest.ends()).code).toBe(code);
    expect(guest.errors).toMatch(words);
    expect(guest.errors).not.toMatch(/\n\s+at |[\u001b]/);
    expect(guest.lines).toEqual([]);
  }

  test('when nobody listens there', async () => {
    await endsWith(1, startJoin(await freePort()), /nobody listens there.*\(refused\)/);
  });

  test('when the address is none', async () => {
    await endsWith(1, new CliProcess(['join', 'what is this', '--json']), /bad_address/);
    await endsWith(1, new CliProcess(['join', 'localhost:99999', '--json']), /bad_port/);
  });

  test('when the name is unknown', async () => {
    await endsWith(1, new CliProcess(['join', 'no-such-computer.invalid', '--json']), /name_not_found/);
  });

  test('when the nickname is none', async () => {
    await endsWith(1, startJoin(1, '--nick', '\u202eevil'), /bad_nick/);
  });

  test('when something else than a room answers', async () => {
    const server = await occupy({ port: 0 }, (socket) => socket.write('220 mail.example ESMTP\r\n'));
    await endsWith(1, startJoin(portOf(server)), /not_a_room/);
  });

  test('when what answers hangs up', async () => {
    const server = await occupy({ port: 0 }, (socket) => socket.end());
    await endsWith(1, startJoin(portOf(server)), /link_lost/);
  });

  test('when the folder is that of a guest who is still there', async () => {
    const host = await openRoom();
    const folder = temporaryFolder();
    const first = startJoin(host.listening.port, '--data', folder);
    await first.firstObject();
    await endsWith(1, startJoin(host.listening.port, '--data', folder), /store_locked/);
  });

  test('for an unknown flag or command', async () => {
    expect((await startJoin(1, '--colour').ends()).code).toBeGreaterThan(0);
    expect((await new CliProcess(['dance']).ends()).code).toBeGreaterThan(0);
    expect((await new CliProcess([]).ends()).code).toBeGreaterThan(0);
    expect((await new CliProcess(['join']).ends()).code).toBeGreaterThan(0);
  });
});

test('a guest whose session goes on elsewhere ends with 1', async () => {
  const members = [{ id: 'm1', nick: 'Gus', host: false }];
  const server = await occupy({ port: 0 }, (socket) => {
    const reader = new PlainReader();
    socket.on('data', (chunk) => {
      for (const { header } of reader.push(chunk)) {
        if (header.type !== 'hello') continue;
        const room = { id: 'ab'.repeat(16), name: 'Elsewhere' };
        socket.write(frame({ type: 'welcome', v: 1, room, session: 's', you: 'm1', members, seq: 0 }));
        socket.write(frame({ type: 'error', code: 'session_taken', text: 'it goes on elsewhere' }));
      }
    });
  });
  const guest = startJoin(portOf(server));
  expect((await guest.ends()).code).toBe(1);
  expect(await guest.firstObject()).toMatchObject({ event: 'joined' });
  expect(guest.errors).toMatch(/session_taken/);
});

test('people see a conversation and not JSON', async () => {
  const host = await startHost(['--name', 'Library', '--nick', 'Owner']);
  const guest = new CliProcess(['join', `127.0.0.1:${host.port}`, '--nick', 'Gus']);
  await guest.complains('You are in "Library" as Gus.');
  host.type('welcome!');
  await guest.find((line) => line.endsWith('Owner: welcome!'), 'the greeting');
  await until(() => guest.lines.length >= 3, 'three lines');
  expect(guest.lines.map((line) => line.slice(6))).toEqual(['* Owner joined', '* Gus joined', 'Owner: welcome!']);
});
