import { atEnd, temporaryFolder } from '../../tests/support/releases.ts';
import { LoadChild } from './load-child.ts';

/** A room that Ada was in when she quit. */
export interface LongRoom {
  readonly name: string;
  /** The text of its newest message: no two have the same. */
  readonly newest: string;
}

export interface LongRooms {
  /** Ada's data folder: at the start she is in all of them again, in the last one first. */
  readonly dataDir: string;
  readonly rooms: readonly LongRoom[];
}

/**
 * Puts a person into so many rooms with a long past each: every second one is hosted by her, the others by a process that
 * goes on until `releaseAll`. A room has one message less than the one before it.
 */
export async function longRooms(count: number, messages: number): Promise<LongRooms> {
  const all = Array.from({ length: count }, (_, index) => ({
    name: `Room ${String(index + 1).padStart(2, '0')}`,
    messages: messages - index,
  }));
  const halves = { own: all.filter((_, index) => index % 2 === 0), others: all.filter((_, index) => index % 2 === 1) };
  const dataDir = temporaryFolder();
  const ben = await LoadChild.start('person-process', temporaryFolder(), 'Ben');
  atEnd(async () => {
    await ben.ask({ quit: true });
    await ben.stop();
  });
  const addresses = await ben.ask<readonly string[]>({ host: { bind: LOOPBACK, rooms: halves.others } });
  const ada = await LoadChild.start('person-process', dataDir, 'Ada');
  await ada.ask({ host: { bind: LOOPBACK, rooms: halves.own } });
  await ada.ask({ join: addresses });
  await ada.ask({ quit: true });
  await ada.stop();
  return { dataDir, rooms: all.map((room) => ({ name: room.name, newest: `message ${room.messages}` })) };
}

const LOOPBACK = '127.0.0.1';
