import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Computer, canMakeNetworks, NetworkLab } from '../../support/network/network-lab.ts';
import { CliProcess } from '../../support/programs/cli.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findFirewall, findNetcat } from '../../support/programs/programs.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const able = canMakeNetworks() && findFirewall() !== undefined && findNetcat() !== undefined;

/** A room on one computer, and another computer in the same network. */
async function roomAndNeighbour(): Promise<Computer> {
  const lab = await NetworkLab.make();
  lab.switch('office');
  const [host, other] = [await lab.computer(), await lab.computer()];
  lab.plug(host, 'eth0', 'office', '10.0.0.1/24');
  lab.plug(other, 'eth0', 'office', '10.0.0.2/24');
  const room = new CliProcess(['host', '--port', '8888', '--nick', 'Hal', '--json'], { wrapper: host.wrapper });
  await room.findObject(({ event }) => event === 'listening', 'the room listens');
  return other;
}

/** What the doctor finds out about the way back to `computer`. */
async function wayBackTo(computer: Computer): Promise<unknown> {
  const doctor = new CliProcess(['doctor', '10.0.0.1:8888', '--json'], { wrapper: computer.wrapper });
  const { code } = await doctor.findObject(
    (one) => String(one['code']).startsWith('way_back'),
    'it tells of the way back',
  );
  return code;
}

/** A firewall that lets in what belongs to connections of this computer, and of the rest what `rule` says. */
function raiseFirewall(computer: Computer, rule: string): void {
  computer.run('nft add table inet filter');
  computer.run('nft add chain inet filter input { type filter hook input priority 0 ; policy drop ; }');
  computer.run('nft add rule inet filter input ct state established,related accept');
  if (rule !== '') computer.run(`nft add rule inet filter input ${rule}`);
}

describe.runIf(able)('the doctor', () => {
  test('finds that a room’s computer reaches this one too', async () => {
    expect(await wayBackTo(await roomAndNeighbour())).toBe('way_back_open');
  });

  test('takes a port of its own where another program has the usual one, over UDP alone too', async () => {
    const computer = await roomAndNeighbour();
    const [program = '', ...before] = computer.wrapper;
    PeerProcess.program(program, ...before, findNetcat() ?? '', '-u', '-l', '8888');
    await until(() => /:22B8 /.test(readFileSync(`/proc/${computer.pid}/net/udp`, 'utf8')), 'netcat has the port');
    expect(await wayBackTo(computer)).toBe('way_back_open');
  });

  test.each([
    ['way_back_blocked', ''],
    ['way_back_udp_blocked', 'meta l4proto tcp accept'],
    ['way_back_tcp_blocked', 'meta l4proto udp accept'],
  ])('finds %s behind a firewall', { timeout: 60_000 }, async (code, rule) => {
    const computer = await roomAndNeighbour();
    raiseFirewall(computer, rule);
    expect(await wayBackTo(computer)).toBe(code);
  });
});
