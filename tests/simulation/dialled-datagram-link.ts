import { HOST_ID_AT, PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { DatagramGuest, type DatagramGuestEvents } from '../../src/core/datagram/datagram-guest.ts';
import { readU32 } from '../../src/core/datagram/little-endian.ts';
import { packetType } from '../../src/core/datagram/packet.ts';
import type { GuestSealing } from '../../src/core/secure/guest-sealing.ts';
import type { LinkSecurity } from '../../src/core/secure/link-security.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import { Alarm } from './alarm.ts';
import type { DatagramSocket, SocketOwner } from './datagram-network.ts';
import type { FlowPair } from './flow.ts';
import type { GuestLink, LinkEvents } from './link.ts';
import { LOST } from './link.ts';
import { checkEnd, checkLink } from './link-bounds.ts';
import { HOST_PATH } from './network-world.ts';
import type { Rest } from './rest.ts';
import type { Surroundings } from './surroundings.ts';
import { meddle } from './wrong-datagrams.ts';

/** Whose link it is. */
export interface Dialler {
  readonly world: Surroundings;
  /** Name of the guest, and the address that it has. */
  readonly name: string;
  readonly address: string;
  readonly rest: Rest;
  /** What its links are sealed with, where they are. */
  readonly sealing: GuestSealing | undefined;
}

/** A guest's end of a datagram link with a socket of its own, as src/node/net/udp-connect.ts drives it. */
export class DialledDatagramLink implements GuestLink, DatagramGuestEvents {
  readonly transport = 'udp';
  readonly #world: Surroundings;
  readonly #dialler: Dialler;
  readonly #opened: () => void;
  readonly #events: LinkEvents;
  readonly #alarm: Alarm;
  readonly #guest: DatagramGuest;
  readonly #started: number;
  readonly #owner: SocketOwner = {
    received: (datagram) => this.#arrived(datagram),
    refused: () => this.#refused(),
  };
  #socket: DatagramSocket;
  /** Set when the host accepted. */
  #flows: FlowPair | undefined;
  #isOver = false;
  #isEnded = false;
  #keptAsleep = 0;

  constructor(dialler: Dialler, opened: () => void, events: LinkEvents) {
    const { world, rest, name, address } = dialler;
    this.#world = world;
    this.#dialler = dialler;
    this.#opened = opened;
    this.#events = events;
    this.#started = rest.monotonicNow - world.network.random.next();
    this.#socket = world.network.openForGuest(name, address, this.#owner);
    this.#alarm = new Alarm(world, rest, (now) => this.#work(now - this.#started) + this.#started);
    const transmit = (packet: Uint8Array, length: number) =>
      world.network.send(this.#socket, packet, length, HOST_PATH);
    const ports = {
      transmit: meddle(world.sabotage, 'guest', transmit),
      random32: () => world.network.random.int(0, 0xffff_ffff),
    };
    this.#guest = new DatagramGuest(HOST_PATH, ports, this, this.#now, dialler.sealing);
    this.#alarm.by(this.#guest.deadline + this.#started);
  }

  get security(): LinkSecurity | undefined {
    return this.#guest.security;
  }

  send(bytes: Uint8Array): void {
    const { link } = this.#guest;
    if (link && !this.#isEnded && !link.isClosed) this.#flows?.up.write(bytes, this.#world.clock.now);
    this.#do((now) => this.#guest.link?.send(bytes, now));
  }

  sendEphemeral(frames: Uint8Array): void {
    this.#do((now) => this.#guest.link?.sendEphemeral(frames, now));
  }

  close(): void {
    this.#isEnded = true;
    if (this.#guest.link) this.#do((now) => this.#guest.link?.close(now));
    else this.#do((now) => this.#guest.destroy(now));
  }

  /** The computer has another address: goes on from a new socket. */
  roam(address: string): void {
    const { link } = this.#guest;
    if (!link || link.isClosed || this.#isOver) return;
    const { network } = this.#world;
    network.close(this.#socket);
    this.#socket = network.openForGuest(this.#dialler.name, address, this.#owner);
    this.#world.trace(() => `${this.#dialler.name} moves to ${address} ${this.#socket.path.port}`);
    this.#world.clock.after(0, () => this.#dialler.rest.awake(() => this.#do((now) => link.announce(now))));
  }

  /** A NAT gives it another place without its knowing. */
  rebind(): void {
    if (!this.#isOver) this.#world.network.rebind(this.#socket);
  }

  stall(duration: number): void {
    const { link } = this.#guest;
    if (!link) return;
    this.#do((now) => link.pause(true, now));
    const { clock } = this.#world;
    if (this.#flows) this.#flows.freeSince = clock.now + duration;
    clock.after(duration, () => this.#dialler.rest.awake(() => this.#do((now) => link.pause(false, now))));
  }

  died(): void {
    this.#isOver = true;
    this.#alarm.stop();
    this.#world.network.close(this.#socket);
    if (this.#flows) this.#flows.isGuestOpen = false;
  }

  /** @internal */
  opened(): void {
    if (this.#flows) {
      this.#flows.isGuestOpen = true;
      this.#flows.guestRest = this.#dialler.rest;
    }
    this.#opened();
  }

  /** @internal */
  ephemeral(frames: Uint8Array): void {
    this.#events.ephemeral(frames);
  }

  /** @internal */
  drained(): void {
    this.#events.drained();
  }

  /** @internal */
  ended(): void {
    this.#events.ended();
    this.close();
  }

  /** @internal */
  closed(problem: Problem): void {
    checkEnd(problem);
    if (this.#isOver) return;
    this.died();
    this.#events.closed(problem ?? LOST);
  }

  /** @internal */
  received(chunk: Uint8Array): void {
    this.#flows?.down.read(chunk, this.#world.clock.now);
    this.#events.received(chunk);
  }

  get #now(): number {
    return this.#dialler.rest.monotonicNow - this.#started;
  }

  #arrived(datagram: Uint8Array): void {
    const { rest } = this.#dialler;
    if (rest.isAsleep) {
      if (this.#keptAsleep >= this.#world.scenario.datagrams.keptAsleep) return;
      this.#keptAsleep += 1;
    }
    rest.awake(() => {
      this.#keptAsleep = 0;
      if (!this.#isOver) this.#take(datagram);
    });
  }

  #take(datagram: Uint8Array): void {
    const wasOpen = this.#guest.link !== undefined;
    const type = packetType(datagram);
    // Its flows are looked up first: whoever hears that the link is open says hello at once.
    const index = readU32(datagram, HOST_ID_AT);
    if (!wasOpen && type === PACKET_TYPE.accept) this.#flows = this.#world.flowsOf(index);
    // A sealed link is open at the guest first.
    if (!wasOpen && type === PACKET_TYPE.sealedAccept)
      this.#flows = this.#world.openFlows(this.#dialler.address, index);
    this.#guest.receive(datagram, this.#now);
    this.#alarm.soon();
  }

  #refused(): void {
    this.#dialler.rest.awake(() => {
      if (this.#isOver) return;
      this.#guest.refused(this.#now);
      this.#alarm.soon();
    });
  }

  #do(work: (now: number) => void): void {
    if (this.#isOver) return;
    work(this.#now);
    this.#alarm.by(this.#guest.deadline + this.#started);
  }

  #work(now: number): number {
    this.#guest.tick(now);
    const { link, deadline } = this.#guest;
    if (link) checkLink(link, 0);
    return deadline;
  }
}
