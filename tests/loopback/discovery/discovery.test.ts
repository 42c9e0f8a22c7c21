import { describe, expect, test } from 'vitest';
import { hostOn, Looking, office, runOn } from '../../support/network/looking.ts';
import { canMakeNetworks, NetworkLab } from '../../support/network/network-lab.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const able = canMakeNetworks();

describe.runIf(able)('on a network without a way out of it', () => {
  test('a room is found, joined by its name, and gone within two seconds when it ends', async () => {
    const { computers } = await office(2);
    const [one, other] = computers as [(typeof computers)[0], (typeof computers)[0]];
    const room = await hostOn(one, 'Design review');
    const looking = new Looking(other);
    const found = await looking.finds('Design review', ({ addresses }) => addresses.includes('10.0.0.1:8888'));
    expect(found).toMatchObject({ host: 'Hal', lock: 'open', plain: true });
    const member = runOn(other, 'join', 'design review', '--nick', 'Ada', '--json');
    expect(await member.firstObject()).toMatchObject({ event: 'joined', room: { name: 'Design review' } });
    await looking.finds('Design review', (line) => 'members' in line && line.members === 2);
    const start = performance.now();
    await room.kill('SIGINT');
    await looking.loses(found);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('of two rooms of one name none is joined, and both are named; nor is one that is not here', async () => {
    const { computers } = await office(2);
    const [one, other] = computers as [(typeof computers)[0], (typeof computers)[0]];
    await Promise.all([hostOn(one, 'Lobby', '--port', '8888'), hostOn(one, 'Lobby', '--port', '8889')]);
    const [two, none] = [runOn(other, 'join', 'Lobby'), runOn(other, 'join', 'No such room')];
    expect((await two.exited).code).toBe(1);
    expect(two.errors).toMatch(/2 rooms here are called "Lobby".*:8888 .*:8889 |:8889 .*:8888 /);
    expect((await none.exited).code).toBe(1);
    expect(none.errors).toContain('there is no room "No such room" here');
  });

  test('people are told of a room once, with the address to join at, however many ways lead to it', async () => {
    const { computers } = await office(2);
    const [one, other] = computers as [(typeof computers)[0], (typeof computers)[0]];
    await hostOn(one, 'Design review');
    const discover = runOn(other, 'discover', '--seconds', '3');
    await discover.exited;
    expect(discover.lines).toEqual(['"Design review" hosted by Hal, 1 member: partyline join 10.0.0.1:8888']);
  });

  test('what is not announced is not found', async () => {
    const { computers } = await office(2);
    const [one, other] = computers as [(typeof computers)[0], (typeof computers)[0]];
    await hostOn(one, 'Hidden', '--port', '8888', '--no-discovery');
    await hostOn(one, 'Shown', '--port', '8889');
    const looking = new Looking(other, 2);
    await looking.finds('Shown');
    await looking.process.findObject(({ event }) => event === 'done', 'it is done');
    expect(looking.process.lines.join()).not.toContain('Hidden');
  });
});

describe.runIf(able)('a computer without any network', () => {
  test('hosts at once, and finds what is hosted on it', async () => {
    const lab = await NetworkLab.make();
    const computer = await lab.computer();
    await hostOn(computer, 'Alone');
    const found = await new Looking(computer).finds('Alone');
    expect(found.addresses).toEqual(['127.0.0.1:8888']);
  });
});
