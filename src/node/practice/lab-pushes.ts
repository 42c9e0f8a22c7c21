import type { LabPush } from '../../shared/lab/lab-contract.ts';

/** Milliseconds between two pushes of one server or client: often enough to look live, seldom enough for a flood. */
const PUSH_MS = 50;

/** Joins what changes in quick succession: each server or client is told of at most every {@link PUSH_MS}. */
export class LabPushes {
  readonly #listeners = new Set<(push: LabPush) => void>();
  readonly #due = new Map<string, () => readonly LabPush[]>();
  #timer: NodeJS.Timeout | undefined;

  /** @returns its own unsubscribe */
  onPush(listener: (push: LabPush) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something of this one is new; `describe` says what when the time has come. */
  changed(id: string, describe: () => readonly LabPush[]): void {
    this.#due.set(id, describe);
    this.#timer ??= setTimeout(() => this.flush(), PUSH_MS).unref();
  }

  removed(id: string): void {
    this.#due.delete(id);
    this.#tell({ kind: 'lab-removed', id });
  }

  /** Tells what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = [...this.#due.values()];
    this.#due.clear();
    for (const describe of due) for (const push of describe()) this.#tell(push);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#due.clear();
  }

  #tell(push: LabPush): void {
    for (const listener of this.#listeners) listener(push);
  }
}
