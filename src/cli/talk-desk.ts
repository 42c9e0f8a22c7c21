import type { PracticeServer } from '../node/practice/practice-server.ts';
import type { LabEncoding } from '../shared/lab/lab-config.ts';
import type { LabChunk, LabConnection } from '../shared/lab/lab-models.ts';
import { note } from './output.ts';

/** Lines that were typed before anybody was there to hear them. */
const LINES_KEPT = 1_000;

/**
 * Brings the lines that a person types to the clients of `talk`: each answers whoever waits longest. Where nobody
 * waits a line goes to the client that spoke last, and where nobody has spoken it waits for the first who does.
 */
export class TalkDesk {
  readonly #encoding: LabEncoding;
  readonly #lines: string[] = [];
  /** Connections in the order in which they spoke; each once. */
  #spoke: readonly number[] = [];
  #server: PracticeServer | undefined;

  constructor(encoding: LabEncoding) {
    this.#encoding = encoding;
  }

  serve(server: PracticeServer): void {
    this.#server = server;
  }

  /** Takes note of who speaks. */
  heard({ direction, connection }: LabChunk): void {
    if (direction === 'in' && !this.#waits(connection)) this.#spoke = [...this.#others(connection), connection];
  }

  /** Somebody may wait for an answer now. */
  look(): void {
    while (this.#lines.length > 0) {
      const next = this.#next();
      if (next === undefined) return;
      this.#answer(next, this.#lines.shift() ?? '');
    }
  }

  /** As many lines wait as may: say no more until somebody takes one. */
  get isFull(): boolean {
    return this.#lines.length >= LINES_KEPT;
  }

  say(line: string): void {
    this.#lines.push(line);
    this.look();
  }

  #answer(connection: number, text: string): void {
    const said = this.#server?.answer(connection, { text, encoding: this.#encoding, ending: 'none' });
    if (said && !said.ok) note(said.problem.text);
  }

  /** Clients that still listen come before those that ended their side and may be gone. */
  #next(): number | undefined {
    const present = new Map((this.#server?.view().connections ?? []).map((one) => [one.id, one]));
    this.#spoke = this.#spoke.filter((id) => present.has(id) && present.get(id)?.state !== 'closed');
    const waiting = this.#spoke.filter((id) => present.get(id)?.wantsAnswer);
    return waiting.find((id) => present.get(id)?.state === 'open') ?? waiting[0] ?? this.#spoke.at(-1);
  }

  #waits(connection: number): boolean {
    const isHere = ({ id, wantsAnswer }: LabConnection) => id === connection && wantsAnswer;
    return (this.#server?.view().connections ?? []).some(isHere);
  }

  #others(connection: number): readonly number[] {
    return this.#spoke.filter((id) => id !== connection);
  }
}
