import { FlowPair } from './flow.ts';
import { Pipe, type StreamWorld } from './pipe.ts';
import type { Random } from './random.ts';

/** What an end of a connection tells its owner. */
export interface EndEvents {
  received(chunk: Uint8Array): void;
  drained(): void;
  closed(): void;
}

/** Milliseconds that a closed socket may take to get rid of its last bytes, as in src/node/net/tcp-link.ts. */
const LINGER_MS = 2_000;

/** Milliseconds after which the system's own keep-alive gives a silent connection up: later than any heartbeat. */
const KEEP_ALIVE_MS = 90_000;

/** One end of a connection, as a process holds it. */
export class End {
  readonly #connection: Connection;
  readonly out: Pipe;
  events: EndEvents | undefined;
  /** This process closed it. */
  isEnded = false;
  isClosed = false;

  constructor(connection: Connection, other: () => End, world: StreamWorld) {
    this.#connection = connection;
    this.out = new Pipe(world, {
      delivered: (chunk) => {
        if (!other().isClosed) other().events?.received(chunk);
      },
      drained: () => {
        if (!this.isClosed) this.events?.drained();
      },
      emptied: () => {
        if (this.isEnded) this.#connection.finished(other());
      },
    });
  }

  send(bytes: Uint8Array): number {
    return this.isEnded || this.isClosed ? this.out.queuedBytes : this.out.send(bytes);
  }

  /** Ends the connection after what was sent. */
  close(): void {
    if (this.isEnded || this.isClosed) return;
    this.isEnded = true;
    this.#connection.ended(this);
  }
}

/** A TCP connection between a guest and the host, with everything that can befall one. */
export class Connection {
  readonly #world: StreamWorld;
  readonly guest: End;
  readonly host: End;
  /** What goes over it where it is sealed, as it is in clear. */
  readonly flows = new FlowPair('a guest');
  /** Its handshake is over. */
  isSealed = false;
  /** When a byte of it was changed, and whether that was one of a record. */
  #damage: { readonly at: number; readonly isOfRecord: boolean } | undefined;
  #isSilent = false;

  constructor(world: StreamWorld) {
    this.#world = world;
    this.guest = new End(this, () => this.host, world);
    this.host = new End(this, () => this.guest, world);
  }

  get isOpen(): boolean {
    return !this.guest.isClosed || !this.host.isClosed;
  }

  get wasDamaged(): boolean {
    return this.#damage !== undefined;
  }

  /** One byte changes on its way. @returns whether there was one */
  damage(random: Random): boolean {
    const { isSealed } = this;
    if (!random.pick([this.guest, this.host]).out.damage(random)) return false;
    this.#damage = { at: this.#world.clock.now, isOfRecord: isSealed };
    return true;
  }

  /** Whether both ends go on over it although a byte of a record was changed before `time`. */
  isTrusted(time: number): boolean {
    if (!this.#damage?.isOfRecord || this.#damage.at > time) return false;
    return [this.guest, this.host].every(({ isEnded, isClosed }) => !isEnded && !isClosed);
  }

  /** A process wants nothing more of it. */
  breakOff(end: End): void {
    this.#closeIn(0, end);
  }

  /** The network forgets the connection: no byte passes any more and neither side is told. */
  silence(oneWay = false): void {
    this.#isSilent = true;
    this.guest.out.silence();
    if (!oneWay) this.host.out.silence();
    this.#closeIn(KEEP_ALIVE_MS, this.guest);
    this.#closeIn(KEEP_ALIVE_MS, this.host);
  }

  /** Breaks off at any byte. Each side learns of it after a while; one of them perhaps by its keep-alive only. */
  cut(): void {
    const { random } = this.#world;
    this.guest.out.cut();
    this.host.out.cut();
    const deaf = random.chance(0.2) ? random.pick([this.guest, this.host]) : undefined;
    for (const end of [this.guest, this.host]) if (end !== deaf) this.#closeIn(random.skewed(1, 3_000), end);
    if (!deaf) return;
    this.#isSilent = true;
    this.#closeIn(KEEP_ALIVE_MS, deaf);
  }

  /** A process dies: its system closes its end; what the process had not yet handed over is lost. */
  died(end: End): void {
    end.isClosed = true;
    end.out.cut();
    const other = end === this.guest ? this.host : this.guest;
    other.out.destroy();
    if (!this.#isSilent) this.#closeIn(this.#world.random.skewed(1, 1_000), other);
  }

  /** @internal `end` was closed by its process */
  ended(end: End): void {
    if (end.out.isEmpty) this.#world.clock.after(0, () => this.finished(end === this.guest ? this.host : this.guest));
    this.#world.clock.after(LINGER_MS, () => {
      this.finished(end === this.guest ? this.host : this.guest);
      this.#close(end);
    });
  }

  /** @internal `end` has got everything that it will ever get */
  finished(end: End): void {
    if (!this.#isSilent) this.#closeIn(this.#world.delay(), end);
  }

  #closeIn(delay: number, end: End): void {
    this.#world.clock.after(delay, () => this.#close(end));
  }

  #close(end: End): void {
    if (end.isClosed) return;
    end.isClosed = true;
    end.out.cut();
    end.events?.closed();
    // The other side of an orderly or reset connection hears of it too.
    const other = end === this.guest ? this.host : this.guest;
    if (!this.#isSilent) this.#closeIn(this.#world.delay(), other);
  }
}
