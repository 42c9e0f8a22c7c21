import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fillDisk, smallDisk } from '../../support/files/small-disk.ts';
import { freePort } from '../../support/network/ports.ts';
import { CliProcess, type StartOptions, startHost } from '../../support/programs/cli.ts';
import { PEERS } from '../../support/programs/peer-process.ts';
import { findPython } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { DEADLINE_MS, until } from '../../support/until.ts';

releaseEverything();

/** A file on a disk that is always full. */
const FULL = '/dev/full';
const GIVEN_UP = /^partyline: the output is given up, .+\n/m;

/** Opens the file that takes a command's output. */
function outputTo(path: string): StartOptions {
  const stdout = openSync(path, 'w');
  atEnd(() => closeSync(stdout));
  return { stdout };
}

async function hostPrintingTo(options: StartOptions, ...more: string[]): Promise<CliProcess & { port: number }> {
  const port = await freePort();
  const host = new CliProcess(['host', '--port', `${port}`, '--bind', '127.0.0.1', ...more], options);
  await connectWhenOpen(port);
  return Object.assign(host, { port });
}

/** Its output does not say when it listens: a connection does. */
async function connectWhenOpen(port: number): Promise<void> {
  const end = performance.now() + DEADLINE_MS;
  for (;;) {
    const client = await RawClient.connect(port).catch(() => undefined);
    if (client !== undefined) return;
    if (performance.now() > end) throw new Error('the room was never open');
  }
}

/** Members talk until it says that its output is given up. */
async function talkUntilGivenUp(host: CliProcess & { port: number }): Promise<void> {
  const end = performance.now() + DEADLINE_MS;
  while (!GIVEN_UP.test(host.errors)) {
    await talk(host.port);
    if (performance.now() > end) throw new Error(`it never gave up: ${host.errors}`);
  }
}

/** Two members of the room hear each other. */
async function talk(port: number): Promise<void> {
  const one = await RawClient.join(port, 'one');
  const other = await RawClient.join(port, 'other');
  for (let number = 1; number <= 20; number += 1) await one.sayAccepted(`${number}`, `message ${number}`);
  await other.heard('message 20');
}

describe.runIf(existsSync(FULL))('output on a full disk', () => {
  test.each([[[]], [['--json']]])('is given up, and the room lives (%j)', async (flags) => {
    const host = await hostPrintingTo(outputTo(FULL), ...flags);
    await talk(host.port);
    await until(() => /given up/.test(host.errors), 'it says so');
    await talk(host.port);
    expect(host.errors.match(/given up/g)).toHaveLength(1);
    expect(host.errors).not.toContain('    at ');
    expect(await host.kill('SIGTERM')).toEqual({ code: 1, signal: null });
  });

  test('of join is given up, and its lines are still said', async () => {
    const host = await startHost();
    const listener = await RawClient.join(host.port, 'listener');
    const member = new CliProcess(['join', `127.0.0.1:${host.port}`, '--json'], outputTo(FULL));
    await until(() => GIVEN_UP.test(member.errors), 'it says so');
    member.type('still here');
    await listener.heard('still here');
    expect(await member.kill('SIGTERM')).toEqual({ code: 1, signal: null });
  });

  test('of practice is given up, and the server goes on', async () => {
    const port = await freePort();
    const server = new CliProcess(['practice', 'echo', '--port', `${port}`, '--json'], outputTo(FULL));
    await until(() => GIVEN_UP.test(server.errors), 'it says so');
    const client = await TextClient.connect(port);
    client.write('hello');
    await until(() => client.text === 'hello', 'it is answered');
    expect(await server.kill('SIGTERM')).toEqual({ code: 1, signal: null });
  });

  test('of doctor is an exit code and a sentence', async () => {
    const doctor = new CliProcess(['doctor'], outputTo(FULL));
    expect(await doctor.ends()).toEqual({ code: 1, signal: null });
    expect(doctor.errors).toMatch(GIVEN_UP);
  });
});

const able = process.platform === 'linux' && existsSync('/proc/self/root') && smallDisk(tmpdir(), 65_536) !== undefined;

describe.runIf(able)('output on a disk that fills up', () => {
  test('is given up where it ends, and the room, whose log lies elsewhere, lives', async () => {
    const disk = temporaryFolder();
    const wrapper = [
      ...(smallDisk(disk, 1_048_576) as readonly string[]),
      ...['sh', '-c', 'exec "$@" >"$0"', join(disk, 'out')],
    ];
    const host = await hostPrintingTo({ wrapper }, '--json');
    const outside = `/proc/${host.pid}/root${join(disk, 'out')}`;
    await talk(host.port);
    await until(() => statSync(outside).size > 0, 'it prints');
    fillDisk(host.pid, disk);
    await talkUntilGivenUp(host);
    await talk(host.port);
    expect(await host.kill('SIGTERM')).toEqual({ code: 1, signal: null });
  });
});

const python = findPython();

describe.runIf(python && process.platform !== 'win32')('a terminal that went away', () => {
  const wrapper = [python ?? '', join(PEERS, 'lost_terminal.py')];

  test('is given up, and the room lives', async () => {
    const host = await hostPrintingTo({ wrapper }, '--json');
    await host.line(0);
    await talk(host.port);
    host.type('take it away');
    await talkUntilGivenUp(host);
    await talk(host.port);
    expect(await host.kill('SIGTERM')).toEqual({ code: 1, signal: null });
  });

  test('ends join as the end of its input does', async () => {
    const host = await startHost();
    const member = new CliProcess(['join', `127.0.0.1:${host.port}`, '--json'], { wrapper });
    await member.line(0);
    member.type('take it away');
    expect((await member.ends()).signal).toBeNull();
    expect(member.errors).not.toContain('    at ');
    await host.findObject(({ kind }) => kind === 'left', 'it took leave');
  });
});
