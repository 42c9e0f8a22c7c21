import { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import { Random } from '../random.ts';
import { type Content, drawContent } from './file-content.ts';
import { FilePipe, type PipeReader } from './file-pipe.ts';
import { HOSTILE_KINDS, HostilePeer } from './hostile-peer.ts';
import { SimulatedHost } from './simulated-host.ts';
import { type Faults, type MemberWorld, SimulatedMember } from './simulated-member.ts';

const MIB = 1_048_576;
/** Bytes that the disk has beside what is honest, and bytes that all messages together take of it. */
const ROOM_FOR_OTHERS = 4 * MIB;
const MESSAGES_MOST = 2 * MIB;
const MESSAGE_MOST = 20_000;

export interface WorldOptions {
  readonly troubled?: boolean;
  /** True for peers that mean harm, on a disk that is small. */
  readonly hostile?: boolean;
}

/** Hosts and members who move files over a network that breaks, falsifies and forgets. Everything follows from the seed. */
export class FileWorld implements MemberWorld {
  readonly clock = new Clock();
  readonly random: Random;
  readonly contents: readonly Content[];
  readonly host: SimulatedHost;
  readonly #members: readonly SimulatedMember[];
  readonly #hostile: readonly HostilePeer[];
  readonly #pipes = new Set<FilePipe>();
  #said = 0;
  isTroubled: boolean;
  /** Chance that one chunk is falsified. */
  readonly #flipChance: number;
  readonly faults: Faults = { cuts: 0, flips: 0, crashes: 0, cancels: 0 };

  constructor(seed: number, { troubled = true, hostile = false }: WorldOptions = {}) {
    this.random = new Random(seed);
    const { random } = this;
    this.isTroubled = troubled;
    this.#flipChance = troubled && random.chance(0.5) ? 0.002 + random.next() * 0.03 : 0;
    this.contents = Array.from({ length: random.int(1, 4) }, () => drawContent(random));
    const bytes = this.contents.reduce((sum, { size }) => sum + size, 0);
    // Half of a small disk is left to the log.
    const capacity = hostile ? 2 * (bytes + ROOM_FOR_OTHERS + MESSAGES_MOST) : Number.MAX_SAFE_INTEGER;
    this.host = new SimulatedHost(this.clock, random, capacity);
    const senders = this.contents.map((content) => new SimulatedMember(this, [content], []));
    const receivers = Array.from({ length: random.int(1, 3) }, () => new SimulatedMember(this, [], this.contents));
    this.#members = [...senders, ...receivers];
    const count = hostile ? random.int(1, 5) : 0;
    this.#hostile = Array.from({ length: count }, (_, at) => {
      return new HostilePeer(this, random.pick(HOSTILE_KINDS), `hostile ${at % 2}`);
    });
  }

  /** Troubled time, then time in which all must come to its end. @throws Violation */
  run(): void {
    for (const member of this.#members) member.start();
    for (const peer of this.#hostile) peer.start();
    this.#talk();
    if (this.isTroubled) {
      for (let trouble = this.random.int(1, 12); trouble > 0; trouble -= 1) {
        this.clock.run(this.random.skewed(10, 4_000));
        this.#makeTrouble();
      }
      this.#checkNothingLost();
      this.isTroubled = false;
    }
    for (const peer of this.#hostile) peer.stop();
    // What strangers left makes way when nobody wanted it for an hour.
    const minutes = this.#hostile.length > 0 ? 90 : 30;
    for (let minute = 0; minute < minutes && !this.#members.every(({ isDone }) => isDone); minute += 1) {
      this.clock.run(60_000);
    }
    this.#check();
  }

  connect(member: SimulatedMember): FilePipe {
    const pipe = this.#pipe();
    this.#join(pipe, member.reader(pipe), 'members');
    return pipe;
  }

  /** A stranger's link: what it reads goes to nobody, and its own bytes are as it likes. */
  connectStranger(reader: PipeReader, address: string): FilePipe {
    const pipe = this.#pipe();
    this.#join(pipe, reader, address);
    return pipe;
  }

  cut(pipe: FilePipe): void {
    if (pipe.isOpen) this.faults.cuts += 1;
    pipe.cut();
    this.#pipes.delete(pipe);
  }

  #pipe(): FilePipe {
    const pipe = new FilePipe(this.clock, this.random, { flips: () => this.#flips() });
    this.#pipes.add(pipe);
    return pipe;
  }

  #join(pipe: FilePipe, reader: PipeReader, address: string): void {
    const host = this.host.serve(pipe.hostEnd, address);
    pipe.join(reader, host ?? NOBODY);
    if (!host) pipe.cut();
  }

  /** People talk beside the files, and each message is taken. */
  #talk(): void {
    const size = this.random.int(100, MESSAGE_MOST);
    if (this.#said + size > MESSAGES_MOST) return;
    this.#said += size;
    this.host.say(size);
    this.clock.after(this.random.int(10, 1_000), () => this.#talk());
  }

  #flips(): boolean {
    const flips = this.isTroubled && this.random.chance(this.#flipChance);
    if (flips) this.faults.flips += 1;
    return flips;
  }

  #makeTrouble(): void {
    const kind = this.random.int(1, 12);
    if (kind > 10) this.random.pick(this.#members).cancel();
    else if (kind <= 5) this.#cutSome();
    else if (kind <= 8) this.random.pick(this.#members).crash();
    else this.#crashHost();
  }

  /** A cable, a sleeping computer, a toggle: for a file link they are all the same. */
  #cutSome(): void {
    for (const pipe of this.#pipes) if (this.random.chance(0.7)) this.cut(pipe);
  }

  #crashHost(): void {
    this.faults.crashes += 1;
    this.host.crash();
    for (const pipe of this.#pipes) this.cut(pipe);
  }

  /** What strangers do drops nothing that somebody wanted within the hour. */
  #checkNothingLost(): void {
    const lost = this.contents.filter(({ hash }) => this.host.dropped.has(hash));
    if (lost.length > 0) throw new Violation(`${lost.length} files of honest members were dropped`);
  }

  #check(): void {
    for (const member of this.#members) member.check(this.faults);
    const { told } = this.host;
    const sent = this.#members.flatMap(({ tasks }) => tasks).filter(({ direction }) => direction === 'send');
    const untold = sent.filter(({ id }) => !told.has(id));
    if (untold.length > 0) throw new Violation(`${untold.length} offers were never told`);
    // Below the pieces nothing finds a falsified byte: in an offer's header it makes another offer of the same content.
    const strange = this.#hostile.reduce((sum, { offers }) => sum + offers, 0);
    const most = sent.length + this.faults.flips + strange;
    if (told.size > most) throw new Violation(`${sent.length} offers became ${told.size} events`);
  }
}

/** The host has no place for a link. */
const NOBODY: PipeReader = { receive: () => {}, drained: () => {}, closed: () => {} };

/** Runs one seed. @returns what broke, if anything did */
export function simulateFiles(seed: number, options: WorldOptions = {}): string | undefined {
  try {
    new FileWorld(seed, options).run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
