import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EncryptionState } from '../../shared/at-rest/encryption-state.ts';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { rewriteSpool } from '../files/rewrite-spool.ts';
import type { Vault } from '../secure/vault.ts';
import { storeProblem } from '../store/database.ts';
import { fileProblem } from '../store/file-problem.ts';
import { DiskRest } from '../store/rest/disk-rest.ts';
import type { Rest } from '../store/rest/rest.ts';
import { turnTexts } from '../store/rest/rewrite-database.ts';
import { rewriteDatabases } from '../store/rest/rewrite-folder.ts';
import { monotonicNow } from '../time/clocks.ts';
import { dataFolder } from './data-folder.ts';

export interface EncryptionOptions {
  readonly dataDir: string;
  readonly vault: Vault;
  /** Lets others have their turn between two steps of work; half of the time unless it is said. */
  readonly pause?: () => Promise<void>;
}

/**
 * Whether a data folder is encrypted on its disk. What is written from now on is as it was chosen at once; what lies there is
 * rewritten in the background, and at the next start where that was broken off.
 */
export class DiskEncryption {
  readonly #options: EncryptionOptions;
  readonly #disk: DiskRest;
  #working: Promise<void> = Promise.resolve();
  /** Counts up with each choice, so that work for an earlier one ends. */
  #choice = 0;
  #state: EncryptionState;
  #changed: (state: EncryptionState) => void = () => {};

  private constructor(options: EncryptionOptions, disk: DiskRest) {
    this.#options = options;
    this.#disk = disk;
    this.#state = this.#stateOf(undefined, 0);
  }

  /** Fails with `store_sealed` where the folder is encrypted and the key can't be had. */
  static open(options: EncryptionOptions): Result<DiskEncryption> {
    const disk = DiskRest.open(dataFolder.atRest(options.dataDir), options.vault);
    return disk.ok ? success(new DiskEncryption(options, disk.value)) : disk;
  }

  get rest(): Rest {
    return this.#disk.rest;
  }

  get isOn(): boolean {
    return this.#disk.isOn;
  }

  /** @param listener hears how far it is, whenever that changed */
  onChange(listener: (state: EncryptionState) => void): void {
    this.#changed = listener;
  }

  get state(): EncryptionState {
    return this.#state;
  }

  /** Settles when all that lies there is as it was chosen, or has to wait for another time. */
  get working(): Promise<void> {
    return this.#working;
  }

  /** @returns why it can't be turned on or off */
  turn(isOn: boolean): Problem | undefined {
    if (isOn === this.#disk.isOn) return undefined;
    const problem = this.#disk.turn(isOn);
    if (problem) return problem;
    try {
      turnTexts(this.#disk.rest);
    } catch (error) {
      this.#disk.turn(!isOn);
      return storeProblem(error, this.#options.dataDir);
    }
    this.goOn();
    return undefined;
  }

  /** Rewrites what does not lie as it was chosen, if there is anything. */
  goOn(): void {
    this.#choice += 1;
    const choice = this.#choice;
    if (!this.#disk.hasKey) return;
    this.#tell(0, 0);
    this.#working = this.#working.then(() => this.#rewrite(() => this.#choice !== choice));
  }

  /** Ends the work after the step that it is at. */
  stop(): Promise<void> {
    this.#choice += 1;
    return this.#working;
  }

  async #rewrite(isOver: () => boolean): Promise<void> {
    const { dataDir, pause = breathe } = this.#options;
    const { rest } = this.#disk;
    let left = await rewriteDatabases({
      databases: databasesIn(dataDir),
      rest,
      pause,
      isOver,
      now: monotonicNow,
      progress: (done, all) => this.#tell(all === 0 ? 1 : done / all, 0),
    });
    for (const spool of spoolsIn(dataDir)) left += await spoolLeft(spool, { rest, pause, isOver });
    if (isOver()) return;
    if (left === 0) this.#disk.forgetKey();
    this.#tell(undefined, left);
  }

  #tell(done: number | undefined, left: number): void {
    this.#state = this.#stateOf(done, left);
    this.#changed(this.#state);
  }

  #stateOf(done: number | undefined, left: number): EncryptionState {
    return { isOn: this.#disk.isOn, done, left, keptBy: this.#options.vault.kind };
  }
}

/** As long as a step takes: whoever talks meanwhile has half of the time. */
const BREATH_MS = 8;
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, BREATH_MS).unref());

async function spoolLeft(folder: string, parts: Parameters<typeof rewriteSpool>[1]): Promise<number> {
  try {
    return await rewriteSpool(folder, parts);
  } catch (error) {
    // What the system refuses stays as it is; what is no refusal of the system's is a defect.
    if (fileProblem(error, folder).detail === undefined) throw error;
    return 1;
  }
}

function databasesIn(dataDir: string): readonly string[] {
  const own = [dataFolder.settings, dataFolder.contacts, dataFolder.transfers, dataFolder.terminalTransfers];
  const folders = [dataFolder.hostedRooms(dataDir), dataFolder.joinedRooms(dataDir)];
  return [...own.map((path) => path(dataDir)), ...folders.flatMap((folder) => entriesOf(folder, '.db'))];
}

function spoolsIn(dataDir: string): readonly string[] {
  return entriesOf(dataFolder.hostedRooms(dataDir), '.db-files');
}

function entriesOf(folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name));
  } catch {
    // No room was ever there.
    return [];
  }
}
