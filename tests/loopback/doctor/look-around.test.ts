import { describe, expect, test } from 'vitest';
import { hostOn, office, runOn } from '../../support/network/looking.ts';
import { type Computer, canMakeNetworks } from '../../support/network/network-lab.ts';
import { findFirewall } from '../../support/programs/programs.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const able = canMakeNetworks() && findFirewall() !== undefined;

/** What the doctor says on a computer of the rooms around it. */
async function aroundOf(computer: Computer): Promise<{ codes: readonly string[]; words: string }> {
  const doctor = runOn(computer, 'doctor', '--json');
  await doctor.findObject(({ event }) => event === 'done', 'it is done');
  const findings = doctor.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'finding');
  const about = findings.filter(({ code }) => /announced|cast_|heard/.test(code));
  return { codes: about.map(({ code }) => code), words: about.map(({ text }) => text).join(' ') };
}

describe.runIf(able)('the doctor', { timeout: 60_000 }, () => {
  test('names the room next door and how it was found, and that everything meant for all gets through', async () => {
    const [host, other] = (await office(2)).computers as [Computer, Computer];
    await hostOn(host, 'Library');
    const { codes, words } = await aroundOf(other);
    expect(codes).toEqual(['rooms_announced', 'multicast_passes', 'broadcast_passes']);
    expect(words).toContain('Library (Hal: mDNS');
  });

  test.each([
    ['multicast', ['ip daddr 224.0.0.0/4', 'ip6 daddr ff02::fb'], ['multicast_filtered', 'broadcast_passes']],
    [
      'broadcast',
      ['ether type ip meta pkttype broadcast', 'ip6 daddr ff02::1'],
      ['multicast_passes', 'broadcast_filtered'],
    ],
  ])('finds that %s does not pass', async (_, rules, codes) => {
    const { lab, computers } = await office(2);
    const [host, other] = computers as [Computer, Computer];
    for (const rule of rules) lab.drop('office', rule);
    await hostOn(host, 'Library');
    expect((await aroundOf(other)).codes).toEqual(['rooms_announced', ...codes]);
  });

  test('says that nobody is announced where nobody is', async () => {
    const [alone] = (await office(1)).computers as [Computer];
    expect((await aroundOf(alone)).codes).toEqual(['nobody_announced']);
  });
});
