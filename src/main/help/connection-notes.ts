import type { Connection } from '../../shared/models.ts';
import type { Log } from '../log.ts';
import type { Told } from './told.ts';

/** What is looked at of a place. */
export interface ConnectedPlace {
  readonly key: string;
  readonly connection: Connection;
}

/** How a link stands, in codes. */
function told(room: number, connection: Connection | undefined): Told {
  const state = connection?.state ?? 'closed';
  const problem = connection && 'problem' in connection ? connection.problem?.code : undefined;
  return {
    code: 'connection',
    room,
    state,
    ...(problem !== undefined && { problem }),
    ...(connection?.state === 'waiting' && { attempt: connection.attempt }),
  };
}

/** Notes in the log when a link to a room opens, breaks or ends, and why, in codes; rooms have numbers, not names. */
export class ConnectionNotes {
  readonly #log: Log;
  /** The number of each place since the start, and what was noted of it last. */
  readonly #places = new Map<string, { readonly room: number; readonly noted: string }>();
  #rooms = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @param places all that one is in now */
  follow(places: readonly ConnectedPlace[]): void {
    const gone = new Set(this.#places.keys());
    for (const { key, connection } of places) {
      gone.delete(key);
      this.#note(key, connection);
    }
    for (const key of gone) {
      this.#note(key, undefined);
      this.#places.delete(key);
    }
  }

  #note(key: string, connection: Connection | undefined): void {
    const known = this.#places.get(key);
    const room = known?.room ?? ++this.#rooms;
    const line = told(room, connection);
    const noted = JSON.stringify(line);
    if (noted === known?.noted) return;
    this.#places.set(key, { room, noted });
    this.#log.info(`room ${room}: ${line.state}${line.problem === undefined ? '' : `, ${line.problem}`}`, line);
  }
}
