import { DatagramHost } from '../../src/core/datagram/datagram-host.ts';
import type { DatagramLink } from '../../src/core/datagram/datagram-link.ts';
import type { DatagramEvents } from '../../src/core/datagram/datagram-ports.ts';
import { readId } from '../../src/core/datagram/packet.ts';
import type { PacketOpener } from '../../src/core/datagram/packet-opener.ts';
import type { Path } from '../../src/core/datagram/path.ts';
import type { LinkSecurity } from '../../src/core/secure/link-security.ts';
import type { PeerIdentity } from '../../src/core/secure/peer-identity.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import type { WireDirection } from '../../src/shared/wire/wire-model.ts';
import { AddressAudit } from './address-audit.ts';
import { Alarm } from './alarm.ts';
import type { DatagramSocket, SocketOwner } from './datagram-network.ts';
import type { FlowPair } from './flow.ts';
import { Violation } from './ledger.ts';
import type { HostLink, LinkEvents } from './link.ts';
import { checkEnd, checkLink } from './link-bounds.ts';
import type { Random } from './random.ts';
import type { Rest } from './rest.ts';
import { peerOf } from './run-sealing.ts';
import type { Surroundings } from './surroundings.ts';
import { HoardingHost, meddle } from './wrong-datagrams.ts';

/** Sealed links whose packets are looked into. */
const OPENERS_MOST = 64;
const NO_BYTES = new Uint8Array(0);

type OpenLink = (events: DatagramEvents) => DatagramLink;

/** Who is let in. */
export interface DatagramDoor {
  /** Asked for each guest that proved its address, before anything is kept of it. */
  admits(address: string): boolean;
  /** What the link reports goes to the events returned. */
  accept(link: HostLink, address: string): LinkEvents;
}

/** The host's UDP socket and all links over it, as src/node/net/udp-listener.ts drives them. */
export class DatagramListener implements SocketOwner {
  readonly #world: Surroundings;
  readonly #rest: Rest;
  readonly #door: DatagramDoor;
  readonly #socket: DatagramSocket;
  readonly #audit = new AddressAudit((direction, packet) => this.#lookInto(direction, packet));
  /** Of the newest sealed links. */
  readonly #openers: PacketOpener[] = [];
  readonly #host: DatagramHost;
  readonly #alarm: Alarm;
  readonly #links = new Set<HostedDatagramLink>();
  /** Monotonic clocks of processes begin with them. */
  readonly #started: number;
  /** Ids of guests that opened a link: what was opened once is not opened again by a replay. */
  readonly #opened = new Set<string>();
  #connecting = '';
  #isClosing = false;
  #isDead = false;
  #keptAsleep = 0;

  constructor(world: Surroundings, rest: Rest, door: DatagramDoor) {
    this.#world = world;
    this.#rest = rest;
    this.#door = door;
    this.#started = rest.monotonicNow;
    this.#socket = world.network.openForHost(this);
    this.#host = this.#makeHost();
    this.#alarm = new Alarm(
      world,
      rest,
      (now) => this.#rung(now - this.#started),
      (now) => this.#worked(this.#host.work(now - this.#started)),
    );
  }

  get now(): number {
    return this.#rest.monotonicNow - this.#started;
  }

  /** @internal */
  received(datagram: Uint8Array, from: Path): void {
    if (this.#rest.isAsleep) {
      if (this.#keptAsleep >= this.#world.scenario.datagrams.keptAsleep) return;
      this.#keptAsleep += 1;
    }
    this.#rest.awake(() => {
      this.#keptAsleep = 0;
      if (!this.#isDead) this.#take(datagram, from);
    });
  }

  /** @internal nobody tells a listening socket of that */
  refused(): void {}

  /** @internal something was done to a link */
  touched(link: DatagramLink): void {
    this.#alarm.by(link.deadline + this.#started);
  }

  /** @internal */
  gone(link: HostedDatagramLink): void {
    this.#links.delete(link);
    if (this.#isClosing && this.#links.size === 0) this.die();
  }

  /** The process is gone. */
  die(): void {
    this.#isDead = true;
    this.#alarm.stop();
    this.#world.network.close(this.#socket);
    for (const link of this.#links) link.died();
    this.#links.clear();
  }

  /** Lets no more in, and ends when the links have. */
  closeGently(): void {
    this.#isClosing = true;
    if (this.#links.size === 0) this.die();
  }

  #makeHost(): DatagramHost {
    const { network, sabotage } = this.#world;
    const random32 = () => network.random.int(0, 0xffff_ffff);
    const transmit = (packet: Uint8Array, length: number, to: Path) => {
      this.#audit.sent(to, packet.subarray(0, length));
      return network.send(this.#socket, packet, length, to);
    };
    const ports = {
      transmit: meddle(sabotage, 'host', transmit),
      random32,
      sign: signer(network.random),
      admits: (from: Path) => this.#door.admits(from.address),
      accept: (from: Path, open: OpenLink, security: LinkSecurity | undefined) => this.#open(from, open, security),
      plain: () => {},
      sealing: this.#world.sealing?.host,
    };
    return sabotage === 'hoard-initials' ? new HoardingHost(ports, this.now) : new DatagramHost(ports, this.now);
  }

  #open(from: Path, open: OpenLink, security: LinkSecurity | undefined): void {
    if (this.#opened.has(this.#connecting)) throw new Violation('a connect that was replayed opened a second link');
    this.#opened.add(this.#connecting);
    const link = new HostedDatagramLink(this, this.#world, from.address, security && peerOf(security));
    link.link = open(link);
    link.flows = this.#world.openFlows(from.address, link.link.localId.index);
    link.flows.isHostOpen = true;
    const opener = link.link.opener();
    if (opener) this.#openers.unshift(opener);
    this.#openers.length = Math.min(this.#openers.length, OPENERS_MOST);
    this.#links.add(link);
    link.events = this.#door.accept(link, from.address);
  }

  #lookInto(direction: WireDirection, packet: Uint8Array): Uint8Array | undefined {
    for (const opener of this.#openers) {
      const opened = opener.open(direction, packet);
      if (opened) return opened;
    }
    return undefined;
  }

  #take(datagram: Uint8Array, from: Path): void {
    const { now } = this;
    const mayGrow = this.#audit.received(from, datagram, now);
    const before = this.#host.remembered;
    if (mayGrow) this.#connecting = JSON.stringify(readId(datagram));
    if (!this.#isClosing || !mayGrow) this.#host.receive(datagram, from, now);
    if (this.#host.remembered > before && !mayGrow)
      throw new Violation(`the host remembers something of ${from.address} ${from.port}, which is not validated`);
    this.#alarm.soon();
  }

  #rung(now: number): number {
    const next = this.#host.timer(now);
    // What is remembered of those who left is forgotten here, and not with each packet.
    this.#audit.checkMemory(this.#host.remembered, this.#host.size, now, this.#world.sealing ? 2 : 1);
    return this.#worked(next);
  }

  /** @param next when the host wants to be called next */
  #worked(next: number): number {
    for (const { link } of this.#links) checkLink(link, this.#world.scenario.limits.linkQueueBytes);
    if (this.#host.size > this.#links.size) throw new Violation('the host keeps links that are closed');
    return next + this.#started;
  }
}

/** One link of the host over datagrams, as src/node/net/udp-link.ts drives it. */
class HostedDatagramLink implements HostLink, DatagramEvents {
  link!: DatagramLink;
  events!: LinkEvents;
  flows!: FlowPair;
  readonly address: string;
  readonly identity: PeerIdentity | undefined;
  readonly #listener: DatagramListener;
  readonly #world: Surroundings;
  #isEnded = false;

  constructor(listener: DatagramListener, world: Surroundings, address: string, identity: PeerIdentity | undefined) {
    this.#listener = listener;
    this.#world = world;
    this.address = address;
    this.identity = identity;
  }

  send(bytes: Uint8Array): number {
    return this.sendTwo(bytes, NO_BYTES);
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    const { flows, link } = this;
    for (const bytes of this.#isEnded || link.isClosed ? [] : [first, second]) {
      flows.down.write(bytes, this.#world.clock.now);
    }
    const waiting = link.sendTwo(first, second, this.#listener.now);
    this.#listener.touched(link);
    return waiting;
  }

  sendEphemeral(frames: Uint8Array): void {
    this.link.sendEphemeral(frames, this.#listener.now);
    this.#listener.touched(this.link);
  }

  queuedBytes(): number {
    return this.link.queuedBytes;
  }

  close(): void {
    this.#isEnded = true;
    this.link.close(this.#listener.now);
    this.#listener.touched(this.link);
  }

  died(): void {
    this.flows.isHostOpen = false;
  }

  received(chunk: Uint8Array): void {
    this.flows.up.read(chunk, this.#world.clock.now);
    this.events.received(chunk);
  }

  ephemeral(frames: Uint8Array): void {
    this.events.ephemeral(frames);
  }

  drained(): void {
    this.events.drained();
  }

  ended(): void {
    this.events.ended();
  }

  closed(problem: Problem): void {
    checkEnd(problem);
    this.flows.isHostOpen = false;
    this.events.closed(problem);
    this.#listener.gone(this);
  }
}

/** A keyed hash that is good enough for a world in which nobody can calculate. */
function signer(random: Random): (text: string) => Uint8Array {
  const secret = random.int(0, 0xffff_ffff);
  return (text) => {
    const bytes = new Uint8Array(16);
    let hash = secret;
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < text.length; i += 1) {
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e37_79b1);
        hash ^= hash >>> 15;
        bytes[i % 16] = (bytes[i % 16] as number) ^ hash;
      }
    }
    return bytes;
  };
}
