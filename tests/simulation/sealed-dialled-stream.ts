import type { GuestSealing } from '../../src/core/secure/guest-sealing.ts';
import type { LinkSecurity } from '../../src/core/secure/link-security.ts';
import { RecordReader } from '../../src/core/secure/record-reader.ts';
import { RecordWriter } from '../../src/core/secure/record-writer.ts';
import { type GuestOutcome, StreamGuest } from '../../src/core/secure/stream-guest.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import { SEALING_LIMITS } from '../../src/shared/secure/sealing-limits.ts';
import type { Dialler } from './dialled-datagram-link.ts';
import { DialledStream } from './dialled-stream.ts';
import type { FlowPair } from './flow.ts';
import { Violation } from './ledger.ts';
import type { GuestLink, LinkEvents } from './link.ts';

const TAMPERED: Problem = { code: 'link_tampered', text: 'what came from the host was changed on its way' };
const SLOW: Problem = { code: 'not_a_room', text: 'it answers, but not as a room' };

/** A guest's end of a TCP connection that is sealed, as src/node/net/sealed-connect.ts drives it. */
export class SealedDialledStream implements GuestLink {
  readonly transport = 'tcp';
  readonly #dialler: Dialler;
  readonly #sealing: GuestSealing;
  readonly #opened: () => void;
  readonly #events: LinkEvents;
  readonly #handshake: StreamGuest;
  readonly #stream: DialledStream;
  #security: LinkSecurity | undefined;
  #writer: RecordWriter | undefined;
  #reader: RecordReader | undefined;
  #flows: FlowPair | undefined;
  #hasHeard = false;
  #isOver = false;

  constructor(dialler: Dialler, sealing: GuestSealing, opened: () => void, events: LinkEvents) {
    this.#dialler = dialler;
    this.#sealing = sealing;
    this.#opened = opened;
    this.#events = events;
    this.#handshake = new StreamGuest(sealing);
    this.#stream = new DialledStream(dialler, () => this.#begin(), {
      ...events,
      received: (chunk) => this.#received(chunk),
      closed: (problem) => this.#over(problem),
    });
  }

  get security(): LinkSecurity | undefined {
    return this.#security;
  }

  send(bytes: Uint8Array): void {
    if (this.#isOver || !this.#writer) return;
    this.#flows?.up.write(bytes, this.#dialler.world.clock.now);
    this.#stream.send(this.#writer.seal(bytes));
  }

  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  close(): void {
    this.#isOver = true;
    this.#stream.close();
  }

  died(): void {
    this.#isOver = true;
    this.#stream.died();
  }

  stall(duration: number): void {
    this.#stream.stall(duration);
  }

  #begin(): void {
    if (this.#isOver) return;
    const { muteMs, handshakeMs } = SEALING_LIMITS;
    this.#stream.send(this.#handshake.start());
    this.#later(muteMs, () => {
      if (!this.#hasHeard) this.#goOn(this.#handshake.silent());
    });
    this.#later(handshakeMs, () => {
      if (!this.#security) this.#refuse(SLOW);
    });
  }

  #later(delay: number, work: () => void): void {
    const { world, rest } = this.#dialler;
    world.clock.after(delay, () =>
      rest.awake(() => {
        if (!this.#isOver) work();
      }),
    );
  }

  #received(chunk: Uint8Array): void {
    if (this.#isOver) return;
    this.#hasHeard = true;
    if (this.#reader) this.#open(this.#reader, chunk);
    else this.#goOn(this.#handshake.receive(chunk));
  }

  #goOn(outcome: GuestOutcome | undefined): void {
    switch (outcome?.kind) {
      case undefined:
        return;
      case 'clear':
        // There is no host here that knows nothing of handshakes.
        if (!this.#stream.wasDamaged) throw new Violation(`${this.#dialler.name} takes a host that seals for another`);
        return this.#refuse(this.#sealing.inClear ?? TAMPERED);
      case 'refused':
        if (outcome.problem.code === 'downgraded')
          throw new Violation(
            `${this.#dialler.name} takes a host that says nothing for one that does not seal any more`,
          );
        return this.#refuse(outcome.problem);
      case 'sealed': {
        const { message, done, rest } = outcome;
        this.#stream.send(message);
        this.#security = done.security;
        this.#writer = new RecordWriter(this.#sealing.crypto, done.sendKey);
        const reader = new RecordReader(this.#sealing.crypto, done.receiveKey);
        this.#reader = reader;
        this.#flows = this.#stream.flows;
        this.#opened();
        if (rest.length > 0) this.#open(reader, rest);
      }
    }
  }

  #open(reader: RecordReader, records: Uint8Array): void {
    const { world, name } = this.#dialler;
    const isRight = reader.read(records, (plain) => {
      if (this.#isOver) return;
      this.#flows?.down.read(plain, world.clock.now);
      this.#events.received(plain);
    });
    if (isRight || this.#isOver) return;
    if (!this.#stream.wasDamaged) throw new Violation(`${name} takes for changed what nobody changed`);
    world.noticed += 1;
    this.#refuse(TAMPERED);
  }

  #refuse(problem: Problem): void {
    this.#stream.died();
    this.#over(problem);
  }

  #over(problem: Problem): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#events.closed(problem);
  }
}
