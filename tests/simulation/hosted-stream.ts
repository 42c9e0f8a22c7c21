import type { PeerIdentity } from '../../src/core/secure/peer-identity.ts';
import { RecordReader } from '../../src/core/secure/record-reader.ts';
import { RecordWriter } from '../../src/core/secure/record-writer.ts';
import { StreamHost } from '../../src/core/secure/stream-host.ts';
import type { Connection } from './connection.ts';
import { Violation } from './ledger.ts';
import type { HostLink, LinkEvents } from './link.ts';
import { peerOf } from './run-sealing.ts';
import type { Surroundings } from './surroundings.ts';

/** The host's end of a TCP connection, sealed where the run is, as src/node/hosting/hosted-link.ts drives it. */
export class HostedStream implements HostLink {
  /** Set before anything comes. */
  events!: Pick<LinkEvents, 'received'>;
  identity: PeerIdentity | undefined = undefined;
  readonly #world: Surroundings;
  readonly #connection: Connection;
  readonly #handshake: StreamHost | undefined;
  #writer: RecordWriter | undefined;
  #reader: RecordReader | undefined;
  /** Message 2 is said, and message 3 did not come. */
  #isBetween = false;
  #isOver = false;

  constructor(world: Surroundings, connection: Connection) {
    this.#world = world;
    this.#connection = connection;
    const { sealing } = world;
    this.#handshake = sealing && new StreamHost(sealing.crypto, sealing.host.host());
  }

  send(bytes: Uint8Array): number {
    const { host, flows } = this.#connection;
    // The guest takes what comes now for records.
    if (this.#isBetween) return host.out.queuedBytes;
    if (!this.#writer || bytes.length === 0) return host.send(bytes);
    if (!host.isEnded && !host.isClosed) flows.down.write(bytes, this.#world.clock.now);
    return host.send(this.#writer.seal(bytes));
  }

  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  queuedBytes(): number {
    return this.#connection.host.out.queuedBytes;
  }

  close(): void {
    this.#connection.host.close();
  }

  /** Takes what one `recv()` returned. */
  received(chunk: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#reader) this.#open(this.#reader, chunk);
    else if (this.#handshake) this.#goOn(this.#handshake, chunk);
    else this.events.received(chunk);
  }

  #goOn(handshake: StreamHost, chunk: Uint8Array): void {
    const { sealing } = this.#world;
    handshake.push(chunk);
    for (let step = handshake.next(); step !== undefined; step = handshake.next()) {
      if (step.kind === 'send') this.#sends(step.bytes);
      else if (step.kind === 'failed') return this.#givesUp();
      else if (sealing) {
        const { sendKey, receiveKey, security } = step.done;
        this.identity = peerOf(security);
        this.#connection.isSealed = true;
        this.#isBetween = false;
        this.#writer = new RecordWriter(sealing.crypto, sendKey);
        this.#reader = new RecordReader(sealing.crypto, receiveKey);
        if (step.rest.length > 0) this.#open(this.#reader, step.rest);
        return;
      }
    }
  }

  #sends(message: Uint8Array): void {
    this.#connection.host.send(message);
    this.#isBetween = true;
  }

  #open(reader: RecordReader, records: Uint8Array): void {
    const { flows } = this.#connection;
    const isRight = reader.read(records, (plain) => {
      flows.up.read(plain, this.#world.clock.now);
      this.events.received(plain);
    });
    if (isRight) return;
    this.#givesUp();
    this.#world.noticed += 1;
  }

  #givesUp(): void {
    if (!this.#connection.wasDamaged) throw new Violation('the host takes for changed what nobody changed');
    this.#isOver = true;
    this.#connection.breakOff(this.#connection.host);
  }
}
