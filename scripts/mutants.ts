/**
 * `npm run mutants [FOLDER[/FILE] …]`: how many mutants of `core/room`, `session`, `wire`, `datagram` and `transfer`, or of
 * the folders and files named (`datagram/lz4`), are killed by the unit tests of the folder. Prints the survivors that nobody has explained
 * (`scripts/mutants/explained.ts`), and exits 1 where too many live. Takes minutes for each folder.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { scoreOf } from './mutants/survivors.ts';

const FOLDERS: readonly string[] = ['wire', 'datagram', 'transfer', 'session', 'room'];
const RUNNER = join(import.meta.dirname, 'mutants', 'in-process-runner.ts');
/** Per cent that must be killed of each folder. */
const KILLED_LEAST = 85;
const PER_CENT = 100;

/** The unit tests of a folder, but for floods: of these each takes a second or more, and every mutant would be tried with it. */
function testsBeside(folder: string): readonly string[] {
  return globSync(`src/core/${folder}/*.test.ts`, { exclude: [`src/core/${folder}/floods.test.ts`] });
}

/** @returns whether enough mutants of the folder, or of its file, are killed */
async function judge(place: string): Promise<boolean> {
  const [folder = '', name = '*'] = place.split('/');
  const files = globSync(`src/core/${folder}/${name}.ts`).map((file) => resolve(file));
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
  const results = await new Stryker({
    testRunner: 'in-process',
    plugins: [RUNNER],
    unitTests: testsBeside(folder),
    mutate: [`src/core/${folder}/${name}.ts`, '!src/**/*.test.ts'],
    // Sentences for people may be worded otherwise, and a constant is a decision: documents hold the numbers.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignoreStatic: true,
    coverageAnalysis: 'perTest',
    concurrency: 1,
    timeoutMS: 2_000,
    reporters: ['progress-append-only'],
    tempDirName: '.cache/stryker',
    ignorePatterns: ['/out', '/dist', '/test-results'],
    warnings: false,
  }).runMutationTest();
  const { killed, all, survivors } = scoreOf(results, sources);
  const unexplained = survivors.filter(({ reason }) => reason === undefined);
  for (const { place, line, change } of unexplained) console.log(`${place}  ${line}\n    ${change}`);
  const score = (PER_CENT * killed) / Math.max(all, 1);
  console.log(
    `core/${place}: ${score.toFixed(1)} % killed, ${killed} of ${all}; ` +
      `${survivors.length} live, ${survivors.length - unexplained.length} of them explained`,
  );
  return score >= KILLED_LEAST;
}

const chosen = process.argv.slice(2);
for (const folder of chosen.length > 0 ? chosen : FOLDERS) if (!(await judge(folder))) process.exitCode = 1;
