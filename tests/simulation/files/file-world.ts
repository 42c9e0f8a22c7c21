import { DIGEST_SIZE, PIECE_SIZE, pieceCount } from '../../../src/core/transfer/constants.ts';
import { Download } from '../../../src/core/transfer/download.ts';
import { FairShare } from '../../../src/core/transfer/fair-share.ts';
import { FileClient } from '../../../src/core/transfer/file-client.ts';
import type { Offering } from '../../../src/core/transfer/file-messages.ts';
import { FileServer } from '../../../src/core/transfer/file-server.ts';
import { PieceStore } from '../../../src/core/transfer/piece-store.ts';
import { Quota } from '../../../src/core/transfer/quota.ts';
import { Upload, type UploadContent } from '../../../src/core/transfer/upload.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import { Random } from '../random.ts';
import { cheapHash, cheapHex, slowHashing } from './cheap-hash.ts';
import { FilePipe } from './file-pipe.ts';
import { MemoryDisk } from './memory-disk.ts';
import { MemorySpool, type WholeContents } from './memory-spool.ts';

/** Bytes of files that a turn of the host moves, as the real host has it. */
const PER_TURN = 262_144;
/** What was under way may be fetched again after a link broke: the client's window, and a piece on its way to disk. */
const WINDOW_PIECES = 11;

/** Bytes of lists of pieces that the host remembers. */
const LISTS_MOST = 1_048_576;

interface Content extends UploadContent {
  readonly bytes: Uint8Array;
}

/** A run of a program; its callbacks reach nobody once it crashed. */
interface Life {
  isOver: boolean;
}

/** Something that a member wants to be done, whatever happens. */
interface Task {
  readonly content: Content;
  readonly direction: 'send' | 'receive';
  /** Where a receiver puts it together. */
  readonly part: string;
  readonly id: string;
  isDone: boolean;
  received: Uint8Array | undefined;
  /** Pieces that came, over all runs. */
  fetched: number;
}

/** Hosts and members who move files over a network that breaks, falsifies and forgets. Everything follows from the seed. */
export class FileWorld {
  readonly clock = new Clock();
  readonly random: Random;
  readonly #contents: Content[];
  readonly #members: SimulatedMember[];
  readonly #whole: WholeContents = { bytes: new Map(), lists: new Map() };
  readonly #hostDisk: MemoryDisk;
  readonly told = new Map<string, number>();
  #hostLife: Life = { isOver: false };
  #spool: MemorySpool;
  #share: FairShare;
  readonly #lists = new Quota(LISTS_MOST, LISTS_MOST);
  readonly pipes = new Set<FilePipe>();
  isTroubled = true;
  /** Chance that one chunk is falsified. */
  readonly #flipChance: number;
  readonly faults = { cuts: 0, flips: 0, crashes: 0, cancels: 0 };

  constructor(seed: number, troubled: boolean) {
    this.random = new Random(seed);
    const { random } = this;
    this.isTroubled = troubled;
    this.#flipChance = troubled && random.chance(0.5) ? 0.002 + random.next() * 0.03 : 0;
    this.#hostDisk = new MemoryDisk(this.clock, random);
    this.#contents = Array.from({ length: random.int(1, 4) }, () => this.#drawContent());
    this.#spool = this.#newSpool();
    this.#share = this.#newShare();
    const senders = this.#contents.map((content) => new SimulatedMember(this, [content], []));
    const receivers = Array.from({ length: random.int(1, 3) }, () => new SimulatedMember(this, [], this.#contents));
    this.#members = [...senders, ...receivers];
  }

  /** Troubled time, then time in which all must come to its end. @throws Violation */
  run(): void {
    for (const member of this.#members) member.start();
    if (this.isTroubled) {
      for (let trouble = this.random.int(1, 12); trouble > 0; trouble -= 1) {
        this.clock.run(this.random.skewed(10, 4_000));
        this.#makeTrouble();
      }
      this.isTroubled = false;
    }
    for (let minute = 0; minute < 30 && !this.#members.every(({ isDone }) => isDone); minute += 1) {
      this.clock.run(60_000);
    }
    this.#check();
  }

  connect(member: SimulatedMember): FilePipe {
    const pipe = new FilePipe(this.clock, this.random, { flips: () => this.#flips() });
    const life = this.#hostLife;
    const server = new FileServer(
      pipe.hostEnd,
      {
        spool: this.#spool,
        share: this.#share,
        lists: this.#lists.of('somebody'),
        announce: (offering, _hash, done) => this.#announce(offering, life, done),
      },
      this.clock.now,
    );
    pipe.join(member.reader(pipe), {
      receive: (chunk) => !life.isOver && server.receive(chunk, this.clock.now),
      drained: () => !life.isOver && server.drained(this.clock.now),
      closed: () => !life.isOver && server.closed(),
    });
    this.pipes.add(pipe);
    return pipe;
  }

  #announce({ id = 'none' }: Offering, life: Life, done: (told: { id: string; seq: number } | Problem) => void): void {
    const seq = this.told.get(id) ?? this.told.size + 1;
    this.clock.after(this.random.int(0, 5), () => {
      if (life.isOver) return;
      this.told.set(id, seq);
      done({ id, seq });
    });
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
    for (const pipe of this.pipes) if (this.random.chance(0.7)) this.cut(pipe);
  }

  cut(pipe: FilePipe): void {
    if (pipe.isOpen) this.faults.cuts += 1;
    pipe.cut();
    this.pipes.delete(pipe);
  }

  #crashHost(): void {
    this.faults.crashes += 1;
    this.#hostLife.isOver = true;
    this.#hostLife = { isOver: false };
    if (this.random.chance(0.5)) this.#hostDisk.tear();
    for (const pipe of this.pipes) this.cut(pipe);
    this.#spool = this.#newSpool();
    this.#share = this.#newShare();
  }

  #newSpool(): MemorySpool {
    const life = this.#hostLife;
    return new MemorySpool(this.clock, this.#hostDisk, this.#whole, () => !life.isOver);
  }

  #newShare(): FairShare {
    const life = this.#hostLife;
    return new FairShare(PER_TURN, (work) => this.clock.after(0, () => !life.isOver && work()));
  }

  #drawContent(): Content {
    const size = this.random.pick([
      0,
      1,
      this.random.int(1, PIECE_SIZE),
      PIECE_SIZE,
      this.random.int(1, 4 * PIECE_SIZE),
    ]);
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += this.random.int(1, 4_000)) bytes[at] = this.random.int(1, 255);
    const list = new Uint8Array(pieceCount(size) * DIGEST_SIZE);
    for (let index = 0; index < pieceCount(size); index += 1) {
      const piece = bytes.subarray(index * PIECE_SIZE, (index + 1) * PIECE_SIZE);
      list.set(cheapHash(piece), index * DIGEST_SIZE);
    }
    return { bytes, hash: cheapHex(bytes), size, list };
  }

  #check(): void {
    for (const member of this.#members) member.check(this.faults);
    const sent = this.#members.flatMap(({ tasks }) => tasks).filter(({ direction }) => direction === 'send');
    const untold = sent.filter(({ id }) => !this.told.has(id));
    if (untold.length > 0) throw new Violation(`${untold.length} offers were never told`);
    // Below the pieces nothing finds a falsified byte: in an offer's header it makes another offer of the same content.
    const most = sent.length + this.faults.flips;
    if (this.told.size > most) throw new Violation(`${sent.length} offers became ${this.told.size} events`);
  }
}

/** A person's program: it crashes, and goes on with what its disk has. */
class SimulatedMember {
  readonly tasks: Task[];
  readonly #world: FileWorld;
  readonly #disk: MemoryDisk;
  #life: Life = { isOver: true };
  #client: FileClient | undefined;
  #moving: (Download | Upload)[] = [];

  constructor(world: FileWorld, sends: readonly Content[], receives: readonly Content[]) {
    this.#world = world;
    this.#disk = new MemoryDisk(world.clock, world.random);
    const task = (content: Content, direction: 'send' | 'receive'): Task => {
      const id = world.random.hex(12);
      return { content, direction, part: id, id, isDone: false, received: undefined, fetched: 0 };
    };
    this.tasks = [...sends.map((one) => task(one, 'send')), ...receives.map((one) => task(one, 'receive'))];
  }

  get isDone(): boolean {
    return this.tasks.every(({ isDone }) => isDone);
  }

  start(): void {
    this.#life = { isOver: false };
    this.#moving = this.tasks.filter(({ isDone }) => !isDone).map((task) => this.#begin(task));
    this.#dial();
  }

  crash(): void {
    this.#world.faults.crashes += 1;
    this.#life.isOver = true;
    if (this.#world.random.chance(0.3)) this.#disk.tear();
    this.#world.clock.after(this.#world.random.int(10, 5_000), () => this.#life.isOver && this.start());
  }

  /** The person gives up a fetch, and wants the file again all the same a moment later. */
  cancel(): void {
    const fetches = this.#moving.filter((moving) => moving instanceof Download);
    if (this.#life.isOver || fetches.length === 0) return;
    this.#world.faults.cancels += 1;
    const download = this.#world.random.pick(fetches);
    const task = taskOf.get(download) as Task;
    download.stop();
    this.#disk.parts.delete(task.part);
    this.#over(task, download, false);
  }

  reader(pipe: FilePipe) {
    const life = this.#life;
    const client = new FileClient(pipe.memberEnd, { failed: () => this.#world.cut(pipe) });
    this.#client = client;
    const alive = (work: () => void) => {
      if (!life.isOver && this.#client === client) work();
    };
    return {
      receive: (chunk: Uint8Array) => alive(() => client.receive(chunk)),
      drained: () => alive(() => client.pump()),
      closed: () =>
        alive(() => {
          client.closed();
          this.#client = undefined;
          this.#world.clock.after(this.#world.random.int(1, 2_000), () => !life.isOver && this.#dial());
        }),
    };
  }

  check({ cuts, flips, crashes, cancels }: FileWorld['faults']): void {
    for (const { content, direction, isDone, received, fetched } of this.tasks) {
      if (!isDone) throw new Violation(`${direction} of ${content.size} bytes never came to its end`);
      if (direction === 'send') continue;
      if (!received || cheapHex(received) !== content.hash)
        throw new Violation('what was received is not what was sent');
      const most = pieceCount(content.size) * (1 + cancels) + flips + WINDOW_PIECES * (cuts + crashes);
      if (fetched > most) throw new Violation(`${fetched} pieces were fetched, which ${most} would explain`);
    }
  }

  #dial(): void {
    if (this.#life.isOver || this.isDone) return;
    const life = this.#life;
    const pipe = this.#world.connect(this);
    for (const moving of this.#moving) this.#add(moving);
    // What is wanted before the host has it is asked for again.
    const look = () => {
      if (life.isOver || this.isDone || !pipe.isOpen) return;
      this.#retry();
      this.#world.clock.after(1_000, look);
    };
    this.#world.clock.after(1_000, look);
    // A falsified header can leave both ends waiting for each other; the real link is given up when nothing moves.
    this.#world.clock.after(this.#world.isTroubled ? 8_000 : 60_000, () => !life.isOver && this.#world.cut(pipe));
  }

  #retry(): void {
    for (const task of this.tasks) {
      const isMoving = this.#moving.some((moving) => taskOf.get(moving) === task);
      if (task.isDone || isMoving) continue;
      const moving = this.#begin(task);
      this.#moving.push(moving);
      this.#add(moving);
    }
  }

  #add(moving: Download | Upload): void {
    if (moving instanceof Upload) this.#client?.addUpload(moving);
    else this.#client?.addDownload(moving);
  }

  #begin(task: Task): Download | Upload {
    const moving = task.direction === 'send' ? this.#upload(task) : this.#download(task);
    taskOf.set(moving, task);
    return moving;
  }

  #upload(task: Task): Upload {
    const life = this.#life;
    const { content, id } = task;
    const offer = { id, device: '0'.repeat(32), nick: 'Ada', filename: id, media: '' };
    const upload: Upload = new Upload(content, offer, {
      read: (offset, length, done) =>
        this.#world.clock.after(
          this.#disk.delay(),
          () => !life.isOver && done(content.bytes.slice(offset, offset + length)),
        ),
      progress: () => {},
      wrongPiece: () => {},
      complete: () => this.#over(task, upload, true),
      failed: () => this.#over(task, upload, false),
    });
    return upload;
  }

  #download(task: Task): Download {
    const life = this.#life;
    // A cancelled one has closed its file.
    const lives = () => !life.isOver && this.#moving.includes(download);
    const { hash, size, list } = task.content;
    const hashing = slowHashing(this.#world.clock, () => this.#disk.delay(), lives);
    const download: Download = new Download(
      { hash, size, pieces: cheapHex(list) },
      {
        hashing,
        open: (known, done) => {
          const file = this.#disk.open(task.part, size, lives);
          const store = new PieceStore({ size, list: known, file, hashing, whole: false });
          store.recheck(file.length, () => done(store));
        },
        progress: () => {},
        wrongPiece: () => {},
        complete: () => {
          // It has its name now, and is written no more.
          task.received = this.#disk.parts.get(task.part)?.bytes;
          this.#disk.parts.delete(task.part);
          this.#over(task, download, true);
        },
        failed: () => this.#over(task, download, false),
        ready: () => this.#client?.pump(),
      },
    );
    const came = download.pieceCame.bind(download);
    download.pieceCame = (index) => {
      task.fetched += 1;
      came(index);
    };
    return download;
  }

  #over(task: Task, moving: Download | Upload, isDone: boolean): void {
    task.isDone = isDone;
    this.#moving = this.#moving.filter((one) => one !== moving);
    this.#client?.remove(moving);
  }
}

const taskOf = new WeakMap<Download | Upload, Task>();

/** Runs one seed. @returns what broke, if anything did */
export function simulateFiles(seed: number, troubled = true): string | undefined {
  try {
    new FileWorld(seed, troubled).run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
