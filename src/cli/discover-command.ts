import { DiscoveryService } from '../node/discovery/discovery-service.ts';
import { formatAddress } from '../shared/address.ts';
import type { FoundRoom } from '../shared/discovery/found-room.ts';
import { note, printJson, printLine } from './output.ts';
import { untilAskedToStop } from './terminal.ts';

interface DiscoverFlags {
  readonly seconds: number;
  readonly json?: boolean;
}

/**
 * Milliseconds after which a room is told to people, once: until then it is heard in more ways, and at the address that is
 * the best to join at.
 */
const SETTLE_MS = 600;

/** `partyline discover`: the rooms that are here, each as soon as it is known, for so many seconds or until a signal. */
export async function runDiscover({ seconds, json = false }: DiscoverFlags): Promise<void> {
  const discovery = new DiscoveryService();
  const asked = untilAskedToStop();
  const known = new Map<string, FoundRoom>();
  const untold = new Set<string>();
  const tell = (key: string) => {
    const room = known.get(key);
    if (untold.delete(key) && room) tellPeople(room);
  };
  discovery.watch({
    changed: ({ changed, gone }) => {
      for (const key of gone) {
        const room = known.get(key);
        known.delete(key);
        if (room && !untold.delete(key)) tellGone(room, json);
      }
      for (const room of changed) {
        if (json) tellScript(room);
        else if (!known.has(room.key)) {
          untold.add(room.key);
          setTimeout(tell, SETTLE_MS, room.key).unref();
        }
        known.set(room.key, room);
      }
    },
  });
  const time = AbortSignal.timeout(seconds * 1_000);
  await Promise.race([asked, new Promise((resolve) => time.addEventListener('abort', resolve))]);
  await discovery.close();
  for (const key of untold) tell(key);
  if (json) printJson({ event: 'done', rooms: known.size });
  else if (known.size === 0) {
    note(
      'No room was found here. Host one with "partyline host", or see "partyline doctor" for what stands in the way.',
    );
  }
}

function addressesOf({ at }: FoundRoom): readonly string[] {
  return at.map(({ address, port }) => formatAddress({ host: address, port }));
}

function tellScript(room: FoundRoom): void {
  const { id, name, host, members, lock, plain, ways, fingerprint: key } = room;
  printJson({ event: 'room', id, name, host, members, lock, plain, addresses: addressesOf(room), found: ways, key });
}

function tellPeople(room: FoundRoom): void {
  const { name, host, members } = room;
  const people = members === 1 ? '1 member' : `${members} members`;
  printLine(`"${name}" hosted by ${host}, ${people}: partyline join ${addressesOf(room)[0]}`);
}

function tellGone({ id, name }: FoundRoom, json: boolean): void {
  if (json) printJson({ event: 'gone', id });
  else printLine(`"${name}" is gone`);
}
