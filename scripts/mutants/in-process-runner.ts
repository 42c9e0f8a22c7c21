/**
 * A test runner for StrykerJS that loads the unit tests once and then calls those that reach a mutant, in this process:
 * a hundred mutants a second, where its runner for Vitest, which begins a run of Vitest for each, does one.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { type NotedTest, takeNoted } from './vitest-in-process.ts';

/** How long each test took, beside the copy of the sources: a process that is started later reads it. */
const TIMES = 'test-times.json';

/** Where instrumented code asks which mutant is active, and counts what it reaches. */
const stryker: InstrumenterContext = {};
(globalThis as unknown as { __stryker__: InstrumenterContext }).__stryker__ = stryker;

class InProcessTestRunner implements TestRunner {
  static readonly inject: [typeof commonTokens.options] = [commonTokens.options];
  readonly #patterns: readonly string[];
  #tests: ReadonlyMap<string, NotedTest> | undefined;
  #times: ReadonlyMap<string, number> | undefined;

  constructor(options: StrykerOptions) {
    this.#patterns = options.unitTests as string[];
  }

  /** A module is loaded once: for a mutant that counts while it loads, StrykerJS starts another process. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<DryRunResult> {
    const tests = await this.#load();
    const results: TestResult[] = [];
    for (const [id, noted] of tests) {
      stryker.currentTestId = id;
      results.push(await run(id, noted));
    }
    delete stryker.currentTestId;
    writeFileSync(TIMES, JSON.stringify(results.map((result) => [result.id, result.timeSpentMs])));
    return {
      status: DryRunStatus.Complete,
      tests: results,
      mutantCoverage: stryker.mutantCoverage ?? { static: {}, perTest: {} },
    };
  }

  async mutantRun({ activeMutant, hitLimit, testFilter }: MutantRunOptions): Promise<MutantRunResult> {
    // Before the mutant is there: what tests make while they load is kept for the mutants that follow.
    const tests = await this.#load();
    stryker.hitCount = 0;
    if (hitLimit === undefined) delete stryker.hitLimit;
    else stryker.hitLimit = hitLimit;
    stryker.activeMutant = activeMutant.id;
    const results: TestResult[] = [];
    for (const id of this.#quickestFirst(testFilter ?? [...tests.keys()])) {
      const result = await run(id, tests.get(id) as NotedTest);
      results.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    delete stryker.activeMutant;
    const timeOut = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
    return toMutantRunResult(timeOut ?? { status: DryRunStatus.Complete, tests: results });
  }

  /** Most mutants are killed by many tests: the cheapest of them is enough. */
  #quickestFirst(ids: readonly string[]): readonly string[] {
    this.#times ??= new Map(JSON.parse(readFileSync(TIMES, 'utf8')) as [string, number][]);
    const timeOf = (id: string) => this.#times?.get(id) ?? 0;
    return ids.toSorted((one, other) => timeOf(one) - timeOf(other));
  }

  async #load(): Promise<ReadonlyMap<string, NotedTest>> {
    if (this.#tests) return this.#tests;
    const ours = pathToFileURL(join(import.meta.dirname, 'vitest-in-process.ts')).href;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' ? { url: ours, shortCircuit: true } : next(specifier, context),
    });
    const tests = new Map<string, NotedTest>();
    for (const file of globSync(this.#patterns).sort()) {
      await import(pathToFileURL(join(process.cwd(), file)).href);
      for (const noted of takeNoted()) tests.set(`${file} > ${noted.name}`, noted);
    }
    this.#tests = tests;
    return tests;
  }
}

async function run(id: string, { name, run: work }: NotedTest): Promise<TestResult> {
  const started = performance.now();
  const about = () => ({ id, name, timeSpentMs: performance.now() - started });
  try {
    await work();
    return { ...about(), status: TestStatus.Success };
  } catch (error) {
    return { ...about(), status: TestStatus.Failed, failureMessage: String(error) };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessTestRunner)];
