import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemberStore } from '../../../src/node/store/member-store.ts';
import { RoomStore } from '../../../src/node/store/room-store.ts';
import { SettingsStore } from '../../../src/node/store/settings-store.ts';
import { TransferStore } from '../../../src/node/store/transfer-store.ts';
import type { Result } from '../../../src/shared/error-codes.ts';
import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';
import type { Random } from '../../simulation/random.ts';
import { damage } from '../values.ts';
import { promised, type Surface } from './surface.ts';

/** A store of ours, closed again. */
type Open = (path: string) => Result<{ close(): void }>;

const STORES: readonly Open[] = [
  (path) => RoomStore.open(path, 'Studio', { limits: DEFAULT_LIMITS, damaged: () => {} }),
  (path) => MemberStore.open(path),
  (path) => SettingsStore.open(path),
  (path) => TransferStore.open(path),
];

/** A database file that a version before, another program, or a failing disk left: it is opened, or it is said why not. */
export const MIGRATION: Surface = {
  name: 'migration',
  inputs: 60,
  // A database is opened, brought up to date and closed, each with several calls of the system.
  mostMs: 250,
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), 'partyline-fuzz-'));
    const whole = STORES.map((open, index) => {
      const path = join(folder, `whole-${index}.db`);
      const opened = open(path);
      if (opened.ok) opened.value.close();
      return readFileSync(path);
    });
    return {
      once: (random) => openDamaged(random, folder, whole),
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

/** Where a database says its version, its application and the size of its pages. */
const HEADER = 100;

function openDamaged(random: Random, folder: string, whole: readonly Buffer[]): void {
  const path = join(folder, 'damaged.db');
  const bytes = Uint8Array.from(random.pick(whole));
  if (random.chance(0.5)) bytes[random.int(0, HEADER - 1)] = random.int(0, 255);
  writeFileSync(path, random.chance(0.6) ? damage(random, bytes) : bytes);
  const opened = random.pick(STORES)(path);
  if (opened.ok) opened.value.close();
  else
    promised(
      opened.problem.text !== '' && opened.problem.code !== 'internal',
      `it is said why, and not ${opened.problem.code}: ${opened.problem.text}`,
    );
  for (const name of ['', '-wal', '-shm', '-journal', '.rescue', '.damaged', '.damaged-wal'])
    rmSync(`${path}${name}`, { force: true });
}
