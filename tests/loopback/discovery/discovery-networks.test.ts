import { describe, expect, test } from 'vitest';
import { hostOn, Looking } from '../../support/network/looking.ts';
import { canMakeNetworks, NetworkLab } from '../../support/network/network-lab.ts';
import { findFirewall } from '../../support/programs/programs.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

/** Within so many milliseconds a room whose host crashed is in no list any more; and how much faster who waits for it lives. */
const CRASHED_MS = 35_000;
const SPEED = 5;

describe.runIf(canMakeNetworks() && findFirewall() !== undefined)('two networks with a router between them', () => {
  test('have each their rooms found, though one swallows multicast and the other broadcast', {
    timeout: 120_000,
  }, async () => {
    const lab = await NetworkLab.make();
    const at = async (name: string, address: string) => {
      const computer = await lab.computer();
      lab.plug(computer, 'eth0', name, `${address}/24`);
      return computer;
    };
    for (const name of ['office', 'cellar']) lab.switch(name);
    const router = await at('office', '10.0.0.254');
    lab.plug(router, 'eth1', 'cellar', '10.0.9.254/24');
    router.run('sysctl -qw net.ipv4.ip_forward=1');
    const [anna, ben, eva, inOffice] = [
      await at('office', '10.0.0.1'),
      await at('office', '10.0.0.2'),
      await at('office', '10.0.0.3'),
      await at('office', '10.0.0.9'),
    ];
    const [cem, dora, inCellar] = [
      await at('cellar', '10.0.9.1'),
      await at('cellar', '10.0.9.2'),
      await at('cellar', '10.0.9.9'),
    ];
    for (const rule of ['ip daddr 224.0.0.0/4', 'ip6 daddr ff02::fb']) lab.drop('office', rule);
    for (const rule of ['ether type ip meta pkttype broadcast', 'ip6 daddr ff02::1']) lab.drop('cellar', rule);
    // A computer with containers: what they are plugged into hides nothing.
    ben.ip('link add name docker0 type bridge');
    ben.ip('addr add 172.17.0.1/16 dev docker0');
    ben.ip('link set docker0 up');
    const traveller = await lab.computer();

    const [office, cellar, later] = [new Looking(inOffice), new Looking(inCellar), new Looking(traveller)];
    const fast = new Looking(inOffice, 60, SPEED);
    const crashing = await hostOn(eva, 'Eva');
    await Promise.all([hostOn(anna, 'Anna'), hostOn(ben, 'Ben'), hostOn(cem, 'Cem'), hostOn(dora, 'Dora')]);
    const isFast = (address: string) => (room: { readonly addresses: readonly string[] }) =>
      room.addresses.includes(address);
    const lost = await fast.finds('Eva', isFast('10.0.0.3:8888'));
    await crashing.kill('SIGKILL');
    const crashed = performance.now();
    const gone = fast.loses(lost).then(() => performance.now() - crashed);
    // It is awaited at the end; what fails before that is what the test tells.
    gone.catch(() => {});

    const seen = await Promise.all([
      office.finds('Anna', isFast('10.0.0.1:8888')),
      office.finds('Ben', isFast('10.0.0.2:8888')),
    ]);
    for (const { found } of seen) expect(found).not.toContain('mdns');
    expect(seen[1]?.addresses.join()).not.toContain('172.17');
    for (const name of ['Cem', 'Dora']) {
      expect((await cellar.finds(name)).found).toEqual(expect.arrayContaining(['mdns']));
    }
    lab.plug(traveller, 'wlan0', 'office', '10.0.0.77/24');
    await later.finds('Ben');
    expect(office.process.lines.join()).not.toMatch(/Cem|Dora/);

    // Its clock is that of a busy machine: what it takes beside waiting counts once, and not as many times.
    expect(await gone).toBeLessThan(CRASHED_MS / SPEED + 3_000);
    expect(fast.process.lines.filter((line) => line.includes('"gone"'))).toHaveLength(1);
  });
});
