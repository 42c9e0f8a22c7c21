import type { LinkId } from '../../src/core/datagram/packet.ts';
import { BulkEnd } from './bulk-end.ts';
import { Clock } from './clock.ts';
import { DatagramNetwork, type NetworkedWorld } from './datagram-network.ts';
import type { Way } from './datagram-scenario.ts';
import { Flow } from './flow.ts';
import { Violation } from './ledger.ts';
import { HOST_PATH } from './network-world.ts';
import { Random } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import type { Scenario } from './scenario.ts';

/** Milliseconds in which nothing may pass at a time: a link that hears nothing for 30 s is over, and rightly so. */
const LONGEST_CUT_MS = 6_000;
/** Virtual milliseconds on a clean network after which everything must have arrived. */
const HEAL_MS = 120_000;
const STEP_MS = 100;
/** Milliseconds after which both ends must be closed, once everything arrived. */
const CLOSING_MS = 5_000;

interface BulkOptions {
  readonly random: Random;
  readonly scenario: Scenario;
  readonly sabotage: Sabotage;
  readonly write: ((line: string) => void) | undefined;
  readonly packets: boolean;
}

/**
 * One link alone that carries far more than people say, with windows from tiny to large: flow control, congestion and
 * recovery under load, both ways at once.
 */
export class BulkWorld implements NetworkedWorld {
  readonly clock = new Clock();
  readonly random: Random;
  readonly scenario: Scenario;
  readonly sabotage: Sabotage;
  readonly network: DatagramNetwork;
  readonly guest: BulkEnd;
  readonly host: BulkEnd;
  readonly isHostOff = false;
  inTrouble = true;
  readonly #write: ((line: string) => void) | undefined;
  readonly #packets: boolean;
  readonly #up = new Flow('the guest to the host');
  readonly #down = new Flow('the host to the guest');
  readonly #started: number;

  constructor({ random, scenario, sabotage, write, packets }: BulkOptions) {
    this.random = random;
    this.scenario = scenario;
    this.sabotage = sabotage;
    this.#write = write;
    this.#packets = packets;
    this.#started = this.clock.now;
    this.network = new DatagramNetwork(this, random);
    const [up, down] = [this.#up, this.#down];
    const [guestId, hostId] = [this.#id(), this.#id()];
    const [guestWindow, hostWindow] = [random.skewed(1_000, 300_000), random.skewed(1_000, 300_000)];
    const guest = { localId: guestId, window: guestWindow, total: this.#total(), out: up, in: down };
    const host = { localId: hostId, window: hostWindow, total: this.#total(), out: down, in: up };
    this.guest = new BulkEnd(this, {
      ...guest,
      name: 'guest',
      remoteId: hostId,
      peerWindow: hostWindow,
      openSocket: (owner) => this.network.openForGuest('guest-1', 'guest-1', owner),
      peer: () => HOST_PATH,
    });
    this.host = new BulkEnd(this, {
      ...host,
      name: 'host',
      remoteId: guestId,
      peerWindow: guestWindow,
      openSocket: (owner) => this.network.openForHost(owner),
      peer: () => this.guest.socket.path,
    });
  }

  trace(line: () => string): void {
    this.#write?.(`${String((this.clock.now - this.#started) / 1_000).padStart(8)} s  ${line()}`);
  }

  tracePacket(line: () => string): void {
    if (this.#packets) this.trace(line);
  }

  run(): void {
    this.trace(() => JSON.stringify(this.scenario.datagrams));
    this.#plan();
    this.clock.run(this.scenario.troubleMs);
    this.inTrouble = false;
    this.network.storm = 0;
    const healedAt = this.clock.now;
    this.trace(() => 'the network is clean from here on');
    this.#arrive(healedAt);
    // With these each end is awake, and knows where the other is.
    for (const end of this.#ends) end.oneMore();
    this.#arrive(healedAt);
    this.#close();
  }

  /** Lets everything arrive. */
  #arrive(healedAt: number): void {
    for (let passed = 0; !this.#hasArrived; passed += STEP_MS) {
      if (passed > HEAL_MS) throw new Violation(`after ${HEAL_MS / 1_000} s not everything has arrived`);
      this.#checkOpen();
      for (const end of this.#ends) end.write(20_000);
      this.clock.run(STEP_MS);
      const free = Math.max(healedAt, this.guest.rest.awakeSince, this.host.rest.awakeSince);
      this.#up.check(free, this.clock.now);
      this.#down.check(free, this.clock.now);
    }
  }

  get #ends(): readonly BulkEnd[] {
    return [this.guest, this.host];
  }

  get #hasArrived(): boolean {
    return this.#ends.every(({ isDone }) => isDone) && this.#up.isEmpty && this.#down.isEmpty;
  }

  /** What a sleeper or a long cut may end is not planned here: nothing else may end the link. */
  #checkOpen(): void {
    for (const { isClosed } of this.#ends) if (isClosed) throw new Violation('the link was given up');
  }

  /** One end says its last words and closes at once: they arrive all the same, and then both ends are closed. */
  #close(): void {
    const [closing, other] = this.random.chance(0.5) ? [this.guest, this.host] : [this.host, this.guest];
    closing.oneMore();
    closing.write(1);
    closing.close();
    this.clock.run(CLOSING_MS);
    if (!this.#hasArrived || !other.hasPeerEnded) throw new Violation('the last words did not arrive');
    for (const { isClosed } of this.#ends) if (!isClosed) throw new Violation('an end was not closed');
  }

  #plan(): void {
    const { random, clock, network, scenario } = this;
    const { faults, attacks } = scenario.datagrams;
    const often = (count: number, work: () => void) => {
      for (let left = count; left > 0; left -= 1) clock.after(random.int(0, scenario.troubleMs), work);
    };
    // Cuts do not overlap for 30 s: there are few of them.
    often(Math.min(faults.partition, 2), () =>
      network.cut('guest-1', random.pick<Way>(['up', 'down', 'both']), random.skewed(20, LONGEST_CUT_MS)),
    );
    often(faults.storm, () => network.storms(random.skewed(100, LONGEST_CUT_MS)));
    often(faults.rebind, () => network.rebind(this.guest.socket));
    often(faults.roam, () => this.guest.roam());
    often(scenario.faults.guestStall, () => random.pick(this.#ends).pause(random.skewed(10, LONGEST_CUT_MS)));
    often(scenario.faults.guestSleep, () =>
      random.pick(this.#ends).rest.sleep(random.skewed(10, LONGEST_CUT_MS), random.chance(0.5), () => {}),
    );
    often(attacks, () => network.attacker.strike());
    const pause = random.skewed(5, 2_000);
    const largest = random.skewed(10, 60_000);
    const act = () => {
      if (!this.inTrouble) return;
      const end = random.pick(this.#ends);
      end.write(random.skewed(1, largest));
      if (random.chance(0.1)) end.sendEphemeral();
      clock.after(random.int(0, pause), act);
    };
    act();
  }

  #id(): LinkId {
    return { index: this.random.int(0, 0xffff_ffff), secret: this.random.int(0, 0xffff_ffff) };
  }

  #total(): number {
    return this.random.chance(0.1) ? 0 : this.random.skewed(1_000, 400_000);
  }
}

/** Makes the chance of a bulk run of its seed. */
export function bulkRandom(seed: number, salt: number): Random {
  return new Random(Math.imul(seed, 41) + salt + 7);
}
