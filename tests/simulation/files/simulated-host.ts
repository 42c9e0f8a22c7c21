import { ContentSpool } from '../../../src/core/transfer/content-spool.ts';
import { FairShare } from '../../../src/core/transfer/fair-share.ts';
import type { Offering } from '../../../src/core/transfer/file-messages.ts';
import type { FilePeer } from '../../../src/core/transfer/file-ports.ts';
import { FileServer } from '../../../src/core/transfer/file-server.ts';
import { Quota } from '../../../src/core/transfer/quota.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { FILE_LIMITS } from '../../../src/shared/files/file-limits.ts';
import { DEFAULT_LIMITS } from '../../../src/shared/limits.ts';
import type { Clock } from '../clock.ts';
import { Violation } from '../ledger.ts';
import type { Random } from '../random.ts';
import { cheapHex, slowHashing } from './cheap-hash.ts';
import type { PipeReader } from './file-pipe.ts';
import { MemoryDisk } from './memory-disk.ts';
import { MemoryStorage, StoredContents } from './memory-storage.ts';

/** Bytes of files that a turn of the host moves, as the real host has it. */
const PER_TURN = 262_144;
const TICK_MS = 1_000;
/** What a link may have waiting: the queue, a chunk, and answers of a few hundred bytes to all that it may ask at a time. */
const LINK_QUEUE_MOST = 1_300_000;
const LINKS = 64;
const PERCENT = 100;

/** A run of a program; its callbacks reach nobody once it crashed. */
interface Life {
  isOver: boolean;
  readonly spool: ContentSpool;
  readonly storage: MemoryStorage;
  readonly share: FairShare;
  readonly links: Quota;
  readonly lists: Quota;
  readonly servers: Map<FileServer, FilePeer>;
}

/** The host: its files on a disk that may be small, beside the room's log, which must always find room. */
export class SimulatedHost {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly disk: MemoryDisk;
  readonly #stored = new StoredContents();
  #life: Life;
  /** Bytes of all messages. */
  #log = 0;
  /** Events of files by the offers' ids. */
  readonly told = new Map<string, number>();
  /** Hashes of contents that were dropped. */
  readonly dropped = new Set<string>();
  /** The most of each that was seen. */
  readonly peaks = { readers: 0, listBytes: 0, queuedBytes: 0 };

  constructor(clock: Clock, random: Random, capacity: number) {
    this.#clock = clock;
    this.#random = random;
    this.disk = new MemoryDisk(clock, random, capacity);
    this.#life = this.#start();
    const tick = () => {
      this.#tick();
      clock.after(TICK_MS, tick);
    };
    clock.after(TICK_MS, tick);
  }

  /** A link is opened. @returns who reads it at this end; undefined where the host has no place for it */
  serve(peer: FilePeer, address: string): PipeReader | undefined {
    const life = this.#life;
    const place = life.links.of(address);
    if (!place.take(1)) return undefined;
    const { spool, share } = life;
    const ports = { spool, share, lists: life.lists.of(address), announce: this.#announcer(life) };
    const server = new FileServer(peer, ports, this.#clock.now);
    life.servers.set(server, peer);
    return {
      receive: (chunk) => !life.isOver && server.receive(chunk, this.#clock.now),
      drained: () => !life.isOver && server.drained(this.#clock.now),
      closed: () => {
        if (life.isOver) return;
        life.servers.delete(server);
        place.give(1);
        server.closed();
      },
    };
  }

  /** Somebody says something. @throws Violation where the log finds no room */
  say(bytes: number): void {
    this.#life.spool.makeWay();
    if (this.disk.free < bytes) throw new Violation(`a message of ${bytes} bytes was refused, for files have the disk`);
    this.disk.other += bytes;
    this.#log += bytes;
    this.#checkReserve();
  }

  /** Of what files leave free, nobody but the log takes any. */
  #checkReserve(): void {
    const { free, capacity } = this.disk;
    const reserve = Math.min(FILE_LIMITS.diskReserveBytes, (capacity * FILE_LIMITS.diskReserve) / PERCENT);
    if (free < reserve - this.#log)
      throw new Violation(`files took ${reserve - this.#log - free} bytes of the log's reserve`);
  }

  crash(): void {
    this.#life.isOver = true;
    if (this.#random.chance(0.5)) this.disk.tear();
    this.#life = this.#start();
  }

  #start(): Life {
    const clock = this.#clock;
    const lives = () => !life.isOver;
    const wall = () => clock.now;
    const storage = new MemoryStorage(this.disk, this.#stored, wall, lives);
    const hashing = slowHashing(clock, () => this.disk.delay(), lives);
    const dropped = (hashes: readonly string[]) => {
      for (const hash of hashes) this.dropped.add(hash);
    };
    const ports = { storage, hashing, digest: cheapHex, monotonic: wall, wall, dropped };
    const life: Life = {
      isOver: false,
      spool: new ContentSpool(DEFAULT_LIMITS, ports),
      storage,
      share: new FairShare(PER_TURN, (work) => clock.after(0, () => lives() && work())),
      links: new Quota(LINKS, (LINKS * FILE_LIMITS.addressLinks) / PERCENT),
      lists: new Quota(FILE_LIMITS.listBytes, FILE_LIMITS.addressListBytes),
      servers: new Map(),
    };
    return life;
  }

  #tick(): void {
    const { servers, spool, storage, lists } = this.#life;
    const { now } = this.#clock;
    for (const [server, peer] of servers) {
      const patience = server.isIdle ? FILE_LIMITS.linkIdleMs : DEFAULT_LIMITS.linkStallMs;
      if (now - server.movedAt >= patience) peer.close();
    }
    spool.tick(now);
    spool.makeWay();
    this.#checkReserve();
    const queued = Math.max(0, ...[...servers.values()].map((peer) => peer.queuedBytes()));
    if (storage.openReaders > servers.size) {
      throw new Violation(`${storage.openReaders} contents are open for ${servers.size} links`);
    }
    if (queued > LINK_QUEUE_MOST) throw new Violation(`${queued} bytes wait for one link`);
    this.peaks.readers = Math.max(this.peaks.readers, storage.openReaders);
    this.peaks.listBytes = Math.max(this.peaks.listBytes, lists.taken);
    this.peaks.queuedBytes = Math.max(this.peaks.queuedBytes, queued);
  }

  #announcer(life: Life) {
    type Done = (told: { id: string; seq: number } | Problem) => void;
    return ({ id = 'none', name, type }: Offering, hash: string, done: Done) => {
      if (!life.spool.describe(hash, { name, type })) return done({ code: 'file_gone', text: 'it is gone again' });
      const seq = this.told.get(id) ?? this.told.size + 1;
      this.#clock.after(this.#random.int(0, 5), () => {
        if (life.isOver) return;
        this.told.set(id, seq);
        done({ id, seq });
      });
    };
  }
}
