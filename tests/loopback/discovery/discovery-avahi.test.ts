import { beforeEach, describe, test } from 'vitest';
import { hostOn, Looking, office } from '../../support/network/looking.ts';
import { type Computer, canMakeNetworks } from '../../support/network/network-lab.ts';
import { Avahi } from '../../support/programs/avahi.ts';
import { findAvahi } from '../../support/programs/programs.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

describe.runIf(canMakeNetworks() && findAvahi() !== undefined)('avahi', () => {
  let one: Computer;
  let other: Computer;

  beforeEach(async () => {
    const { lab, computers } = await office(2);
    [one, other] = computers as [Computer, Computer];
    // So that multicast DNS alone is left.
    lab.drop('office', 'ether type ip meta pkttype broadcast');
    lab.drop('office', 'ip6 daddr ff02::1');
  });

  test('sees our rooms, two of one name as well, and that they end', async () => {
    const avahi = await Avahi.start(other);
    const seen = avahi.browse();
    const rooms = [await hostOn(one, 'v1.0 会议'), await hostOn(one, 'v1.0 会议', '--port', '8889')];
    /** `=;eth0;IPv4;NAME;_partyline._tcp;local;HOST;ADDRESS;PORT;TEXT` */
    const resolved = () => seen().flatMap((line) => (line.startsWith('=') ? [line.split(';')] : []));
    await until(
      () =>
        new Set(resolved().map(([, , , name]) => name)).size === 2 &&
        new Set(resolved().map((one) => one[8])).size === 2,
      () => `avahi sees both; it saw ${seen().join('\n')}`,
    );
    for (const room of rooms) await room.kill('SIGINT');
    await until(
      () => {
        const [come, gone] = ['+', '-'].map((sign) => seen().filter((line) => line.startsWith(sign)).length);
        return come === gone;
      },
      () => `avahi sees both go; it saw ${seen().join('\n')}`,
    );
  });

  test('has a room found that it announces, once the room itself answers there', async () => {
    const avahi = await Avahi.start(one);
    const nobody = 'f'.repeat(32);
    await avahi.publish('Nobody', 7_777, ['v=1', `id=${nobody}`, 'host=Hal', 'n=1', 'lock=open', 'plain=1']);
    const room = await hostOn(one, 'Lobby');
    const { id } = (await room.firstObject()).room as { id: string };
    await avahi.publish('Another name', 8_888, ['v=1', `id=${id}`, 'host=Hal', 'n=1', 'lock=open', 'plain=1']);
    const looking = new Looking(other);
    await looking.finds('Lobby');
    if (looking.process.lines.some((line) => line.includes('Nobody'))) throw new Error('a claim is no room');
  });
});
