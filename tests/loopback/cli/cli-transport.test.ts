import { describe, expect, test } from 'vitest';
import { startRelay, type UdpFate } from '../../support/network/partial-relay.ts';
import { CliProcess } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

function startJoin(address: string, ...flags: readonly string[]): CliProcess {
  return new CliProcess(['join', address, '--json', '--nick', 'Gus', ...flags]);
}

/** What was printed of the transport, in order. */
function transports({ lines }: CliProcess): readonly unknown[] {
  return lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'transport');
}

async function inFrontOf(port: number, udp: UdpFate): Promise<string> {
  const relay = await startRelay(port, udp);
  atEnd(relay.close);
  return relay.address;
}

describe('partyline join', () => {
  test('with --udp begins over UDP', async () => {
    const host = await openRoom();
    const guest = startJoin(`127.0.0.1:${host.listening.port}`, '--udp');
    expect(await guest.firstObject()).toEqual({ event: 'joined', room: host.info, transport: 'udp' });
    guest.type('hello over UDP');
    await guest.findObject(({ text }) => text === 'hello over UDP', 'its message');
  });

  test('moves at /udp and /tcp, one after the other, and says so each time', async () => {
    const host = await openRoom();
    const other = await RawClient.join(host.listening.port, 'Other');
    const guest = startJoin(`127.0.0.1:${host.listening.port}`);
    await guest.firstObject();
    for (const line of ['one', '/udp', 'two', '/udp', 'three', '/tcp', 'four']) guest.type(line);
    await other.heard('four');
    await until(() => transports(guest).length === 3, 'three answers');
    expect(transports(guest)).toEqual([
      { event: 'transport', transport: 'udp' },
      { event: 'transport', transport: 'udp' },
      { event: 'transport', transport: 'tcp' },
    ]);
    await guest.findObject(({ text }) => text === 'four', 'its last message');
    expect(other.texts()).toEqual(['one', 'two', 'three', 'four']);
    expect(host.members()).toHaveLength(2);
    expect(guest.errors).toBe('');
  });

  test('tells people in words', async () => {
    const host = await openRoom();
    const guest = new CliProcess(['join', `127.0.0.1:${host.listening.port}`, '--nick', 'Gus']);
    await guest.complains('You are in');
    guest.type('/udp');
    await guest.complains('You are on UDP datagrams now.');
    guest.type('/tcp');
    await guest.complains('You are on a TCP stream now.');
  });

  test.each([
    ['unreachable', 'refused'],
    ['swallowed', 'udp_blocked'],
  ] as const)('where datagrams are %s stays on TCP and says why: %s', async (fate, code) => {
    const host = await openRoom();
    const other = await RawClient.join(host.listening.port, 'Other');
    const guest = startJoin(await inFrontOf(host.listening.port, fate));
    await guest.firstObject();
    guest.type('/udp');
    await guest.complains(new RegExp(`\\(${code}\\); you stay on a TCP stream`));
    guest.type('still here');
    await other.heard('still here');
    expect(transports(guest)).toEqual([{ event: 'transport', transport: 'tcp' }]);
  });

  test.each([
    ['unreachable', 'refused'],
    ['swallowed', 'udp_blocked'],
  ] as const)('with --udp where datagrams are %s ends with 1: %s', async (fate, code) => {
    const host = await openRoom();
    const guest = startJoin(await inFrontOf(host.listening.port, fate), '--udp');
    expect((await guest.ends()).code).toBe(1);
    expect(guest.errors).toContain(`(${code})`);
    expect(guest.lines).toEqual([]);
  });
});
