import { DiscoveryService } from '../node/discovery/discovery-service.ts';
import { formatAddress } from '../shared/address.ts';
import type { FoundRoom } from '../shared/discovery/found-room.ts';
import { note, printJson, printLine } from './output.ts';
import { untilAskedToStop } from './terminal.ts';

interface DiscoverFlags {
  readonly seconds: number;
  readonly json?: boolean;
}

/** `partyline discover`: the rooms that are here, each as soon as it is known, for so many seconds or until a signal. */
export async function runDiscover({ seconds, json = false }: DiscoverFlags): Promise<void> {
  const discovery = new DiscoveryService();
  const asked = untilAskedToStop();
  const known = new Map<string, FoundRoom>();
  discovery.watch({
    changed: ({ changed, gone }) => {
      for (const key of gone) {
        const room = known.get(key);
        known.delete(key);
        if (room) tellGone(room, json);
      }
      for (const room of changed) {
        known.set(room.key, room);
        tellRoom(room, json);
      }
    },
  });
  const time = AbortSignal.timeout(seconds * 1_000);
  await Promise.race([asked, new Promise((resolve) => time.addEventListener('abort', resolve))]);
  await discovery.close();
  if (json) printJson({ event: 'done', rooms: known.size });
  else if (known.size === 0) {
    note(
      'No room was found here. Host one with "partyline host", or see "partyline doctor" for what stands in the way.',
    );
  }
}

function tellRoom(room: FoundRoom, json: boolean): void {
  const { id, name, host, members, lock, plain, ways } = room;
  const addresses = room.at.map(({ address, port }) => formatAddress({ host: address, port }));
  if (json) return printJson({ event: 'room', id, name, host, members, lock, plain, addresses, found: ways });
  const people = members === 1 ? '1 member' : `${members} members`;
  printLine(`"${name}" hosted by ${host}, ${people}: partyline join ${addresses[0]}`);
}

function tellGone({ id, name }: FoundRoom, json: boolean): void {
  if (json) printJson({ event: 'gone', id });
  else printLine(`"${name}" is gone`);
}
