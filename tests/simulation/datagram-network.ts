import { PACKET_SIZE } from '../../src/core/datagram/constants.ts';
import { isSamePath, type Path } from '../../src/core/datagram/path.ts';
import { Attacker } from './attacker.ts';
import { CALM, type DatagramScenario, type Way } from './datagram-scenario.ts';
import { Violation } from './ledger.ts';
import { HOST_PATH, type NetworkWorld } from './network-world.ts';
import { describePacket } from './packet-reader.ts';
import type { Random } from './random.ts';
import { withoutChecksum } from './wrong-datagrams.ts';

/** A network that has come right: it must be fast enough for everything that was held up to get through. */
export const CLEAN_DELAY_MS = 20;
/** Share of what passes that a storm destroys, at most. */
const STORM_LOSS = 0.8;

/** Chance that the system does not read a datagram at once. */
const BUSY = 0.1;

/** A world with its network. */
export interface NetworkedWorld extends NetworkWorld {
  readonly network: DatagramNetwork;
}

/** The process behind a socket. */
export interface SocketOwner {
  received(datagram: Uint8Array, from: Path): void;
  /** Something that was sent came to a port where nobody listens (ICMP port unreachable). */
  refused(): void;
}

/** A process's UDP socket, by where others see its datagrams come from. */
export class DatagramSocket {
  path: Path;
  readonly owner: SocketOwner;
  /** Whose computer it is on; undefined for the host's. */
  readonly guest: string | undefined;
  isClosed = false;

  constructor(path: Path, owner: SocketOwner, guest: string | undefined) {
    this.path = path;
    this.owner = owner;
    this.guest = guest;
  }
}

/** A network that loses, doubles, delays, reorders, damages and swallows datagrams, and changes where they come from. */
export class DatagramNetwork {
  readonly random: Random;
  readonly attacker: Attacker;
  /** Datagrams sent so far. */
  sent = 0;
  /** Chance that a datagram gets lost, in a storm. */
  storm = 0;
  readonly #world: NetworkWorld;
  readonly #scenario: DatagramScenario;
  readonly #started: number;
  readonly #sockets = new Map<string, DatagramSocket>();
  /** Until when nothing passes, by guest and direction. */
  readonly #cuts = new Map<string, number>();
  /** Until when a narrow link is busy, by direction. */
  readonly #busyUntil = new Map<string, number>();
  /** Where each guest's program was last seen from. */
  readonly #lastPorts = new Map<string, number>();
  #nextPort = 20_000;

  constructor(world: NetworkWorld, random: Random) {
    this.#world = world;
    this.random = random;
    this.#scenario = world.scenario.datagrams;
    this.#started = world.clock.now;
    this.attacker = new Attacker(world, this);
  }

  /** A socket for a guest; perhaps the port that its last one had. */
  openForGuest(guest: string, address: string, owner: SocketOwner): DatagramSocket {
    const last = this.#lastPorts.get(address);
    const again = last !== undefined && this.random.chance(this.#scenario.samePort);
    const path = { address, port: again ? last : this.#freePort() };
    this.#lastPorts.set(address, path.port);
    const isTaken = this.#sockets.has(keyOf(path));
    const socket = new DatagramSocket(isTaken ? { address, port: this.#freePort() } : path, owner, guest);
    this.#sockets.set(keyOf(socket.path), socket);
    return socket;
  }

  openForHost(owner: SocketOwner): DatagramSocket {
    const socket = new DatagramSocket(HOST_PATH, owner, undefined);
    this.#sockets.set(keyOf(HOST_PATH), socket);
    return socket;
  }

  close(socket: DatagramSocket): void {
    socket.isClosed = true;
    if (this.#sockets.get(keyOf(socket.path)) === socket) this.#sockets.delete(keyOf(socket.path));
  }

  /** A NAT forgot the flow, or the computer is elsewhere: the same socket is seen from another place. */
  rebind(socket: DatagramSocket): void {
    if (socket.isClosed) return;
    this.#sockets.delete(keyOf(socket.path));
    const address = this.random.chance(0.3) ? `${socket.guest}~${this.random.int(1, 9)}` : socket.path.address;
    socket.path = { address, port: this.#freePort() };
    this.#sockets.set(keyOf(socket.path), socket);
    this.#world.trace(() => `${socket.guest} is now seen at ${address} ${socket.path.port}`);
  }

  /** Nothing of `guest` passes for a while, or of nobody. */
  cut(guest: string | undefined, way: Way, duration: number): void {
    const until = this.#world.clock.now + duration;
    for (const direction of ['up', 'down']) {
      if (way === 'both' || way === direction) this.#cuts.set(`${guest ?? '*'} ${direction}`, until);
    }
  }

  /** Milliseconds by which a timer is late. */
  timerLateness(): number {
    const { timersLateMs } = this.#scenario;
    return this.#world.inTrouble && timersLateMs > 0 ? this.random.int(0, timersLateMs) : 0;
  }

  /**
   * Sends the first `length` bytes of `packet`.
   * @returns true when the system has yet to read them, so that they must stay as they are
   */
  send(socket: DatagramSocket, packet: Uint8Array, length: number, to: Path): boolean {
    if (length > PACKET_SIZE) throw new Violation(`a packet of ${length} bytes`);
    if (socket.isClosed) return false;
    this.sent += 1;
    if (this.#world.inTrouble && this.random.chance(this.#scenario.sendFails)) return false;
    const isBusy = this.random.chance(BUSY);
    const datagram = packet.slice(0, length);
    if (isBusy) this.#readLater(packet, datagram);
    this.attacker.saw(datagram, socket.path, to);
    this.travel(datagram, socket.path, to, socket.guest ?? nameAt(to.address));
    return isBusy;
  }

  /** The system reads `packet` only now: nobody may have changed it meanwhile. */
  #readLater(packet: Uint8Array, datagram: Uint8Array): void {
    this.#world.clock.after(1, () => {
      if (Buffer.compare(packet.subarray(0, datagram.length), datagram) !== 0)
        throw new Violation('a packet was changed before it had left');
    });
  }

  /** What becomes of a datagram on its way; `guest` is whose line it is. */
  travel(datagram: Uint8Array, from: Path, to: Path, guest: string): void {
    const { random } = this;
    const way = isSamePath(to, HOST_PATH) ? 'up' : 'down';
    const fate = this.#fate(datagram, guest, way);
    if (typeof fate === 'string') {
      this.#tell(from, to, datagram, fate);
      return;
    }
    this.#tell(from, to, datagram, `arrives in ${fate} ms`);
    this.#arriveIn(fate, this.#damaged(datagram), from, to);
    const { duplicate } = this.#weather;
    if (random.chance(duplicate)) this.#arriveIn(fate + random.int(0, 50), datagram, from, to);
  }

  get #weather(): DatagramScenario {
    return this.#world.inTrouble ? this.#scenario : CALM;
  }

  /** @returns the delay in milliseconds, or why it gets lost */
  #fate(datagram: Uint8Array, guest: string, way: Way): number | string {
    const { random } = this;
    const { now } = this.#world.clock;
    const { loss, reorder, reorderMs, delayMs, jitterMs } = this.#weather;
    const { mtu, mtuWay, mtuFromMs, isBlocked } = this.#scenario;
    if (isBlocked || this.#isCut(guest, way) || this.#isCut('*', way)) return 'is swallowed';
    if (datagram.length > mtu && (mtuWay === 'both' || mtuWay === way) && now >= this.#started + mtuFromMs)
      return 'is too long';
    if (random.chance(Math.max(loss, this.storm))) return 'gets lost';
    const wait = this.#queue(datagram.length, way);
    if (wait === undefined) return 'does not fit into the queue';
    const late = random.chance(reorder) ? random.skewed(1, reorderMs) : 0;
    const jitter = this.#world.inTrouble ? jitterMs : CLEAN_DELAY_MS;
    return Math.round(wait + delayMs + late + (jitter > 0 ? random.int(0, jitter) : 0));
  }

  #isCut(guest: string, way: Way): boolean {
    return this.#world.inTrouble && (this.#cuts.get(`${guest} ${way}`) ?? 0) > this.#world.clock.now;
  }

  /** A bottleneck with a queue that drops what comes last. @returns the wait in milliseconds; undefined when full */
  #queue(length: number, way: Way): number | undefined {
    const { bandwidth, buffer } = this.#weather;
    if (bandwidth === CALM.bandwidth) return 0;
    const { now } = this.#world.clock;
    const busyUntil = Math.max(now, this.#busyUntil.get(way) ?? 0);
    if ((busyUntil - now) * bandwidth + length > buffer) return undefined;
    this.#busyUntil.set(way, busyUntil + length / bandwidth);
    return busyUntil - now + length / bandwidth;
  }

  #damaged(datagram: Uint8Array): Uint8Array {
    const { random } = this;
    const { damage, truncate } = this.#weather;
    let damaged = datagram;
    if (random.chance(truncate)) damaged = damaged.slice(0, random.int(0, damaged.length - 1));
    if (damaged.length === 0 || !random.chance(damage)) return damaged;
    damaged = damaged.slice();
    for (let count = random.skewed(1, 8); count > 0; count -= 1) {
      const at = random.int(0, damaged.length - 1);
      damaged[at] = (damaged[at] as number) ^ (1 << random.int(0, 7));
    }
    return this.#world.sabotage === 'trust-damage' ? withoutChecksum(damaged) : damaged;
  }

  #arriveIn(delay: number, datagram: Uint8Array, from: Path, to: Path): void {
    this.#world.clock.after(delay, () => {
      const socket = this.#sockets.get(keyOf(to));
      if (socket === undefined) this.#unreachable(from, to);
      // A guest's socket is connected: its system passes on what comes from the host alone.
      else if (socket.guest === undefined || isSamePath(from, HOST_PATH)) socket.owner.received(datagram.slice(), from);
    });
  }

  /** Nobody listens there. The host's computer may say so, while it is there. */
  #unreachable(from: Path, to: Path): void {
    const { isHostOff, clock } = this.#world;
    if (!isSamePath(to, HOST_PATH) || isHostOff || !this.random.chance(this.#scenario.reports)) return;
    clock.after(this.#weather.delayMs, () => this.#sockets.get(keyOf(from))?.owner.refused());
  }

  #tell(from: Path, to: Path, datagram: Uint8Array, what: string): void {
    this.#world.tracePacket(
      () => `${from.address} ${from.port} → ${to.address} ${to.port}: ${describePacket(datagram)} ${what}`,
    );
  }

  #freePort(): number {
    this.#nextPort += 1;
    return this.#nextPort;
  }

  /** A storm: much gets lost for a while. */
  storms(duration: number): void {
    this.storm = STORM_LOSS * this.random.next();
    this.#world.clock.after(duration, () => {
      this.storm = 0;
    });
  }
}

/** The guest behind an address: one that moved has its name before the tilde. */
export function nameAt(address: string): string {
  return address.split('~')[0] as string;
}

function keyOf({ address, port }: Path): string {
  return `${address} ${port}`;
}
