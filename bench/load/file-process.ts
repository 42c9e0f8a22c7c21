/**
 * A member who sends files or fetches them, as the app does it: `file-process.ts PORT FOLDER [sealed]`. A task with paths sends them; one with a
 * number answers when so many more files and folders of others lie in the folder, verified and under their names.
 */
import { randomBytes } from 'node:crypto';
import { Transfers } from '../../src/node/files/transfers.ts';
import { RoomGuest } from '../../src/node/joining/room-guest.ts';
import { dialRoom } from '../../src/node/net/dial.ts';
import { guestSealing } from '../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../src/node/secure/identity-store.ts';
import { JoinedRooms } from '../../src/node/store/joined-rooms.ts';
import { DEFAULT_FILE_SETTINGS } from '../../src/shared/files/file-defaults.ts';
import type { TransferSummary } from '../../src/shared/files/file-models.ts';
import { answerTasks } from './tasks.ts';

interface FileTask {
  readonly send?: readonly string[];
  readonly fetch?: number;
}

const [portText = '', downloads = '', seal] = process.argv.slice(2);
const sealing = seal === 'sealed' ? guestSealing({ identity: passingIdentity() }) : undefined;
const device = randomBytes(16).toString('hex');
const dial = dialRoom({ host: '127.0.0.1', port: Number(portText) }, undefined, sealing);
let fetched = 0;
let sent = 0;
let moved = () => {};

const guest = new RoomGuest({
  nick: `Bench ${device.slice(0, 4)}`,
  dial,
  rooms: new JoinedRooms({ folder: undefined, formerDevice: undefined, problem: () => {} }),
  expected: [],
  listener: {
    changed: () => {},
    received: (events) => {
      for (const event of events) transfers.came(event);
    },
    outboxChanged: () => {},
    told: () => {},
  },
});

function over(summary: TransferSummary): void {
  if (summary.failed > 0) throw new Error(`${summary.failed} failed: ${JSON.stringify(transfers.list())}`);
  fetched += summary.received;
  sent += summary.sent;
  moved();
}

const transfers = new Transfers({
  room: '',
  device,
  nick: () => 'Bench',
  you: () => guest.you,
  dial,
  transport: () => 'tcp',
  store: undefined,
  settings: () => ({ ...DEFAULT_FILE_SETTINGS, acceptBelow: Number.MAX_SAFE_INTEGER }),
  downloads,
  listener: { changed: () => {}, over, problem: ({ text }) => process.stderr.write(`${text}\n`) },
});

function reaches(count: () => number, wanted: number): Promise<void> {
  return new Promise((resolve) => {
    moved = () => {
      if (count() >= wanted) resolve();
    };
    moved();
  });
}

await guest.join();
answerTasks(async ({ send, fetch }: FileTask) => {
  if (send) {
    const begun = transfers.send(send);
    if (!begun.ok) throw new Error(begun.problem.text);
    return reaches(() => sent, sent + send.length);
  }
  return reaches(() => fetched, fetched + (fetch ?? 0));
});
