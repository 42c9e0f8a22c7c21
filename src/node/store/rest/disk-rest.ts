import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { failure, type Problem, type Result, success } from '../../../shared/error-codes.ts';
import type { Vault } from '../../secure/vault.ts';
import { fileProblem } from '../file-problem.ts';
import { writeWhole } from '../whole-file.ts';
import { Rest } from './rest.ts';
import { DATA_KEY_BYTES, ValueCipher } from './value-cipher.ts';

/** What is written of the key: itself, sealed by the vault, and whether new values are sealed with it. */
const keyFileSchema = z.object({ v: z.literal(1), isOn: z.boolean(), key: z.base64() });

/** Whether what a data folder holds is encrypted on its disk, and under which key. */
export class DiskRest {
  /** How its values lie. */
  readonly rest: Rest;
  readonly #path: string;
  readonly #vault: Vault;
  #dataKey: Uint8Array | undefined;
  #cipher: ValueCipher | undefined;
  #isOn: boolean;

  private constructor(path: string, vault: Vault, dataKey: Uint8Array | undefined, isOn: boolean) {
    this.#path = path;
    this.#vault = vault;
    this.#isOn = isOn;
    this.#use(dataKey);
    this.rest = new Rest(
      () => this.#cipher,
      () => this.#isOn,
    );
  }

  /** Fails with `store_sealed` where there is a key and this vault can't open it: then what it sealed can't be read. */
  static open(path: string, vault: Vault): Result<DiskRest> {
    try {
      if (!existsSync(path)) return success(new DiskRest(path, vault, undefined, false));
      const { key, isOn } = keyFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      const dataKey = vault.open(Buffer.from(key, 'base64'));
      if (dataKey?.length !== DATA_KEY_BYTES) return lost(path);
      return success(new DiskRest(path, vault, dataKey, isOn));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return lost(path);
      return { ok: false, problem: fileProblem(error, path) };
    }
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Whether anything may lie sealed. */
  get hasKey(): boolean {
    return this.#dataKey !== undefined;
  }

  /** From now on what is written is sealed, or not; what lies there is another's to rewrite. @returns why not */
  turn(isOn: boolean): Problem | undefined {
    if (isOn === this.#isOn) return undefined;
    const dataKey = this.#dataKey ?? randomBytes(DATA_KEY_BYTES);
    try {
      const key = Buffer.from(this.#vault.seal(dataKey)).toString('base64');
      writeWhole(this.#path, `${JSON.stringify({ v: 1, isOn, key } satisfies z.infer<typeof keyFileSchema>)}\n`);
    } catch (error) {
      return fileProblem(error, this.#path);
    }
    this.#use(dataKey);
    this.#isOn = isOn;
    return undefined;
  }

  /** Nothing lies sealed any more: the key goes. */
  forgetKey(): void {
    if (this.#isOn) return;
    rmSync(this.#path, { force: true });
    this.#use(undefined);
  }

  #use(dataKey: Uint8Array | undefined): void {
    if (dataKey === this.#dataKey) return;
    this.#dataKey = dataKey;
    this.#cipher = dataKey && new ValueCipher(dataKey);
  }
}

function lost(path: string): Result<never> {
  const words = `what is kept here is encrypted, and the key of it in ${path} can't be opened: bring that file and the vault beside it back from a copy`;
  return failure('store_sealed', words, { path });
}
