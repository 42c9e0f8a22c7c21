import { randomInt } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Random } from '../../simulation/random.ts';
import { isSame, randomFile } from '../../support/files/file-members.ts';
import { FULL_SIZE_MS, mebibytes } from '../../support/files/full-size.ts';
import { freePort } from '../../support/network/ports.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();
vi.setConfig({ testTimeout: 3 * FULL_SIZE_MS });

const SIZE = mebibytes(96, 1_024) + 12_345;
const KILLS = 10;
/** PARTYLINE_SEED=N draws the same moments again; what happens in them is up to the processes. */
const SEED = Number(process.env['PARTYLINE_SEED'] ?? randomInt(1_000_000));
/** Chance that one is killed as soon as another one was started again. */
const AT_ONCE = 0.25;

/** A program that is killed and started again with the same parameters. */
class Mortal {
  readonly #start: () => CliProcess | Promise<CliProcess>;
  #process: CliProcess | undefined;

  constructor(start: () => CliProcess | Promise<CliProcess>) {
    this.#start = start;
  }

  async start(): Promise<void> {
    this.#process = await this.#start();
  }

  get isRunning(): boolean {
    return this.#process?.child.exitCode === null && this.#process.child.signalCode === null;
  }

  async killAndStart(): Promise<void> {
    await this.#process?.kill('SIGKILL');
    await this.start();
  }

  /** Waits until it ends by itself and well; who started it would call it again when it could not reach the host. */
  async finish(): Promise<void> {
    for (let call = 1; ; call += 1) {
      const exit = await this.#process?.ends(FULL_SIZE_MS);
      if (exit?.code === 0) return;
      expect(call, this.#process?.errors).toBeLessThan(4);
      await this.start();
    }
  }
}

/** Bytes of the largest unfinished file below a folder. */
function unfinishedBytes(folder: string): number {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const sizes = names
    .filter((name) => name.endsWith('.part'))
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  return Math.max(0, ...sizes);
}

/**
 * Kills these in turn while one of them moves a file into a folder, each at a moment drawn from how far it is.
 * @returns how many were killed before it ended
 */
async function ordeal(victims: readonly Mortal[], mover: Mortal, folder: string, random: Random): Promise<number> {
  const moments = Array.from({ length: KILLS / 2 }, () => random.next() * 0.9 * SIZE).toSorted((a, b) => a - b);
  let kills = 0;
  for (const moment of moments) {
    if (!random.chance(AT_ONCE)) {
      await until(() => unfinishedBytes(folder) >= moment || !mover.isRunning, `${moment} bytes of it are there`);
    }
    if (!mover.isRunning) break;
    await (victims[kills % victims.length] as Mortal).killAndStart();
    kills += 1;
  }
  return kills;
}

test(`files arrive though sender, host and receiver are killed in turn, ${KILLS} times in all (seed ${SEED})`, async () => {
  const random = new Random(SEED);
  const [hostData, senderData, receiverData, out] = [0, 1, 2, 3].map(temporaryFolder) as [
    string,
    string,
    string,
    string,
  ];
  const port = String(await freePort());
  const at = `127.0.0.1:${port}`;
  const host = new Mortal(() => startHost(['--port', port, '--data', hostData]));
  await host.start();
  for (let kills = 0, round = 1; kills < KILLS; round += 1) {
    const name = `deadly ${round}.bin`;
    const path = randomFile(name, SIZE);
    const sender = new Mortal(() => new CliProcess(['send', path, at, '--data', senderData]));
    await sender.start();
    kills += await ordeal([sender, host], sender, hostData, random);
    await sender.finish();
    const receiver = new Mortal(() => new CliProcess(['fetch', name, at, '--out', out, '--data', receiverData]));
    await receiver.start();
    kills += await ordeal([receiver, host], receiver, out, random);
    await receiver.finish();
    expect(isSame(path, join(out, name))).toBe(true);
  }
  expect(readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([]);
});
