/**
 * A person whose rooms are all kept in a folder, with the engine as src/main puts it together, but without a window:
 * `person-process.ts FOLDER NICK`. It looks for rooms, as an app does whose window is open.
 */
import { DiscoveryService } from '../../src/node/discovery/discovery-service.ts';
import { dataFolder, openDataFolder } from '../../src/node/party/data-folder.ts';
import { openParty } from '../../src/node/party/party.ts';
import type { Place } from '../../src/node/party/place.ts';
import type { Result } from '../../src/shared/error-codes.ts';
import { writeLongLog } from '../../tests/support/files/long-log.ts';
import { until } from '../../tests/support/until.ts';
import { answerTasks } from './tasks.ts';

/** One thing that a person does. */
export interface PersonTask {
  /** Hosts rooms, with so many messages in them. The answer is where each is. */
  readonly host?: { readonly bind: string; readonly rooms: readonly { name: string; messages: number }[] };
  /** Joins rooms. The answer comes when all that was said there is here. */
  readonly join?: readonly string[];
  /** Leaves as a person does who quits: at the next start all rooms are open again. */
  readonly quit?: true;
}

const COPY_MS = 120_000;
const [folder = '', nick = ''] = process.argv.slice(2);
const discovery = new DiscoveryService();
expectOk(openDataFolder(folder));
const party = expectOk(openParty({ dataDir: folder, around: discovery }));
expectOk(party.updateSettings({ nick, reopenRooms: true, reopenHosted: true }));
discovery.watch({ changed: () => {} });

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.text}`);
  return result.value;
}

function isComplete({ guest: { newest, log } }: Place): boolean {
  return newest === 0 || (log !== undefined && log.newest === newest && log.missing === 0);
}

async function host({ bind, rooms }: NonNullable<PersonTask['host']>): Promise<readonly string[]> {
  const addresses: string[] = [];
  for (const { name, messages } of rooms) {
    if (messages > 0) writeLongLog({ path: dataFolder.hostedRoom(folder, name), name, events: messages });
    const { key, address } = expectOk(await party.places.host({ name, port: 0, bind }));
    party.shown = key;
    addresses.push(address);
  }
  return addresses;
}

async function join(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) party.shown = expectOk(await party.places.join(address)).key;
  await until(() => party.places.all().every(isComplete), 'all that was said is here', COPY_MS);
}

answerTasks(async (task: PersonTask) => {
  if (task.host) return host(task.host);
  if (task.join) return join(task.join);
  await party.close();
  await discovery.close();
});
