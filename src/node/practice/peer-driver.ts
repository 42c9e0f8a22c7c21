import type { Defects } from '../../core/defects.ts';
import type { PeerAction, PracticePeer } from '../../core/practice/practice-peer.ts';
import type { ConnectionRecord } from './connection-record.ts';
import type { Journal } from './journal.ts';
import type { ProgramList } from './program-list.ts';
import type { ServingParts } from './serving.ts';

/** Where a peer's actions go. */
export interface PeerOutput {
  /** @returns false when the bytes were not taken */
  send(bytes: Uint8Array): boolean;
  /** Closes behind what was sent. */
  end(): void;
  sendFile(): void;
  /** Whether more may be received. */
  setReceiving(on: boolean): void;
}

/** Lets a peer serve one connection: carries out its actions, wakes it, and writes down what travels. */
export class PeerDriver {
  readonly #peer: PracticePeer;
  readonly #record: ConnectionRecord;
  readonly #output: PeerOutput;
  readonly #journal: Journal;
  readonly #programs: ProgramList;
  readonly #defects: Defects;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(
    peer: PracticePeer,
    record: ConnectionRecord,
    output: PeerOutput,
    { journal, programs, defects }: Pick<ServingParts, 'journal' | 'programs' | 'defects'>,
  ) {
    this.#peer = peer;
    this.#record = record;
    this.#output = output;
    this.#journal = journal;
    this.#programs = programs;
    this.#defects = defects;
  }

  opened(): void {
    this.#contain(() => this.#carryOut(this.#peer.opened()));
  }

  received(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#contain(() => {
      if (this.#peer.shows === 'chunks') this.#journal.travelled(this.#record, 'in', bytes);
      this.#carryOut(this.#peer.received(bytes, performance.now()));
    });
  }

  ended(): void {
    if (this.#over) return;
    this.#contain(() => {
      this.#record.end();
      this.#carryOut(this.#peer.ended());
      this.#journal.changed();
    });
  }

  answered(bytes: Uint8Array): void {
    this.#contain(() => {
      this.#record.wantsAnswer = false;
      this.#carryOut(this.#peer.answered(bytes));
      this.#journal.changed();
    });
  }

  /** Nothing comes and nothing goes any more. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Something that must not be thrown ends this connection, and no other. */
  #contain(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#defects.met(error);
      this.stop();
      this.#defects.contain(() => this.#output.end());
    }
  }

  #carryOut(actions: readonly PeerAction[]): void {
    for (const action of actions) {
      if (this.#over) return;
      this.#do(action);
    }
    this.#setTimer();
  }

  #do(action: PeerAction): void {
    switch (action.kind) {
      case 'send':
        if (this.#output.send(action.bytes)) this.#journal.travelled(this.#record, 'out', action.bytes);
        return;
      case 'end':
        this.stop();
        return this.#output.end();
      case 'read':
        return this.#journal.travelled(this.#record, 'in', action.bytes);
      case 'ask':
        this.#record.wantsAnswer = true;
        return this.#journal.changed();
      case 'file':
        return this.#output.sendFile();
      case 'run':
        return void this.#run(action.words);
    }
  }

  async #run(words: readonly string[]): Promise<void> {
    this.#output.setReceiving(false);
    const output = await this.#programs.run(words);
    if (this.#over) return;
    this.#contain(() => {
      this.#output.setReceiving(true);
      this.#carryOut(this.#peer.finished(output));
    });
  }

  #setTimer(): void {
    clearTimeout(this.#timer);
    const { wakeAt } = this.#peer;
    if (wakeAt === undefined || this.#over) return;
    this.#timer = setTimeout(
      () => this.#contain(() => this.#carryOut(this.#peer.woken(performance.now()))),
      Math.max(1, Math.ceil(wakeAt - performance.now())),
    );
  }
}
