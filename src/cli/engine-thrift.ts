import { setFlagsFromString } from 'node:v8';

/** What is in the terminal's line of a message or a file, and in none of somebody who comes or goes. */
const SAID = ['"kind":"message"', '"kind":"file"'] as const;

/**
 * A function is compiled well after so many calls, and so many after what it works on was last of a new kind; V8 itself waits for 400 and
 * 500. In a room where a person speaks now and then that is minutes, in which each message costs 30 to 60 µs more.
 */
const CALLS = 50;
/** V8's own count for the best of its compilers: with fewer it knows too little of a function, and a busy room is a quarter slower. */
const CALLS_FOR_BEST = 3_000;

/**
 * Keeps V8 from spending memory on a room where nobody says anything yet (docs/adr/0016, 0029).
 *
 * V8 doubles the memory for new objects when many of them stay, as when a crowd joins, and gives nothing of it back: up to
 * 10 MiB for a thousand members, more than they need themselves. A host makes little that is soon garbage, and
 * collecting that more often costs nothing that could be measured.
 *
 * The crowd that joins makes a dozen functions hot as well: V8's optimizing compilers, which it runs in threads of their own, keep
 * 13 to 18 MiB for good. So they are let loose when the first message is said or the first file travels: until then
 * speed is worth less than memory. Meanwhile V8 counts down to the one that it would use, which is the best one: without
 * {@link CALLS} there, what was called before the first message would have 3,000 calls to go.
 */
export class EngineThrift {
  #isThrifty = true;

  constructor() {
    setFlags('--semi-space-growth-factor=1', '--no-maglev', '--no-opt', `--invocation-count-for-turbofan=${CALLS}`);
  }

  /** Looks whether somebody says something in these lines of the terminal. */
  see(lines: Buffer): void {
    if (this.#isThrifty && SAID.some((words) => lines.includes(words))) this.end();
  }

  /** From now on speed counts. */
  end(): void {
    if (!this.#isThrifty) return;
    this.#isThrifty = false;
    setFlags('--opt', '--maglev', `--invocation-count-for-turbofan=${CALLS_FOR_BEST}`);
    setFlags(`--invocation-count-for-maglev=${CALLS}`, `--minimum-invocations-after-ic-update=${CALLS}`);
  }
}

function setFlags(...flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}
