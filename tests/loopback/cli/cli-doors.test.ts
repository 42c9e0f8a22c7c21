import { describe, expect, test } from 'vitest';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { within } from '../../support/until.ts';

releaseEverything();

function joins(port: number, nick: string, parameters: readonly string[] = []): CliProcess {
  return new CliProcess(['join', `127.0.0.1:${port}`, '--nick', nick, '--json', '--no-discovery', ...parameters]);
}

describe('partyline host --door ask', () => {
  test('tells who knocks, and lets in, turns away and removes whom its host names', async () => {
    const host = await startHost(['--door', 'ask', '--nick', 'Owner', '--limit', 'knocksPerAddress=9']);
    const bob = joins(host.port, 'Bob');
    const knock = await host.findObject(({ event }) => event === 'knock', 'Bob knocks');
    expect(knock).toMatchObject({ id: 1, nick: 'Bob', address: '127.0.0.1' });
    expect(await bob.firstObject()).toEqual({ event: 'waiting', code: 'ask' });
    host.type('/admit Bob');
    await bob.findObject(({ event }) => event === 'joined', 'Bob is in');
    await host.findObject(({ event }) => event === 'knock-over', 'nobody knocks any more');

    const eve = joins(host.port, 'Eve');
    await host.findObject(({ event, nick }) => event === 'knock' && nick === 'Eve', 'Eve knocks');
    host.type('/turn-away');
    expect(await eve.ends()).toMatchObject({ code: 1 });
    expect(eve.errors).toContain('turned_away');

    host.type('/remove Nobody');
    await host.complains('nobody called Nobody is here');
    host.type('/remove Bob');
    expect(await bob.ends()).toMatchObject({ code: 1 });
    expect(bob.errors).toContain('removed');
    const removed = await host.findObject(({ kind }) => kind === 'removed', 'the log tells of it');
    expect(removed).toMatchObject({ nick: 'Owner', about: { nick: 'Bob' } });
    host.type('/not a command');
    expect(await host.findObject(({ kind }) => kind === 'message', 'it is said')).toMatchObject({
      text: '/not a command',
    });
  });

  test('has netcat knock as well, and tells it so', async () => {
    const host = await startHost(['--door', 'ask']);
    const plain = await TextClient.connect(host.port);
    plain.write('hello?\n');
    await plain.hears('You knocked');
    await plain.hears('(not_let_in)');
    await host.findObject(({ event }) => event === 'knock', 'it knocks');
    host.type('/admit 1');
    await plain.hears('you are "');
    plain.write('hello!\n');
    await plain.hears(': hello!');
  });

  test('bans and lifts bans, locks and opens again, and keeps all of it over a restart', async () => {
    const data = temporaryFolder();
    const parameters = ['--data', data, '--name', 'Lab', '--nick', 'Owner'];
    const host = await startHost(parameters);
    const mia = await RawClient.join(host.port, 'Mia');
    host.type('/ban Mia');
    await host.findObject(({ kind }) => kind === 'banned', 'the log tells of it');
    host.type('/door locked');
    await host.findObject(({ kind, text }) => kind === 'door' && text === 'locked', 'the door is locked');
    await host.kill('SIGINT');

    const again = await startHost(parameters);
    const stranger = joins(again.port, 'Bob');
    expect(await stranger.ends()).toMatchObject({ code: 1 });
    expect(stranger.errors).toContain('room_locked');
    const back = await RawClient.connect(again.port);
    back.hello('Mia', { device: mia.device });
    expect(await back.next('error')).toMatchObject({ code: 'banned' });
    again.type('/bans');
    await again.complains('Mia (by device)');
    again.type('/unban Mia');
    await again.findObject(({ kind }) => kind === 'unbanned', 'the ban is lifted');
    again.type('/door open');
    await again.findObject(({ kind, text }) => kind === 'door' && text === 'open', 'the door is open');
    await within(RawClient.join(again.port, 'Mia'), 'she is in');
  });
});

test('partyline host --door word needs a passphrase, and says how to give it', async () => {
  const host = new CliProcess([
    'host',
    '--port',
    '0',
    '--bind',
    '127.0.0.1',
    '--no-discovery',
    '--json',
    '--door',
    'word',
  ]);
  expect(await host.ends()).toMatchObject({ code: 1 });
  expect(host.errors).toContain('no_word');
});
