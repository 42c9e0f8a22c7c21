/**
 * Stands for `vitest` where unit tests run in this process, again and again for one mutant after the other: tests are
 * only noted down here, and run by {@link InProcessTestRunner}. It has what unit tests of `src/core` use of Vitest.
 */
import { format } from 'node:util';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';

/** One test as a file wrote it down. */
export interface NotedTest {
  /** Names of the suites around it and its own. */
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...values: never[]) => unknown;

const noted: NotedTest[] = [];
const suites: string[] = [];

/** Everything that was noted down since it was asked last. */
export function takeNoted(): readonly NotedTest[] {
  return noted.splice(0);
}

function suite(name: string, body: () => void): void {
  suites.push(name);
  body();
  suites.pop();
}

function note(name: string, run: Body): void {
  noted.push({ name: [...suites, name].join(' > '), run: run as () => unknown });
}

/** Makes one of each row, as Vitest's `each` does. */
function forEachRow(make: (name: string, body: () => void) => void) {
  return (rows: readonly unknown[]) => (name: string, body: Body) => {
    rows.forEach((row, index) => {
      const values = Array.isArray(row) ? row : [row];
      // The number keeps apart what the values do not.
      make(`${format(name, ...values)} #${index}`, () => body(...(values as never[])));
    });
  };
}

export const describe = Object.assign(suite, { each: forEachRow(suite) });
export const it = Object.assign(note, { each: forEachRow(note) });
export const test = it;

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** Vitest's own, made as Vitest makes it. */
export const expect = makeExpect();

function makeExpect() {
  const made = Object.assign((value: unknown, message?: string) => {
    setState({ assertionCalls: getState(made as never).assertionCalls + 1 }, made as never);
    return chai.expect(value, message);
  }, chai.expect);
  const globals = globalThis as unknown as Record<symbol, object>;
  Object.assign(made, globals[ASYMMETRIC_MATCHERS_OBJECT]);
  globals[GLOBAL_EXPECT] = made;
  const extend = (matchers: object) =>
    (chai.expect as never as { extend(e: unknown, m: object): void }).extend(made, matchers);
  extend(customMatchers);
  setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, made as never);
  return Object.assign(made, {
    fail: (message: string): never => {
      throw new Error(message);
    },
  });
}
