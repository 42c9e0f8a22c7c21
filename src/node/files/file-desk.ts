import type { Defects } from '../../core/defects.ts';
import type { Offer, Offered } from '../../core/room/room-offer.ts';
import { ContentSpool } from '../../core/transfer/content-spool.ts';
import { FairShare } from '../../core/transfer/fair-share.ts';
import type { Offering } from '../../core/transfer/file-messages.ts';
import type { FilePeer } from '../../core/transfer/file-ports.ts';
import { FileServer } from '../../core/transfer/file-server.ts';
import { type Allowance, Quota } from '../../core/transfer/quota.ts';
import { isProtocolError, type ProtocolError } from '../../core/wire/protocol-error.ts';
import type { Problem, Result } from '../../shared/error-codes.ts';
import { failure, success } from '../../shared/error-codes.ts';
import { FILE_LIMITS } from '../../shared/files/file-limits.ts';
import type { FileInfo } from '../../shared/files/file-models.ts';
import type { RoomLimits } from '../../shared/limits.ts';
import { fileProblem } from '../store/file-problem.ts';
import type { Rest } from '../store/rest/rest.ts';
import { monotonicNow, wallNow } from '../time/clocks.ts';
import { containedHashing } from './contained-hashing.ts';
import { sha256 } from './hashing.ts';
import { SpoolFolder } from './spool-folder.ts';

/**
 * Bytes of files that one turn of the host's event loop moves at the most: with hashing and system calls well under a
 * millisecond, which is what a message may have to wait for them.
 */
const BYTES_PER_TURN = 262_144;
/** While messages come, the disk's free room is looked at this often, in milliseconds. */
const LOOK_MS = 50;
const { listBytes, addressListBytes, addressLinks, linkIdleMs } = FILE_LIMITS;
const PERCENT = 100;

export interface FileDeskOptions {
  /** Folder of the contents. */
  readonly folder: string;
  readonly limits: RoomLimits;
  /** How contents lie on the disk; as they are unless it is said. */
  readonly rest?: Rest | undefined;
  /** Hears of what was thrown while one link was served. */
  readonly defects: Defects;
  /** Numbers a `file` event; it counts when `announced` was told so. */
  readonly offer: (offer: Offer, file: FileInfo) => Offered | ProtocolError;
}

type Told = Offered | Problem;

/** Where a hosted room takes files in and hands them out. */
export class FileDesk {
  readonly #options: FileDeskOptions;
  readonly #spool: ContentSpool;
  readonly #share: FairShare;
  readonly #servers = new Map<FileServer, { readonly peer: FilePeer; readonly place: Allowance }>();
  readonly #links: Quota;
  readonly #lists = new Quota(listBytes, addressListBytes);
  #lookedAt = 0;
  /** Events that are numbered and not on disk yet. */
  #announced: { readonly told: Told; readonly done: (told: Told) => void }[] = [];

  private constructor(options: FileDeskOptions, spool: ContentSpool) {
    this.#options = options;
    this.#spool = spool;
    // A link whose work failed stalls, and is ended for that.
    this.#share = new FairShare(
      BYTES_PER_TURN,
      (work) => setImmediate(work),
      (work) => options.defects.contain(work),
    );
    const { links } = options.limits;
    this.#links = new Quota(links, Math.ceil((links * addressLinks) / PERCENT));
  }

  /** Opens the folder. Fails with what the disk says. */
  static open(options: FileDeskOptions): Result<FileDesk> {
    try {
      const spool = new ContentSpool(options.limits, {
        storage: new SpoolFolder(options.folder, options.rest),
        hashing: containedHashing(options.defects),
        digest: sha256,
        monotonic: monotonicNow,
        wall: wallNow,
        dropped: () => {},
      });
      return success(new FileDesk(options, spool));
    } catch (error) {
      const { code, text, detail } = fileProblem(error, options.folder);
      return failure(code, text, detail);
    }
  }

  /** A link turned out to be one for files. @returns undefined when there are too many */
  serve(peer: FilePeer & Offer['peer']): FileServer | undefined {
    const place = this.#links.of(peer.address);
    if (!place.take(1)) return undefined;
    const ports = {
      spool: this.#spool,
      share: this.#share,
      lists: this.#lists.of(peer.address),
      announce: (offering: Offering, hash: string, done: (told: Told) => void) =>
        this.#announce(offering, { hash, peer }, done),
    };
    const server = new FileServer(peer, ports, monotonicNow());
    this.#servers.set(server, { peer, place });
    return server;
  }

  closed(server: FileServer): void {
    this.#servers.get(server)?.place.give(1);
    this.#servers.delete(server);
    server.closed();
  }

  /** The turn that numbered them is on disk, or was taken back because of `problem`. */
  settle(problem: Problem | undefined): void {
    const announced = this.#announced;
    this.#announced = [];
    this.#makeWay(problem?.code === 'disk_full');
    for (const { told, done } of announced) this.#options.defects.contain(() => done(problem ?? told));
  }

  /** Deadlines of file links, and of what nobody wants any more. */
  tick(now: number): void {
    const { linkStallMs } = this.#options.limits;
    for (const [server, { peer }] of this.#servers) {
      if (now - server.movedAt >= (server.isIdle ? linkIdleMs : linkStallMs)) peer.close();
    }
    this.#spool.tick(wallNow());
    this.#makeWay(true);
  }

  /** The log grew, or could not: looks at once, or now and then, whether files must make way. */
  #makeWay(atOnce: boolean): void {
    const now = monotonicNow();
    if (!atOnce && now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    this.#spool.makeWay();
  }

  close(): void {
    for (const { peer } of this.#servers.values()) peer.close();
    this.#spool.close();
  }

  #announce(
    { id, from, name, type, folder }: Offering,
    { hash, peer }: { readonly hash: string; readonly peer: Offer['peer'] },
    done: (told: Told) => void,
  ): void {
    const file = this.#spool.describe(hash, folder ? { name, type, folder } : { name, type });
    if (!file) return done({ code: 'file_gone', text: 'the content is gone again' });
    // Without an id the same content under the same name by the same member is one offer.
    const told = this.#options.offer(
      { id: id ?? sha256(Buffer.from(`${hash}/${name}`)).slice(0, OWN_ID), from, peer },
      file,
    );
    if (isProtocolError(told)) return done({ code: told.error, text: told.text });
    if (told.isKept) done(told);
    else this.#announced.push({ told, done });
  }
}

/** Characters of an id that the host makes. */
const OWN_ID = 32;
