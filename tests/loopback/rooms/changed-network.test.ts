import { describe, expect, test } from 'vitest';
import { type Computer, canMakeNetworks, NetworkLab } from '../../support/network/network-lab.ts';
import { CliProcess } from '../../support/programs/cli.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const able = canMakeNetworks();
/** Within so many milliseconds a member is heard again, as it is promised. */
const BACK_MS = 3_000;

/** A room on one computer, and a member on another who is in it over `transport`. */
async function meet(host: Computer, address: string, guest: Computer, transport: 'tcp' | 'udp') {
  const room = new CliProcess(['host', '--port', '8888', '--nick', 'Hal', '--json'], { wrapper: host.wrapper });
  await room.findObject(({ event }) => event === 'listening', 'the room listens');
  const over = transport === 'udp' ? ['--udp'] : [];
  const member = new CliProcess(['join', `${address}:8888`, '--nick', 'Ada', '--json', ...over], {
    wrapper: guest.wrapper,
  });
  await member.findObject(({ event }) => event === 'joined', 'the member is in');
  return { room, member };
}

/** Milliseconds until each hears what the other says from now on. */
async function millisecondsUntilHeard(
  { room, member }: { room: CliProcess; member: CliProcess },
  what: string,
): Promise<number> {
  const start = performance.now();
  member.type(`${what} from the member`);
  room.type(`${what} from the host`);
  await room.findObject(({ text }) => text === `${what} from the member`, 'the host hears the member', 60_000);
  await member.findObject(({ text }) => text === `${what} from the host`, 'the member hears the host', 60_000);
  return performance.now() - start;
}

describe.runIf(able).each(['tcp', 'udp'] as const)(
  'over %s a member in a terminal is heard again within 3 s',
  (transport) => {
    test('when its computer has another address in the same network', { timeout: 90_000 }, async () => {
      const { host, guest } = await office();
      const both = await meet(host, '10.0.0.1', guest, transport);
      await millisecondsUntilHeard(both, 'before');
      guest.ip('addr del 10.0.0.2/24 dev eth0');
      guest.ip('addr add 10.0.0.77/24 dev eth0');
      const ms = await millisecondsUntilHeard(both, 'after');
      expect(ms).toBeLessThan(BACK_MS);
    });

    test('when its computer is in another network', { timeout: 90_000 }, async () => {
      const { lab, host, guest } = await twoNetworks();
      const both = await meet(host, '10.0.9.1', guest, transport);
      await millisecondsUntilHeard(both, 'before');
      guest.ip('link set eth0 down');
      goToCafe({ lab, guest });
      const ms = await millisecondsUntilHeard(both, 'after');
      expect(ms).toBeLessThan(BACK_MS);
    });

    test('when the adapter that it came over stays up, address and all, and leads nowhere', {
      timeout: 90_000,
    }, async () => {
      const { lab, host, guest, unplug } = await twoNetworks();
      const both = await meet(host, '10.0.9.1', guest, transport);
      await millisecondsUntilHeard(both, 'before');
      unplug();
      goToCafe({ lab, guest }, 'metric 5');
      const ms = await millisecondsUntilHeard(both, 'after');
      expect(ms).toBeLessThan(BACK_MS);
    });

    test('when the host has another address, which the member was told by none but the host', {
      timeout: 90_000,
    }, async () => {
      const { host, guest } = await office();
      const both = await meet(host, '10.0.0.1', guest, transport);
      await millisecondsUntilHeard(both, 'before');
      host.ip('addr del 10.0.0.1/24 dev eth0');
      host.ip('addr add 10.0.0.99/24 dev eth0');
      expect(await millisecondsUntilHeard(both, 'after')).toBeLessThan(BACK_MS);
      // And back again: what was told last is not all that a member knows.
      host.ip('addr del 10.0.0.99/24 dev eth0');
      host.ip('addr add 10.0.0.1/24 dev eth0');
      expect(await millisecondsUntilHeard(both, 'again')).toBeLessThan(BACK_MS);
    });
  },
);

test.runIf(able)('a host in a terminal says where others find it once its address is another', async () => {
  const lab = await NetworkLab.make();
  lab.switch('office');
  const host = await lab.computer();
  lab.plug(host, 'eth0', 'office', '10.0.0.1/24');
  const room = new CliProcess(['host', '--port', '8888', '--nick', 'Hal'], { wrapper: host.wrapper });
  await room.complains('partyline join 10.0.0.1:8888');
  host.ip('addr del 10.0.0.1/24 dev eth0');
  host.ip('addr add 10.0.0.99/24 dev eth0');
  await room.complains('This computer has other addresses now');
  await room.complains('partyline join 10.0.0.99:8888');
});

/** A host and a guest on one switch. */
async function office() {
  const lab = await NetworkLab.make();
  lab.switch('office');
  const [host, guest] = [await lab.computer(), await lab.computer()];
  lab.plug(host, 'eth0', 'office', '10.0.0.1/24');
  lab.plug(guest, 'eth0', 'office', '10.0.0.2/24');
  return { host, guest };
}

/** The guest goes from the office into the café. */
function goToCafe({ lab, guest }: Pick<Networks, 'lab' | 'guest'>, ...metric: readonly string[]): void {
  lab.plug(guest, 'wlan0', 'cafe', '10.0.1.2/24');
  guest.ip(['route add default via 10.0.1.254', ...metric].join(' '));
}

type Networks = Awaited<ReturnType<typeof twoNetworks>>;

/** A guest in the office, a host in the cellar, and a router between them that the café is connected to as well. */
async function twoNetworks() {
  const lab = await NetworkLab.make();
  for (const name of ['office', 'cafe', 'cellar']) lab.switch(name);
  const [host, guest, router] = [await lab.computer(), await lab.computer(), await lab.computer()];
  lab.plug(router, 'eth0', 'office', '10.0.0.254/24');
  lab.plug(router, 'eth1', 'cafe', '10.0.1.254/24');
  lab.plug(router, 'eth2', 'cellar', '10.0.9.254/24');
  router.run('sysctl -qw net.ipv4.ip_forward=1');
  lab.plug(host, 'eth0', 'cellar', '10.0.9.1/24');
  host.ip('route add default via 10.0.9.254');
  const unplug = lab.plug(guest, 'eth0', 'office', '10.0.0.2/24');
  guest.ip('route add default via 10.0.0.254 metric 10');
  return { lab, host, guest, unplug };
}
