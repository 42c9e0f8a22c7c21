import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { occupy, portOf } from '../../support/network/ports.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { readTerminalCode } from '../../support/programs/read-terminal-code.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { turnedAway } from '../../support/rooms/beside-talkers.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until, within } from '../../support/until.ts';

releaseEverything();

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'partyline.ts');

describe('partyline host --json', () => {
  test('prints what plain guests do like that of others, and talks to them', async () => {
    const host = await startHost(['--nick', 'Owner']);
    const plain = await TextClient.connect(host.port);
    plain.write('hello\nexit\n');
    await within(plain.closed, 'it left');
    const left = await host.findObject(({ kind }) => kind === 'left', 'it left');
    const nick = String(left.nick);
    const events = host.lines.slice(1).map((line) => JSON.parse(line));
    expect(events).toMatchObject([
      { kind: 'joined', nick: 'Owner' },
      { kind: 'joined', nick, plain: true },
      { kind: 'message', nick, text: 'hello' },
      { kind: 'left', nick, text: '' },
    ]);
    expect(plain.text).toContain(`${nick}: hello\n`);
  });

  test('--no-plain tells plain guests and apps that do not encrypt so, and goes on', async () => {
    const host = await startHost(['--no-plain']);
    const plain = await TextClient.connect(host.port);
    plain.write('hello\n');
    await within(plain.closed, 'it is let go');
    expect(plain.text).toBe('* Partyline: this room lets in the app only, no scripts and no netcat.\n');
    const clear = await RawClient.connect(host.port);
    clear.hello('Mia');
    await turnedAway(clear, 'sealed_only');
  });

  test('--qr shows the invite link to be scanned, beside the JSON and not in it', async () => {
    const host = await startHost(['--qr']);
    const { key } = await host.firstObject();
    const link = `partyline://127.0.0.1:${host.port}?key=${key}`;
    await host.complains(link);
    expect(readTerminalCode(host.errors)).toBe(link);
    expect(host.lines.map((line) => JSON.parse(line).event)).toContain('listening');
  });

  test('says first where it listens, then one line per event, as it went over the wire', async () => {
    const host = await startHost(['--name', 'Library', '--nick', 'Owner']);
    const first = await host.firstObject();
    expect(first).toEqual({
      event: 'listening',
      tcp: { address: '127.0.0.1', port: host.port },
      udp: first.udp,
      room: { id: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'Library' },
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const member = await RawClient.join(host.port, 'Mia');
    await member.sayAccepted('1', 'hello "there" \\ \u2028 😀');
    member.send({ type: 'bye' });
    await host.findObject(({ kind }) => kind === 'left', 'Mia left');
    const events = host.lines.slice(1).map((line) => JSON.parse(line));
    expect(events.map(({ type, seq, kind, nick }) => [type, seq, kind, nick])).toEqual([
      ['event', 1, 'joined', 'Owner'],
      ['event', 2, 'joined', 'Mia'],
      ['event', 3, 'message', 'Mia'],
      ['event', 4, 'left', 'Mia'],
    ]);
    expect(events.slice(0, 3).at(-1)).toEqual(member.events().find(({ kind }) => kind === 'message'));
    expect(host.errors).toBe('');
  });

  test('says the lines of standard input in the room, and lives on when they end', async () => {
    const host = await startHost();
    const member = await RawClient.join(host.port, 'Mia');
    host.type('first line');
    host.type('');
    host.type('   ');
    host.type('second line ✓\r');
    host.child.stdin?.end('last line, without its end');
    await member.heard('last line, without its end');
    expect(member.texts()).toEqual(['first line', 'second line ✓', 'last line, without its end']);
    await member.sayAccepted('1', 'still open');
  });

  test('says all lines of a long input, as fast as the room lets a member speak', async () => {
    const host = await startHost(['--limit', 'messageBurst=20', '--limit', 'messagesPerSecond=100']);
    const member = await RawClient.join(host.port, 'Mia');
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index + 1}`);
    host.child.stdin?.write(`${lines.join('\n')}\n`);
    await member.heard('line 200');
    expect(member.texts()).toEqual(lines);
    expect(host.errors).toBe('');
  });

  test('tells on standard error of a line that the room does not take', async () => {
    const host = await startHost();
    host.type('x'.repeat(16_001));
    host.type('after it');
    await host.findObject(({ text }) => text === 'after it', 'the next line is said');
    await host.complains('16000 characters');
    for (const line of host.lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'takes leave of its members at %s and ends with 0',
    async (signal) => {
      const host = await startHost();
      const member = await RawClient.join(host.port, 'Mia');
      expect(await host.kill(signal)).toEqual({ code: 0, signal: null });
      await member.closed;
      expect(member.received.at(-1)).toMatchObject({ type: 'bye', code: 'host_stopped' });
    },
  );

  test('ends soon though a member neither reads nor closes', async () => {
    const host = await startHost();
    const member = await RawClient.join(host.port, 'Mia', { allowHalfOpen: true });
    member.socket.pause();
    expect(await host.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  test('without --data leaves nothing behind in the temporary folder', async () => {
    const folder = temporaryFolder();
    const host = await startHost([], { environment: { TMPDIR: folder } });
    await RawClient.join(host.port, 'Mia');
    expect(readdirSync(folder)).toHaveLength(1);
    await host.kill('SIGTERM');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('with --data keeps the room, its id and its log', async () => {
    const folder = temporaryFolder();
    const one = await startHost(['--data', folder, '--name', 'Kept']);
    await (await RawClient.join(one.port, 'Mia')).sayAccepted('1', 'for later');
    await one.kill('SIGTERM');
    const other = await startHost(['--data', folder, '--name', 'Kept']);
    expect((await other.firstObject()).room).toEqual((await one.firstObject()).room);
    await other.findObject(({ text }) => text === 'for later', 'the kept message');
  });

  test('two without --data run side by side', async () => {
    const [one, other] = await Promise.all([startHost(['--name', 'Same']), startHost(['--name', 'Same'])]);
    await (await RawClient.join(one.port, 'Mia')).sayAccepted('1', 'in one');
    const member = await RawClient.join(other.port, 'Mia');
    await member.sayAccepted('1', 'in the other');
    expect(member.texts()).toEqual(['in the other']);
  });

  test('lets as many connections wait as --backlog says', async () => {
    const host = await startHost(['--backlog', '3']);
    host.child.kill('SIGSTOP');
    atEnd(() => {
      host.child.kill('SIGCONT');
    });
    let connected = 0;
    const waiting = Array.from({ length: 12 }, async () => {
      await RawClient.connect(host.port);
      connected += 1;
    });
    await until(() => connected >= 3, 'the queue takes some');
    // A connection that is answered at once tells that the others had their turn.
    await RawClient.connect(portOf(await occupy({ port: 0 })));
    if (process.platform === 'linux') expect(connected).toBeLessThanOrEqual(4);
    host.child.kill('SIGCONT');
    await Promise.all(waiting);
  });
});

describe('partyline host', () => {
  test('prints events as lines for people, and how to join on standard error', async () => {
    const host = new CliProcess(['host', '--port', '0', '--bind', '127.0.0.1', '--name', 'Library', '--nick', 'Owner']);
    await host.complains(/partyline join 127\.0\.0\.1:(\d+)/);
    const port = Number(/join 127\.0\.0\.1:(\d+)/.exec(host.errors)?.[1]);
    const member = await RawClient.join(port, 'Mia');
    await member.sayAccepted('1', 'two\nlines');
    await host.find((line) => line.trim() === 'lines', 'the second line');
    expect(host.lines.map((line) => line.replace(/^\d\d:\d\d/, 'time'))).toEqual([
      'time * Owner joined',
      'time * Mia joined',
      'time Mia: two',
      '      lines',
    ]);
  });

  test.each([[], ['--json']])('keeps control characters from the terminal %s', async (...flags) => {
    const host = new CliProcess(['host', '--port', '0', '--bind', '127.0.0.1', '--nick', 'Owner', '--json', ...flags]);
    const { tcp } = (await host.firstObject()) as { tcp: { port: number } };
    const join = new CliProcess(['join', `127.0.0.1:${tcp.port}`, '--nick', 'Reader', ...flags]);
    await host.findObject(({ nick }) => nick === 'Reader', 'the reader came');
    const member = await RawClient.join(tcp.port, 'Mia');
    // What a room takes and a terminal must not get: C1's CSI, which is an escape sequence of one character.
    const hostile = '\u009b2J\u009b31m\u0085\u202eevil\u202c\u2066x\u2069';
    member.say('1', hostile);
    await member.sayAccepted('2', 'the end');
    await join.find((line) => line.includes('the end'), 'the last message');
    await host.find((line) => line.includes('the end'), 'the last message');
    for (const output of [...join.lines, ...host.lines, join.errors, host.errors]) {
      expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
    if (flags.length === 0) return;
    const texts = [...join.lines, ...host.lines]
      .map((line) => JSON.parse(line).text)
      .filter((text) => text === hostile);
    expect([0, 2]).toContain(texts.length);
  });

  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a port over 65535', ['--port', '65536'], /65535/],
    ['a port that is no number', ['--port', 'http'], /port/],
    ['a negative port', ['--port', '-1'], /port/],
    ['an unknown flag', ['--colour'], /--colour/],
    ['an address that is not here', ['--port', '0', '--bind', '192.0.2.1'], /address_not_here/],
    ['a nickname with an escape', ['--port', '0', '--nick', '\u001b[31m'], /bad_nick/],
    ['an empty name', ['--port', '0', '--name', ' '], /bad_room_name/],
    ['an unknown limit', ['--limit', 'patience=3'], /patience|names:/],
    ['a backlog of 0', ['--backlog', '0'], /backlog/],
  ];
  test.each(mistakes)('with %s ends with an error, in words on standard error', async (_, flags, words) => {
    const host = new CliProcess(['host', '--json', ...flags]);
    const { code } = await host.ends();
    expect(code).toBeGreaterThan(0);
    expect(host.lines).toEqual([]);
    expect(host.errors).toMatch(words);
    expect(host.errors).not.toMatch(/\n\s+at |[\u001b]/);
  });

  test('on a port in use ends with 1 and names a free one', async () => {
    const port = portOf(await occupy({ port: 0 }));
    const host = new CliProcess(['host', '--json', '--bind', '127.0.0.1', '--port', String(port)]);
    expect((await host.ends()).code).toBe(1);
    expect(host.errors).toContain(String(port));
    const free = /port (\d+) is free/.exec(host.errors)?.[1];
    await startHost(['--port', String(free)]);
  });
});

describe('when whoever read the output is gone', () => {
  /** Runs a command line of the shell, in which `partyline` is this one. @returns its exit code and output */
  function shell(line: string, folder: string): Promise<{ code: number | null; output: string; errors: string }> {
    const partyline = `'${process.execPath}' '${PROGRAM}'`;
    const child = spawn('bash', ['-c', `set -o pipefail; ${line.replaceAll('partyline', partyline)}`], {
      env: { ...process.env, TMPDIR: folder },
      stdio: 'pipe',
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    atEnd(() => {
      child.kill('SIGKILL');
    });
    return within(
      new Promise((resolve) => child.once('close', (code) => resolve({ code, output, errors }))),
      () => `the command ends; ${output} ${errors}`,
    );
  }

  // A pipe tells of its reader's end to whoever writes to it only; both lines of a start may be in it before that.
  const TALK = 'while sleep 0.1 && echo anybody there; do :; done';

  test('host | head -1 ends quietly with the next line that it would print, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const host = 'partyline host --port 0 --bind 127.0.0.1 --json';
    const { code, output, errors } = await shell(`${host} < <(${TALK} 2>/dev/null) | head -1`, folder);
    expect(JSON.parse(output)).toMatchObject({ event: 'listening' });
    expect([code, errors]).toEqual([0, '']);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('host 2>&1 | head -1 ends quietly too', async () => {
    const folder = temporaryFolder();
    const host = 'partyline host --port 0 --bind 127.0.0.1 2>&1';
    const { code, output } = await shell(`${host} < <(${TALK} 2>/dev/null) | head -1`, folder);
    expect([code, output.trim().split('\n').length]).toEqual([0, 1]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('join | head -1 ends quietly with the next line that it would print', async () => {
    const host = await startHost();
    const ended = shell(`partyline join 127.0.0.1:${host.port} --json | head -1`, temporaryFolder());
    const talk = setInterval(() => host.type('anybody there?'), 100);
    const { code, output, errors } = await ended.finally(() => clearInterval(talk));
    expect(JSON.parse(output)).toMatchObject({ event: 'joined' });
    expect([code, errors]).toEqual([0, '']);
  });
});

test('--help explains every command and ends with 0', () => {
  const help = execFileSync(process.execPath, [PROGRAM, '--help']).toString();
  for (const command of ['host', 'join']) expect(help).toContain(command);
  expect(execFileSync(process.execPath, [PROGRAM, 'host', '--help']).toString()).toContain('--no-discovery');
});
