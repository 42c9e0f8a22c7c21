import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiscoveryService } from '../../../src/node/discovery/discovery-service.ts';
import { openParty, type Party } from '../../../src/node/party/party.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** Somebody's Partyline that looks around on this computer. */
function person(nick: string): { party: Party; discovery: DiscoveryService; names: () => readonly string[] } {
  const discovery = new DiscoveryService({ scope: 'loopback' });
  const dataDir = temporaryFolder();
  const party = expectOk(openParty({ dataDir, downloads: join(dataDir, 'downloads'), around: discovery }));
  expectOk(party.updateSettings({ nick }));
  atEnd(async () => {
    await party.close();
    await discovery.close();
  });
  discovery.watch({ changed: () => {} });
  return { party, discovery, names: () => discovery.rooms().map(({ name }) => name) };
}

// Only Linux brings a broadcast to everybody on this computer.
describe.runIf(process.platform === 'linux')('the rooms that a person hosts', () => {
  test('are found by another, but those that shall not be, and go when they are left', async () => {
    const [ada, ben] = [person('Ada'), person('Ben')];
    const form = { port: 0, bind: '', plain: false };
    await ada.party.places.host({ ...form, name: 'Party of Ada' }, 'one');
    await ada.party.places.host({ ...form, name: 'Another of Ada' }, 'other');
    const found = () => ben.discovery.rooms().find(({ name }) => name === 'Party of Ada');
    await until(() => found()?.members === 1 && ben.names().includes('Another of Ada'), 'both are found');
    expect(found()).toMatchObject({ host: 'Ada', members: 1, plain: false, lock: 'open', own: false });
    expect(ada.discovery.rooms().filter(({ own }) => own)).toHaveLength(2);

    ada.party.places.announce('other', false);
    await until(() => !ben.names().includes('Another of Ada'), 'one is hidden');
    expect(ben.names()).toContain('Party of Ada');
    ada.discovery.setAnnouncing(false);
    await until(() => !ben.names().includes('Party of Ada'), 'this computer is silent');
    ada.discovery.setAnnouncing(true);
    await until(() => ben.names().includes('Party of Ada'), 'it is told again');
    expect(ben.names()).not.toContain('Another of Ada');
    await ada.party.places.leave('one');
    await until(() => !ben.names().includes('Party of Ada'), 'it is over');
  });
});
