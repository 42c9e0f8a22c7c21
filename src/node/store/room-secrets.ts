import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';
import { opened } from './rest/sealed-columns.ts';

/** Bytes of ids and devices, of the room's secret, and of the seed of its key. */
export const ID_BYTES = 16;
const SECRET_BYTES = 32;
const SEED_BYTES = 32;

/** Unpredictable, two digits a byte. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/**
 * Gives a room the secrets that it lacks: one that is new, or of a version that knew no key of rooms, or whose terminal had a
 * device that anybody could compute.
 */
export function makeSecrets(db: DatabaseSync): void {
  const { id, secret, terminal, seed } = db.prepare('SELECT id, secret, terminal, seed FROM room').get() ?? {};
  transaction(db, () => {
    if (secret === null) db.prepare("UPDATE room SET secret = seal(?, 'room.secret')").run(randomHex(SECRET_BYTES));
    if (seed === null) db.prepare("UPDATE room SET seed = seal(?, 'room.seed')").run(randomHex(SEED_BYTES));
    if (terminal !== null) return;
    const device = randomHex(ID_BYTES);
    const guessed = createHash('sha256')
      .update(`terminal of ${id}`)
      .digest('hex')
      .slice(0, 2 * ID_BYTES);
    db.prepare("UPDATE room SET terminal = seal(?, 'room.terminal')").run(device);
    db.prepare(`UPDATE session SET device = seal(?, 'session.device') WHERE ${opened('session', 'device')} = ?`).run(
      device,
      guessed,
    );
  });
}

/** Of 32 bytes: what the room's Ed25519 key is made of. */
export function seedOf(db: DatabaseSync): Uint8Array {
  return Buffer.from(String(db.prepare(`SELECT ${opened('room', 'seed')} AS seed FROM room`).get()?.seed), 'hex');
}
