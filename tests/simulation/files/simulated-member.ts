import { pieceCount } from '../../../src/core/transfer/constants.ts';
import { Download } from '../../../src/core/transfer/download.ts';
import { FileClient } from '../../../src/core/transfer/file-client.ts';
import { PieceStore } from '../../../src/core/transfer/piece-store.ts';
import { Upload } from '../../../src/core/transfer/upload.ts';
import type { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import type { Random } from '../random.ts';
import { cheapHex, slowHashing } from './cheap-hash.ts';
import type { Content } from './file-content.ts';
import type { FilePipe } from './file-pipe.ts';
import { MemoryDisk } from './memory-disk.ts';

/** What was under way may be fetched again after a link broke: the client's window, and a piece on its way to disk. */
const WINDOW_PIECES = 11;

/** What befell everybody so far. */
export interface Faults {
  cuts: number;
  flips: number;
  crashes: number;
  cancels: number;
}

/** The world as a member knows it. */
export interface MemberWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly isTroubled: boolean;
  connect(member: SimulatedMember): FilePipe;
  cut(pipe: FilePipe): void;
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

/** A person's program: it crashes, and goes on with what its disk has. */
export class SimulatedMember {
  readonly tasks: Task[];
  readonly #world: MemberWorld;
  readonly #disk: MemoryDisk;
  #life: Life = { isOver: true };
  #client: FileClient | undefined;
  #moving: (Download | Upload)[] = [];

  constructor(world: MemberWorld, sends: readonly Content[], receives: readonly Content[]) {
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

  check({ cuts, flips, crashes, cancels }: Faults): void {
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
