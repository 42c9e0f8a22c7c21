import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findingText } from '../../../src/core/doctor/finding-text.ts';
import {
  ADDRESSES_TRIED,
  CHECK_MS,
  checkPort,
  checkTarget,
  describeNetwork,
  LOOKUP_MS,
} from '../../../src/node/doctor/doctor.ts';
import { KEY_PROBE_MS } from '../../../src/node/doctor/key-probe.ts';
import { TCP_ANSWER_MS, TCP_CONNECT_MS } from '../../../src/node/doctor/tcp-probe.ts';
import { UDP_PROBE_MS } from '../../../src/node/net/udp-probe.ts';
import { fourWords } from '../../../src/shared/code-words/code-words.ts';
import type { DoctorEvent, Finding } from '../../../src/shared/doctor/models.ts';
import { startRelay, type UdpFate } from '../../support/network/partial-relay.ts';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { atEnd } from '../../support/releases.ts';
import { hosting } from '../../support/rooms/parties.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const HERE = '127.0.0.1';
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

/** What the doctor says of a port of this machine. */
async function codesAt(port: number, host = HERE): Promise<readonly string[]> {
  return codes((await checkTarget({ host, port })).findings);
}

/** Somebody's UDP socket on a port of loopback, which answers nothing. */
async function silentSocket(port: number): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(port, HERE);
  await once(socket, 'listening');
  atEnd(() => new Promise<void>((closed) => socket.close(() => closed())));
  return socket.address().port;
}

/** Takes connections until the system's queue is full and the next one is not answered any more. */
async function fillBacklog(port: number): Promise<void> {
  for (let i = 0; i < 8; i += 1) {
    const socket = connect({ host: HERE, port });
    socket.on('error', () => {});
    atEnd(() => void socket.destroy());
  }
  const last = connect({ host: HERE, port });
  last.on('error', () => {});
  atEnd(() => void last.destroy());
  await until(() => last.connecting, 'the last one waits');
}

describe('a target', () => {
  it('is a room with a key, which its host shows as well, and nobody is told who asks', async () => {
    const host = await openRoom();
    const { findings } = await checkTarget({ host: HERE, port: host.listening.port });
    const found = findings.find(({ code }) => code === 'room_found');
    const { fingerprint } = host.security;
    expect(found?.detail).toMatchObject({ key: fingerprint, keyWords: fourWords(fingerprint).join(' ') });
    expect(findingText(found as Finding).text).toContain(fingerprint);
    expect(host.members()).toEqual([]);
  });

  it('is a room, over TCP and UDP, and nobody joins it for the question', async () => {
    const { port, events } = await hosting('Ada');
    const steps: DoctorEvent[] = [];
    const { ok, findings, target } = await checkTarget(
      { host: HERE, port },
      { report: (event) => steps.push(event), room: 'Library' },
    );
    expect({ ok, target }).toEqual({ ok: true, target: `${HERE}:${port}` });
    expect(codes(findings)).toEqual(['this_computer', 'room_found', 'known_room']);
    expect(steps.map(({ event }) => event)).toEqual(['route', 'probing', 'probing', 'probed', 'probed']);
    expect(events().map(({ kind }) => kind)).toEqual(['joined']);
  });

  it('is found by name', async () => {
    const { port } = await hosting('Ada');
    const { ok, findings } = await checkTarget({ host: 'localhost', port });
    expect(ok).toBe(true);
    expect(codes(findings).slice(0, 3)).toEqual(['name_resolved', 'this_computer', 'room_found']);
  });

  it('is a port where nobody listens', async () => {
    expect(await codesAt(await freePort())).toEqual(['this_computer', 'refused']);
  });

  it.each<[UdpFate, string]>([
    ['swallowed', 'udp_blocked'],
    ['unreachable', 'udp_refused'],
  ])('lets TCP through and datagrams are %s', async (fate, code) => {
    const { port } = await hosting('Ada');
    const relay = await startRelay(port, fate);
    atEnd(() => relay.close());
    expect(await codesAt(Number(relay.address.split(':')[1]))).toEqual(['this_computer', code]);
  });

  it('is no room: it answers something else, closes, or says nothing', async () => {
    const web = await occupy({ port: 0 }, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const short = await occupy({ port: 0 }, (socket) => socket.end());
    const mute = await occupy({ port: 0 });
    expect(await codesAt(portOf(web))).toEqual(['this_computer', 'not_a_room']);
    expect(await codesAt(portOf(short))).toEqual(['this_computer', 'not_a_room']);
    expect(await codesAt(portOf(mute))).toEqual(['this_computer', 'silent_service']);
  });

  it('does not answer at all: the program hangs and its backlog is full', async () => {
    const host = await startHost(['--backlog', '1']);
    host.child.kill('SIGSTOP');
    await fillBacklog(host.port);
    const { ok, findings } = await checkTarget({ host: HERE, port: host.port });
    expect(ok).toBe(false);
    expect(codes(findings)).toEqual(['this_computer', 'timed_out_nearby']);
  });

  it('has a name that nobody has', async () => {
    // No name has a part so long, and so no server is asked for it.
    const { findings, ok } = await checkTarget({ host: 'x'.repeat(64), port: 8888 });
    expect(ok).toBe(false);
    expect(codes(findings)).toEqual(['name_not_found']);
  });

  it('is no computer but everybody', async () => {
    expect(await codesAt(8888, '255.255.255.255')).toEqual(['not_a_host']);
    expect(await codesAt(8888, 'ff02::1')).toEqual(['not_a_host']);
  });

  it('is let go at once when the check is cancelled', async () => {
    const mute = await occupy({ port: 0 });
    const stop = new AbortController();
    const start = performance.now();
    const report = await checkTarget(
      { host: HERE, port: portOf(mute) },
      { signal: stop.signal, report: ({ event }) => event === 'probing' && stop.abort() },
    );
    expect(report.ok).toBe(false);
    expect(performance.now() - start).toBeLessThan(CHECK_MS / 2);
  });
});

describe('the limits of a check', () => {
  it('stand in docs/limits.md as they are', () => {
    const text = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');
    const seconds = (ms: number) => `${ms / 1_000} s`;
    expect(text).toContain(`| a name's lookup | ${seconds(LOOKUP_MS)} |`);
    expect(text).toContain(`| addresses of a name | ${ADDRESSES_TRIED},`);
    expect(text).toContain(`| a TCP connection | ${seconds(TCP_CONNECT_MS)}, and ${seconds(TCP_ANSWER_MS)} for`);
    expect(text).toContain(`| a UDP answer | ${seconds(UDP_PROBE_MS)},`);
    expect(text).toContain(`| a room's key | ${seconds(KEY_PROBE_MS)} |`);
    expect(text).toContain(`| a check | ${seconds(CHECK_MS)} |`);
  });
});

describe('a port of this computer', () => {
  it('is free, ours, or somebody else’s, over TCP and over UDP', async () => {
    const { party, port } = await hosting('Ada');
    const own = [
      { transport: 'tcp', port },
      { transport: 'udp', port },
    ] as const;
    expect(codes((await checkPort(port, own)).findings)).toEqual(['port_ours']);
    expect((await checkPort(port, [])).findings[0]?.detail.taken).toBe('TCP IPv4, UDP IPv4');
    await party.leave();
    expect(codes((await checkPort(port, own)).findings)).toEqual(['port_free']);
    await silentSocket(port);
    const { states, findings } = await checkPort(port, own.slice(0, 1));
    expect(states.find(({ use }) => use === 'taken')).toEqual({ transport: 'udp', family: 'IPv4', use: 'taken' });
    expect(codes(findings)).toEqual(['port_partly_taken']);
  });

  it('is taken by who listens on IPv6 only', async () => {
    const server = await occupy({ port: 0, host: '::1' });
    const { states } = await checkPort(portOf(server), []);
    expect(states.filter(({ use }) => use === 'taken')).toEqual([{ transport: 'tcp', family: 'IPv6', use: 'taken' }]);
  });
});

describe('partyline doctor', () => {
  it('tells every address and the port as JSON lines, and succeeds', async () => {
    const doctor = new CliProcess(['doctor', '--json']);
    expect(await doctor.ends()).toEqual({ code: 0, signal: null });
    const lines = doctor.lines.map((line) => JSON.parse(line));
    const { addresses } = await describeNetwork();
    expect(lines.filter(({ event }) => event === 'interface').map(({ address }) => address)).toEqual(
      addresses.map(({ address }) => address),
    );
    expect(lines.filter(({ event }) => event === 'port')).toHaveLength(4);
    expect(lines.find(({ event }) => event === 'finding')).toMatchObject({
      code: expect.stringMatching(/^[a-z_]+$/),
      severity: expect.stringMatching(/^(ok|info|warning|problem)$/),
      text: expect.stringMatching(/\.$/),
      advice: expect.stringMatching(/\.$/),
    });
    expect(lines.at(-1)).toEqual({ event: 'done', ok: true });
  });

  it('succeeds for a room and fails where none is, in words', async () => {
    const { port } = await hosting('Ada');
    const good = new CliProcess(['doctor', `${HERE}:${port}`]);
    expect((await good.ends()).code).toBe(0);
    expect(good.lines.join('\n')).toContain(`✓ A Partyline room answers at port ${port} of ${HERE}, over TCP and UDP.`);
    const bad = new CliProcess(['doctor', `${HERE}:${await freePort()}`, '--json']);
    expect((await bad.ends()).code).toBe(1);
    expect(JSON.parse(bad.lines.at(-1)!)).toEqual({ event: 'done', ok: false });
    expect(bad.lines.some((line) => line.includes('"code":"refused"'))).toBe(true);
  });

  it('refuses what is no address, with an error on standard error alone', async () => {
    const doctor = new CliProcess(['doctor', 'not an address', '--json']);
    expect((await doctor.ends()).code).toBe(1);
    expect(doctor.lines).toEqual([]);
    expect(doctor.errors).toContain('bad_address');
  });
});

/**
 * Runs a command in a network of its own: loopback, and one adapter behind which nobody is, though it seems that
 * 10.9.0.7 were. Nothing leaves it.
 */
const ALONE = [
  'unshare',
  '--net',
  'sh',
  '-c',
  'ip link set lo up && ip link add lan0 type veth peer name lan1 && ip addr add 10.9.0.1/24 dev lan0 && ip link set lan0 up && ip link set lan1 up && ip neigh add 10.9.0.7 lladdr 02:00:00:00:00:07 dev lan0 && exec "$@"',
  'sh',
];
const canUnshare =
  process.platform === 'linux' && spawnSync(ALONE[0] as string, [...ALONE.slice(1), 'true']).status === 0;

describe.runIf(canUnshare)('in a network of its own', () => {
  const told = async (...parameters: readonly string[]) => {
    const doctor = new CliProcess(['doctor', '--json', ...parameters], { wrapper: ALONE });
    const { code } = await doctor.ends();
    const lines = doctor.lines.map((line) => JSON.parse(line));
    return { code, lines, codes: lines.filter(({ event }) => event === 'finding').map((one) => one.code) };
  };

  it('names the one adapter that leads somewhere', async () => {
    const { lines, codes: found } = await told();
    expect(lines[0]).toMatchObject({
      adapter: 'lan0',
      broadcast: '10.9.0.255',
      mask: '255.255.255.0',
      kind: 'private',
    });
    expect(found).toEqual(['address_to_use', 'port_free']);
  });

  it.each([
    ['a firewall swallows everything at', '10.9.0.7:8888', ['same_subnet', 'timed_out_nearby']],
    ['nobody has the address', '10.9.0.8:8888', ['same_subnet', 'unreachable']],
    ['the address of everybody is', '10.9.0.255:8888', ['not_a_host']],
    ['no way leads to', '203.0.113.7:8888', ['no_route']],
  ])('%s %s', async (_, target, expected) => {
    const { code, codes: found } = await told(target);
    expect(found).toEqual(['address_to_use', ...expected]);
    expect(code).toBe(1);
  });

  it('has no network at all behind a shell without one', async () => {
    const doctor = new CliProcess(['doctor', '--json'], { wrapper: ['unshare', '--net'] });
    expect((await doctor.ends()).code).toBe(0);
    expect(doctor.lines.some((line) => line.includes('"code":"no_network"'))).toBe(true);
  });
});
