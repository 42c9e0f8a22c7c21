import { DIGEST_SIZE, FILE_SIZE_MAX, PIECE_SIZE, pieceCount } from '../../../src/core/transfer/constants.ts';
import type { FilePeer } from '../../../src/core/transfer/file-ports.ts';
import { encodeFrame } from '../../../src/core/wire/frame-writer.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { type Content, contentOf } from './file-content.ts';
import type { FilePipe, PipeReader } from './file-pipe.ts';

/** What a stranger does with file links: announces and sends nothing; asks and does not read; lies; fills the disk; talks rubbish. */
export const HOSTILE_KINDS = ['announcer', 'staller', 'liar', 'filler', 'rubbish'] as const;
export type HostileKind = (typeof HOSTILE_KINDS)[number];

/** The world as a stranger knows it. */
export interface StrangersWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly contents: readonly Content[];
  connectStranger(reader: PipeReader, address: string): FilePipe;
}

const MIB = 1_048_576;
/** Links that one of them has at a time. */
const LINKS = 4;
/** Different contents with which one fills the disk: together they are larger than what is free. */
const FILLINGS = 8;
/** Largest list of pieces that one makes up, in pieces. */
const PIECES_MOST = 512;

/** A peer that means harm, over a few links, until it is stopped. */
export class HostilePeer {
  readonly #world: StrangersWorld;
  readonly #kind: HostileKind;
  readonly #address: string;
  #isOver = false;
  readonly #pipes = new Set<FilePipe>();
  /** What it fills the disk with. */
  readonly #fillings: Content[] = [];
  /** Offers that it made, of contents that may come to be whole. */
  offers = 0;

  constructor(world: StrangersWorld, kind: HostileKind, address: string) {
    this.#world = world;
    this.#kind = kind;
    this.#address = address;
  }

  start(): void {
    for (let link = 0; link < LINKS; link += 1) this.#dial();
  }

  stop(): void {
    this.#isOver = true;
    for (const pipe of this.#pipes) pipe.cut();
  }

  #dial(): void {
    if (this.#isOver) return;
    const { clock, random } = this.#world;
    const pipe = this.#world.connectStranger(
      {
        receive: () => {},
        drained: () => {},
        closed: () => {
          this.#pipes.delete(pipe);
          clock.after(random.int(100, 3_000), () => this.#dial());
        },
      },
      this.#address,
    );
    this.#pipes.add(pipe);
    const act = () => {
      if (this.#isOver || !pipe.isOpen) return;
      this.#act(pipe.memberEnd);
      clock.after(random.skewed(5, 2_000), act);
    };
    clock.after(random.int(0, 100), act);
  }

  #act(link: FilePeer): void {
    // One who does not read lets the host's answers pile up.
    if (this.#kind === 'staller') link.pause(true);
    // What it has not got rid of yet it does not add to.
    if (link.queuedBytes() > 2 * MIB) return;
    const acts = {
      announcer: () => this.#announce(link),
      staller: () => this.#stall(link),
      liar: () => this.#lie(link),
      filler: () => this.#fill(link),
      rubbish: () => link.send(this.#bytes(this.#world.random.int(1, 5_000))),
    };
    acts[this.#kind]();
  }

  #announce(link: FilePeer): void {
    const { random } = this.#world;
    const size = random.pick([FILE_SIZE_MAX, FILE_SIZE_MAX - 1, random.int(1, PIECES_MOST) * PIECE_SIZE]);
    if (random.chance(0.5) || pieceCount(size) > PIECES_MOST) {
      link.send(encodeFrame({ type: 'put', hash: random.hex(64), total_size: size }));
      return;
    }
    const list = this.#bytes(pieceCount(size) * DIGEST_SIZE);
    link.send(encodeFrame({ type: 'ask', hash: random.hex(64), size, total_size: list.length }, list));
  }

  #stall(link: FilePeer): void {
    const { random, contents } = this.#world;
    for (let times = random.int(1, 200); times > 0; times -= 1) {
      const { hash, size } = random.pick(contents);
      if (random.chance(0.2)) link.send(encodeFrame({ type: 'pieces', hash }));
      else link.send(encodeFrame({ type: 'fetch', hash, offset: random.int(0, size) }));
    }
  }

  #lie(link: FilePeer): void {
    const { random, contents } = this.#world;
    const { hash, size, list } = random.pick(contents);
    const lies = [
      // Another size, other bytes, other pieces, the middle of something that nobody was asked about.
      () => this.#put(link, { hash, total_size: size + 1 }, this.#bytes(Math.min(size + 1, MIB))),
      () => this.#put(link, { hash, total_size: size }, this.#bytes(Math.min(size, MIB))),
      () => this.#put(link, { hash: random.hex(64), total_size: 3 * MIB, offset: MIB, length: MIB }, this.#bytes(MIB)),
      () => link.send(encodeFrame({ type: 'ask', hash, size, total_size: list.length }, this.#bytes(list.length))),
      () => {
        this.offers += 1;
        const offering = { nick: 'Eve', device: 'e'.repeat(32), filename: '../x', id: random.hex(8) };
        link.send(encodeFrame({ type: 'offer', ...offering, hash, total_size: size, offset: size, length: 0 }));
      },
    ];
    random.pick(lies)();
  }

  /** Sends as much of a content as it says will follow, or breaks off. */
  #put(link: FilePeer, fields: object, bytes: Uint8Array): void {
    link.send(encodeFrame({ type: 'put', length: bytes.length, ...fields }));
    link.send(bytes);
  }

  /** Contents that are right, but for the last piece that never comes; now and then one that is whole. */
  #fill(link: FilePeer): void {
    const { random } = this.#world;
    const number = random.int(0, FILLINGS - 1);
    this.#fillings[number] ??= contentOf(random, random.int(PIECE_SIZE + 1, 4 * PIECE_SIZE));
    const { hash, size, list, bytes } = this.#fillings[number];
    link.send(encodeFrame({ type: 'ask', hash, size, total_size: list.length }, list));
    const pieces = pieceCount(size) - (random.chance(0.1) ? 0 : 1);
    for (let index = 0; index < pieces; index += 1) {
      const piece = bytes.subarray(index * PIECE_SIZE, (index + 1) * PIECE_SIZE);
      this.#put(link, { hash, total_size: size, offset: index * PIECE_SIZE }, piece);
    }
  }

  #bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += this.#world.random.int(1, 500)) bytes[at] = this.#world.random.int(0, 255);
    return bytes;
  }
}
