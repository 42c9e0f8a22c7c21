import { backoff } from '../../core/session/backoff.ts';
import type { Download } from '../../core/transfer/download.ts';
import { FileClient } from '../../core/transfer/file-client.ts';
import { Upload } from '../../core/transfer/upload.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Transport } from '../../shared/models.ts';
import type { Dial } from '../net/dial.ts';
import type { StreamLink } from '../net/stream-link.ts';

export interface FileLinkOptions {
  readonly dial: Dial;
  /** What the next link goes over. */
  readonly transport: () => Transport;
  /** The link broke or could not be opened, and is tried again; undefined when it is there. */
  readonly waits: (problem: Problem | undefined) => void;
}

type Moving = Download | Upload;

const TICK_MS = 1_000;
/** A link that does not open, or on which nothing moves though something should, is given up. */
const OPEN_MS = 10_000;
const STALL_MS = 20_000;
/** A link that nobody needs is closed. */
const IDLE_MS = 5_000;

interface Live {
  readonly stream: StreamLink;
  readonly client: FileClient;
  isOpen: boolean;
  movedAt: number;
}

/** The link over which all files of a member travel: opened when there is something to move, opened again when it breaks. */
export class FileLink {
  readonly #options: FileLinkOptions;
  readonly #moving = new Set<Moving>();
  #live: Live | undefined;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: FileLinkOptions) {
    this.#options = options;
  }

  /** Something is to be moved: opens a link if there is none. */
  add(moving: Moving): void {
    if (this.#isClosed) return;
    this.#moving.add(moving);
    if (this.#live?.isOpen) addTo(this.#live.client, moving);
    else if (!this.#live && this.#retry === undefined) this.#dial();
  }

  remove(moving: Moving): void {
    this.#moving.delete(moving);
    this.#live?.client.remove(moving);
  }

  /** A transfer may want more than before. */
  pump(): void {
    if (this.#live?.isOpen) this.#live.client.pump();
  }

  /** Goes on over a new link, at once: the network or the transport changed. */
  renew(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#attempt = 0;
    this.#drop();
    if (this.#moving.size > 0) this.#dial();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#moving.clear();
    this.#drop();
  }

  #dial(): void {
    this.#ticker ??= setInterval(() => this.#tick(), TICK_MS);
    let opened = () => {};
    const live = (): Live | undefined => (this.#live?.stream === stream ? this.#live : undefined);
    const stream: StreamLink = this.#options.dial(this.#options.transport(), () => opened(), {
      received: (chunk) => {
        const current = live();
        if (!current) return;
        current.movedAt = performance.now();
        current.client.receive(chunk);
      },
      drained: () => {
        const current = live();
        if (!current) return;
        current.movedAt = performance.now();
        current.client.pump();
      },
      ended: () => {},
      closed: (problem) => {
        if (live()) this.#lost(problem);
      },
    });
    const client = new FileClient(stream, { failed: (problem) => this.#failed(stream, problem) });
    this.#live = { stream, client, isOpen: false, movedAt: performance.now() };
    opened = () => {
      const current = live();
      if (!current) return;
      current.isOpen = true;
      this.#attempt = 0;
      this.#options.waits(undefined);
      for (const moving of this.#moving) addTo(client, moving);
    };
  }

  #failed(stream: StreamLink, problem: Problem): void {
    if (this.#live?.stream !== stream) return;
    stream.destroy();
    this.#lost(problem);
  }

  #lost(problem: Problem): void {
    this.#drop();
    if (this.#isClosed || this.#moving.size === 0) return;
    this.#attempt += 1;
    this.#options.waits(problem);
    this.#retry = setTimeout(
      () => {
        this.#retry = undefined;
        if (this.#moving.size > 0) this.#dial();
      },
      backoff(this.#attempt, Math.random()),
    );
  }

  #drop(): void {
    const live = this.#live;
    this.#live = undefined;
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    live?.client.closed();
    live?.stream.close();
  }

  #tick(): void {
    const live = this.#live;
    if (!live) return;
    const quiet = performance.now() - live.movedAt;
    if (live.client.isIdle) {
      if (quiet >= IDLE_MS) this.#drop();
    } else if (quiet >= (live.isOpen ? STALL_MS : OPEN_MS) && !(live.isOpen && live.client.isWaiting)) {
      live.stream.destroy();
      this.#lost({ code: 'timed_out', text: 'nothing moves on the link' });
    }
  }
}

function addTo(client: FileClient, moving: Moving): void {
  if (moving instanceof Upload) client.addUpload(moving);
  else client.addDownload(moving);
}
