import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { Digests } from '../../src/core/secure/proofs.ts';
import { frameOffsets } from '../../src/core/wire/event-frame.ts';
import type { Connection as ConnectionState, RoomEvent, Transport } from '../../src/shared/models.ts';
import { testDigests } from '../support/digests.ts';
import { Clock } from './clock.ts';
import { Connection, type End } from './connection.ts';
import { CLEAN_DELAY_MS, DatagramNetwork, nameAt } from './datagram-network.ts';
import { DoorAudit } from './door-audit.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { FlowPair } from './flow.ts';
import { HostProcess } from './host-process.ts';
import { Ledger, Violation } from './ledger.ts';
import { Person } from './person.ts';
import { Random } from './random.ts';
import { RunSealing } from './run-sealing.ts';
import type { Sabotage } from './sabotage.ts';
import type { Scenario } from './scenario.ts';
import type { Dialling, Surroundings } from './surroundings.ts';

/** The socket buffers of a network that has come right. */
const CLEAN_SOCKET_BUFFER = 65_536;

/** Milliseconds on a clean network in which it must be noticed that a byte was changed: it may have been one of a length. */
const UNNOTICED_MOST_MS = 60_000;

/** How a run is made. */
export interface WorldOptions {
  readonly seed: number;
  /** Makes another run of the same scenario, when it is not 0. */
  readonly salt: number;
  readonly random: Random;
  readonly scenario: Scenario;
  readonly sabotage: Sabotage;
  /** Gets a line for each thing that happens. */
  readonly trace: ((line: string) => void) | undefined;
  /** Whether each datagram is such a thing. */
  readonly packets: boolean;
}

/** Everything of one run: time, chance, network, computers and people. */
export class World implements Surroundings {
  readonly clock = new Clock();
  readonly random: Random;
  readonly scenario: Scenario;
  readonly ledger: Ledger;
  readonly host: HostProcess;
  readonly network: DatagramNetwork;
  readonly sealing: RunSealing | undefined;
  /** What proofs are made with. */
  readonly digests: Digests;
  /** What nobody can predict in proofs; it decides nothing else. */
  readonly nonces: Random;
  /** Where bytes of streams are changed on their way. */
  readonly changing: Random;
  readonly sabotage: Sabotage;
  readonly people: readonly Person[];
  readonly doorkeeper: Doorkeeper | undefined;
  readonly audit: DoorAudit | undefined;
  /** What happens at the door. */
  readonly minding: Random;
  readonly textById = new Map<string, string>();
  /** While true, things break and people act. */
  inTrouble = true;
  /** While true, connections are refused or swallowed. */
  isUnreachable = false;
  /** Changes of the transport that came true. */
  moves = 0;
  noticed = 0;
  /** Since when the network is clean. */
  healedAt = Number.POSITIVE_INFINITY;
  readonly #write: ((line: string) => void) | undefined;
  readonly #tracesPackets: boolean;
  readonly #connections = new Set<Connection>();
  /** By the index of the host's id of the link. */
  readonly #flows = new Map<number, FlowPair>();
  readonly #started: number;

  constructor({ seed, salt, random, scenario, sabotage, trace, packets }: WorldOptions) {
    this.scenario = scenario;
    this.random = salt === 0 ? random : new Random(Math.imul(seed, 31) + salt);
    this.sabotage = sabotage;
    const forgetsMembers = scenario.doors || this.scenario.limits.sessionsKept < 2 * this.scenario.guests;
    this.ledger = new Ledger(
      forgetsMembers,
      () => this.host.store.oldest,
      (event) => this.audit?.happened(event),
    );
    this.#write = trace;
    this.#tracesPackets = packets;
    this.#started = this.clock.now;
    this.network = new DatagramNetwork(this, new Random(Math.imul(seed, 37) + salt + 1));
    // Every event proves the same: so each log is taken for the one that it should be.
    this.digests = sabotage === 'claim-one-log' ? { ...testDigests, sha256: () => '0'.repeat(64) } : testDigests;
    this.nonces = new Random(Math.imul(seed, 41) + salt + 1);
    this.changing = new Random(Math.imul(seed, 47) + salt + 1);
    this.minding = new Random(Math.imul(seed, 53) + salt + 1);
    this.audit = scenario.doors ? new DoorAudit() : undefined;
    this.doorkeeper = this.audit && new Doorkeeper(this.minding, this.audit);
    this.host = new HostProcess(this);
    const chance = new Random(Math.imul(seed, 43) + salt + 1);
    this.sealing = scenario.sealed ? new RunSealing(this.roomId, chance, sabotage) : undefined;
    this.people = Array.from({ length: this.scenario.guests }, (_, index) => new Person(this, index + 1));
  }

  get roomId(): string {
    return this.host.store.info.id;
  }

  get isHostOff(): boolean {
    return this.host.isOff;
  }

  get usesDatagrams(): boolean {
    return this.scenario.transport !== 'tcp';
  }

  get isMixed(): boolean {
    return this.scenario.transport === 'mixed';
  }

  get losesLargeDatagrams(): boolean {
    return this.usesDatagrams && Number.isFinite(this.scenario.datagrams.mtu);
  }

  /** Makes a text long, now and then, where long datagrams may vanish. */
  lengthening(): string {
    const { random } = this.network;
    return this.losesLargeDatagrams && this.inTrouble && random.chance(0.3)
      ? '.'.repeat(random.skewed(100, 2_000))
      : '';
  }

  /** What somebody chooses who was never here. */
  firstTransport(): Transport {
    const { transport } = this.scenario;
    if (transport === 'mixed') return this.network.random.chance(0.5) ? 'tcp' : 'udp';
    return transport === 'tcp' ? 'tcp' : 'udp';
  }

  trace(line: () => string): void {
    this.#write?.(`${String((this.clock.now - this.#started) / 1_000).padStart(8)} s  ${line()}`);
  }

  tracePacket(line: () => string): void {
    if (this.#tracesPackets) this.trace(line);
  }

  /** A datagram link begins, at the host or, where it is sealed, at the guest; the host is spoken to by `index`. */
  openFlows(address: string, index: number): FlowPair {
    const known = this.#flows.get(index);
    if (known) return known;
    const flows = new FlowPair(nameAt(address));
    this.#flows.set(index, flows);
    return flows;
  }

  flowsOf(index: number): FlowPair | undefined {
    return this.#flows.get(index);
  }

  /** @throws Violation when bytes that nothing is in the way of do not arrive */
  checkFlows(): void {
    const { rest } = this.host;
    if (rest.isAsleep) return;
    for (const [index, flows] of this.#flows) {
      if (flows.isOver) this.#flows.delete(index);
      else flows.check(Math.max(this.healedAt, rest.awakeSince), this.clock.now);
    }
  }

  /** Lets everybody in again. */
  tidyUpDoor(): void {
    const { doorkeeper, host } = this;
    if (host.rest.isAsleep || !host.isUp) return;
    if (doorkeeper?.isOut) host.openOwn();
    doorkeeper?.tidyUp();
  }

  /** @throws Violation when a link goes on on which a byte was changed long ago */
  checkStreams(): void {
    const longAgo = this.clock.now - UNNOTICED_MOST_MS;
    if (this.healedAt > longAgo) return;
    for (const connection of this.#connections)
      if (connection.isTrusted(longAgo)) throw new Violation('a link goes on on which a byte was changed');
  }

  /** Milliseconds that a piece of a stream travels. */
  delay(): number {
    const { delayMs, spikes } = this.scenario;
    if (this.inTrouble && this.random.chance(spikes)) return this.random.skewed(100, 15_000);
    return this.random.int(0, this.inTrouble ? delayMs : CLEAN_DELAY_MS);
  }

  /** Bytes that fit between a sender and its receiver. */
  get socketBuffer(): number {
    return this.inTrouble ? this.scenario.socketBuffer : CLEAN_SOCKET_BUFFER;
  }

  /** Whether the host's process dies between writing a turn to disk and telling anybody. */
  crashesNow(): boolean {
    if (!this.inTrouble || this.scenario.faults.hostCrash === 0 || !this.random.chance(0.002)) return false;
    this.clock.after(this.random.skewed(50, 5_000), () => this.startHost());
    return true;
  }

  /** Keeps the host's disk as it is now, and the truth with it. @returns what puts both back */
  backup(): () => void {
    const steps = [this.host.store.backup(), this.ledger.backup()];
    return () => {
      for (const step of steps) step();
      this.trace(() => `the host's log is set back to event ${this.host.store.newest}`);
    };
  }

  startHost(): void {
    if (!this.host.isUp) this.host.start();
  }

  /** Opens a connection from `address` to the host; the answer comes later, or never. */
  dial(address: string, dialling: Dialling): End {
    const connection = new Connection(this);
    const there = this.delay();
    const back = this.delay();
    const isSwallowed = this.inTrouble && (this.isUnreachable || this.random.chance(0.02));
    if (isSwallowed && this.random.chance(0.7)) return connection.guest;
    this.clock.after(there, () => {
      if (isSwallowed || !this.host.isUp) {
        this.clock.after(back, () => dialling.refused());
        return;
      }
      if (connection.guest.isEnded || connection.guest.isClosed) return;
      this.#connections.add(connection);
      this.host.accept(connection, address);
      this.clock.after(back, () => dialling.opened());
    });
    return connection.guest;
  }

  connectionOf(end: End): Connection | undefined {
    for (const connection of this.openConnections()) if (connection.guest === end) return connection;
    return undefined;
  }

  openConnections(): readonly Connection[] {
    for (const connection of this.#connections) if (!connection.isOpen) this.#connections.delete(connection);
    return [...this.#connections];
  }

  /** A guest's outbox let go of a message. */
  dropped(id: string): void {
    const text = this.textById.get(id) as string;
    if (this.ledger.sayings.get(text)?.state !== 'given-up') this.ledger.accepted(text);
  }

  checkSegment({ first, next, frames }: LogSegment, events: readonly RoomEvent[]): void {
    if (events[0]?.seq !== first || next !== first + events.length)
      throw new Violation('a guest counts a segment wrongly');
    if ([...frameOffsets(frames)].length !== events.length)
      throw new Violation('a segment has other frames than events');
  }

  showConnection(name: string, connection: ConnectionState): void {
    const why = 'problem' in connection && connection.problem ? ` (${connection.problem.code})` : '';
    this.trace(() => `${name} is ${connection.state}${why}`);
    // Nobody else has this session, so nobody can have taken it.
    if (why === ' (session_taken)') throw new Violation(`${name} was told that its session goes on elsewhere`);
  }
}
