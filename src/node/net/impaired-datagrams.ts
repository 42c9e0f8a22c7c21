import { DatagramImpairment, type ImpairmentCounts } from '../../core/impairment/datagram-impairment.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import { monotonicNow } from '../time/clocks.ts';
import { Alarm } from './alarm.ts';

/** What a socket does with its datagrams; `End` is where one goes or came from, whatever the socket calls it. */
export interface DatagramPorts<End> {
  /** Sends a datagram, really. */
  send(bytes: Uint8Array, to: End): void;
  /** Hands on a datagram that came. */
  received(bytes: Uint8Array, from: End): void;
}

/**
 * Stands between a UDP socket and its user while the socket is to be impaired; a socket that is not has none of it and
 * asks no more than whether there is one. Any UDP socket can have one, a room's or a bare one of the lab:
 *
 *     sending: impaired ? impaired.send(bytes, to) : really(bytes, to)
 *     receiving: impaired ? impaired.receive(bytes, from) : take(bytes, from)
 *     ending it: impaired.stop()
 */
export class ImpairedDatagrams<End> {
  readonly #out: Way<End>;
  readonly #in: Way<End>;

  /** @param random from 0 up to 1 */
  constructor(settings: Impairment, ports: DatagramPorts<End>, random: () => number = Math.random) {
    this.#out = new Way(settings, random, (bytes, to) => ports.send(bytes, to));
    this.#in = new Way(settings, random, (bytes, from) => ports.received(bytes, from));
  }

  /** What became of the datagrams that were sent and that came. */
  get counts(): { readonly out: ImpairmentCounts; readonly in: ImpairmentCounts } {
    return { out: this.#out.queue.counts, in: this.#in.queue.counts };
  }

  /** Other settings from now on; what waits keeps its time. */
  set(settings: Impairment): void {
    this.#out.queue.set(settings);
    this.#in.queue.set(settings);
  }

  /** To be called instead of sending. The bytes are the caller's again when this returns. */
  send(bytes: Uint8Array, to: End): void {
    this.#out.push(bytes, to);
  }

  /** To be called with what came, instead of handing it on. The bytes are the caller's again when this returns. */
  receive(bytes: Uint8Array, from: End): void {
    this.#in.push(bytes, from);
  }

  /** Ends it: what waits goes on at once. */
  stop(): void {
    this.#out.stop();
    this.#in.stop();
  }

  /** Ends it, and throws away what waits: for a socket that is closed. */
  drop(): void {
    this.#out.drop();
    this.#in.drop();
  }
}

/** One direction: the state machine and its timer. */
class Way<End> {
  readonly queue: DatagramImpairment<{ readonly bytes: Uint8Array; readonly end: End }>;
  readonly #deliver: (bytes: Uint8Array, end: End) => void;
  readonly #alarm = new Alarm(
    (now) => this.#work(now),
    (now) => this.#work(now),
  );

  constructor(settings: Impairment, random: () => number, deliver: (bytes: Uint8Array, end: End) => void) {
    this.queue = new DatagramImpairment(settings, random);
    this.#deliver = deliver;
  }

  push(bytes: Uint8Array, end: End): void {
    const now = monotonicNow();
    this.queue.push({ bytes: bytes.slice(), end }, bytes.length, now);
    this.#alarm.by(this.#work(now));
  }

  stop(): void {
    this.#alarm.stop();
    for (const { bytes, end } of this.queue.drain()) this.#deliver(bytes, end);
  }

  drop(): void {
    this.#alarm.stop();
    this.queue.drain();
  }

  #work(now: number): number {
    for (const { bytes, end } of this.queue.due(now)) this.#deliver(bytes, end);
    return this.queue.deadline;
  }
}
