import { setFlagsFromString } from 'node:v8';

/** What is in the terminal's line of a message or a file, and in none of somebody who comes or goes. */
const SAID = ['"kind":"message"', '"kind":"file"'] as const;

/**
 * Keeps V8 from spending memory on a room where nobody says anything yet (docs/adr/0016, 0029).
 *
 * V8 doubles the memory for new objects when many of them stay, as when a crowd joins, and gives nothing of it back: up to
 * 10 MiB for a thousand members, more than they need themselves. A host makes little that is soon garbage, and
 * collecting that more often costs nothing that could be measured.
 *
 * The crowd that joins makes a dozen functions hot as well: V8's optimizing compilers, which it runs in threads of their own, keep
 * 13 to 18 MiB for good. So they are let loose when the first message is said or the first file travels: until then
 * speed is worth less than memory.
 */
export class EngineThrift {
  #isThrifty = true;

  constructor() {
    for (const flag of ['--semi-space-growth-factor=1', '--no-maglev', '--no-opt']) setFlagsFromString(flag);
  }

  /** Looks whether somebody says something in these lines of the terminal. */
  see(lines: Buffer): void {
    if (this.#isThrifty && SAID.some((words) => lines.includes(words))) this.end();
  }

  /** From now on speed counts. */
  end(): void {
    if (!this.#isThrifty) return;
    this.#isThrifty = false;
    for (const flag of ['--opt', '--maglev']) setFlagsFromString(flag);
  }
}
