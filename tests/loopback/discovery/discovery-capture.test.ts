import { describe, expect, test } from 'vitest';
import { hostOn, Looking, runOn } from '../../support/network/looking.ts';
import { AROUND, captureOf } from '../../support/network/network-capture.ts';
import { canMakeNetworks, NetworkLab } from '../../support/network/network-lab.ts';
import { findTshark } from '../../support/programs/programs.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

describe.runIf(canMakeNetworks() && findTshark() !== undefined)('on a network with a way out of it', () => {
  test('nothing of a whole session goes anywhere but to the network around', { timeout: 90_000 }, async () => {
    const lab = await NetworkLab.make();
    lab.switch('office');
    const [one, other, router] = [await lab.computer(), await lab.computer(), await lab.computer()];
    lab.plug(one, 'eth0', 'office', '10.0.0.1/24');
    lab.plug(other, 'eth0', 'office', '10.0.0.2/24');
    lab.plug(router, 'eth0', 'office', '10.0.0.254/24');
    for (const computer of [one, other]) computer.ip('route add default via 10.0.0.254');
    const captures = [await captureOf(one, 'eth0'), await captureOf(other, 'eth0')];

    const room = await hostOn(one, 'Design review');
    const looking = new Looking(other);
    const found = await looking.finds('Design review');
    const member = runOn(other, 'join', 'Design review', '--nick', 'Ada', '--json');
    await member.firstObject();
    member.type('hello');
    await room.findObject(({ text }) => text === 'hello', 'the host hears it');
    const nobody = runOn(other, 'join', 'payroll 2026');
    expect((await nobody.exited).code).toBe(1);
    await room.kill('SIGINT');
    await looking.loses(found);

    // What the kernel says by itself is no business of ours.
    const ours = '(udp or tcp) and not icmp and not icmpv6';
    const destinations = (await Promise.all(captures.map((stop) => stop(ours)))).flat();
    expect(destinations.length).toBeGreaterThan(5);
    expect(destinations.filter(({ address }) => !AROUND.test(address))).toEqual([]);
    expect(destinations.filter(({ port }) => port === '53')).toEqual([]);
  });
});
