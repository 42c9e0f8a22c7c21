import { encodeText } from '../../core/practice/text-codec.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import { type Impairment, isImpaired } from '../../shared/impairment/impairment.ts';
import type { LabClientConfig, LabText } from '../../shared/lab/lab-config.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import type { LabChunk, LabClient } from '../../shared/lab/lab-models.ts';
import { wallNow } from '../time/clocks.ts';
import { type ClientLink, openClientLink, remoteOf } from './client-link.ts';
import { TrafficCount } from './connection-record.ts';
import { openFile } from './file-to-send.ts';

export interface PracticeClientListener {
  /** A chunk or datagram with all of its bytes. */
  chunk(chunk: LabChunk): void;
  changed(): void;
}

type Sent = { readonly sent: number; readonly queued: number };

const NOT_CONNECTED = failure('not_connected', 'this client is not connected');
const QUEUE_FULL = failure('queue_full', 'the other side does not read, and too much waits already');

/** A small client to test one's server with: connects or binds, and sends what a person typed, as often as they like. */
export class PracticeClient {
  readonly config: LabClientConfig;
  readonly #listener: PracticeClientListener;
  readonly #counters = new TrafficCount();
  #link: ClientLink | undefined;
  /** Counts the connections, so that what an old one still tells is not taken for the new one's. */
  #turn = 0;
  #chunks = 0;
  #state: LabClient['state'] = 'connecting';
  #closedBy: LabClient['closedBy'];
  #problem: Problem | undefined;
  #local: string | undefined;
  #openedAt = wallNow();
  #endedAt: number | undefined;
  #closedAt: number | undefined;
  #reading = true;
  #impairment: Impairment | undefined;
  #repeat:
    | { timer: NodeJS.Timeout; readonly everyMs: number; sent: number; readonly times: number | undefined }
    | undefined;
  #file: { readonly path: string; sent: number; readonly total: number } | undefined;

  constructor(config: LabClientConfig, listener: PracticeClientListener) {
    this.config = config;
    this.#listener = listener;
  }

  /** Connects, or binds; what was open before is closed. The failure is also in the view. */
  async open(): Promise<Result<undefined>> {
    this.end();
    this.#turn += 1;
    const turn = this.#turn;
    this.#state = 'connecting';
    this.#closedBy = undefined;
    this.#problem = undefined;
    this.#endedAt = undefined;
    this.#closedAt = undefined;
    this.#reading = true;
    this.#openedAt = wallNow();
    this.#listener.changed();
    const mine = (act: () => void) => {
      if (turn === this.#turn) act();
    };
    const opened = await openClientLink(this.config, {
      received: (bytes, from) => mine(() => this.#travelled('in', bytes, from)),
      ended: () => mine(() => this.#ended()),
      drained: () => mine(() => this.#listener.changed()),
      failed: (problem) => mine(() => this.#report(problem)),
      closed: (by, problem) => mine(() => this.#closed(by, problem)),
    });
    if (turn !== this.#turn) {
      if (opened.ok) opened.value.close('close');
      return NOT_CONNECTED;
    }
    if (!opened.ok) {
      this.#closed('failed', opened.problem);
      return opened;
    }
    this.#link = opened.value;
    this.#link.impair(this.#impairment);
    this.#local = opened.value.local;
    this.#become('open');
    return success(undefined);
  }

  /** Sends each piece on its own, all in this turn. Fails with `not_connected`, `too_large`, `queue_full`, or as the text does. */
  send(pieces: readonly LabText[]): Result<Sent> {
    const encoded = encodeAll(pieces);
    return encoded.ok ? this.#sendBytes(encoded.value) : encoded;
  }

  /** Sends at once and then every `everyMs`, `times` times in all; until it can't any more, and then says why. */
  repeat(pieces: readonly LabText[], everyMs: number, times: number | undefined): Result<undefined> {
    const encoded = encodeAll(pieces);
    if (!encoded.ok) return encoded;
    const first = this.#sendBytes(encoded.value);
    if (!first.ok) return first;
    this.stopRepeat();
    if (times === 1) return success(undefined);
    const timer = setInterval(() => {
      const again = this.#sendBytes(encoded.value);
      repeat.sent += 1;
      if (!again.ok) this.#report(again.problem);
      if (!again.ok || repeat.sent === times) this.stopRepeat();
    }, everyMs);
    const repeat = { timer, everyMs, sent: 1, times };
    this.#repeat = repeat;
    this.#listener.changed();
    return success(undefined);
  }

  stopRepeat(): void {
    clearInterval(this.#repeat?.timer);
    this.#repeat = undefined;
    this.#listener.changed();
  }

  /** Begins to send a file, in pieces or datagrams of `pieceBytes`; the view shows how far it is, and what went wrong. */
  async sendFile(path: string, pieceBytes: number): Promise<Result<undefined>> {
    if (!this.#canSend()) return NOT_CONNECTED;
    const opened = await openFile(path);
    if (!opened.ok) return opened;
    const file = { path, sent: 0, total: opened.value.size };
    this.#file = file;
    void this.#pump(opened.value.pieces(pieceBytes), file).finally(() => opened.value.close());
    return success(undefined);
  }

  stopFile(): void {
    this.#file = undefined;
    this.#listener.changed();
  }

  setReading(on: boolean): Result<undefined> {
    const done = this.#link?.setReading(on) ?? NOT_CONNECTED;
    if (done.ok) {
      this.#reading = on;
      this.#listener.changed();
    }
    return done;
  }

  /** Treats its traffic badly, over new connections too; with settings that do nothing it travels as the network lets it. */
  impair(impairment: Impairment): void {
    this.#impairment = isImpaired(impairment) ? impairment : undefined;
    this.#link?.impair(this.#impairment);
    this.#listener.changed();
  }

  close(how: 'half-close' | 'close' | 'reset'): Result<undefined> {
    if (!this.#link) return NOT_CONNECTED;
    const done = this.#link.close(how);
    if (done.ok && how === 'half-close') this.#become('half-closed');
    return done;
  }

  /** Closes at once and for good, whatever it was doing. */
  end(): void {
    this.#turn += 1;
    this.stopRepeat();
    this.#file = undefined;
    this.#link?.close('close');
    this.#link = undefined;
  }

  view(): Omit<LabClient, 'id'> {
    const { everyMs, sent, times } = this.#repeat ?? {};
    return {
      config: this.config,
      state: this.#state,
      closedBy: this.#closedBy,
      problem: this.#problem,
      local: this.#local,
      remote: remoteOf(this.config),
      openedAt: this.#openedAt,
      endedAt: this.#endedAt,
      closedAt: this.#closedAt,
      reading: this.#reading,
      impairment: this.#impairment,
      queuedBytes: this.#link?.queuedBytes ?? 0,
      repeat: everyMs === undefined || sent === undefined ? undefined : { everyMs, sent, times },
      sendingFile: this.#file && { ...this.#file },
      ...this.#counters.view(),
    };
  }

  #canSend(): boolean {
    return this.#link !== undefined && (this.#state === 'open' || this.#state === 'ended');
  }

  #sendBytes(pieces: readonly Uint8Array[]): Result<Sent> {
    if (!this.#link || !this.#canSend()) return NOT_CONNECTED;
    let sent = 0;
    for (const piece of pieces) {
      if (piece.length === 0 && this.config.transport === 'tcp') continue;
      if (!this.#link.send(piece)) return QUEUE_FULL;
      this.#travelled('out', piece, remoteOf(this.config));
      sent += piece.length;
    }
    return success({ sent, queued: this.#link.queuedBytes });
  }

  async #pump(pieces: AsyncIterable<Uint8Array>, file: { sent: number }): Promise<void> {
    for await (const piece of pieces) {
      await this.#link?.caughtUp();
      if (this.#file !== file) return;
      const sent = this.#sendBytes([piece]);
      if (!sent.ok) {
        this.#report(sent.problem);
        break;
      }
      file.sent += piece.length;
    }
    if (this.#file === file) this.stopFile();
  }

  #travelled(direction: 'in' | 'out', bytes: Uint8Array, peer: string): void {
    this.#chunks += 1;
    this.#counters.add(direction, bytes.length);
    this.#listener.chunk({
      number: this.#chunks,
      at: wallNow(),
      direction,
      connection: 0,
      peer,
      size: bytes.length,
      bytes,
    });
  }

  #become(state: LabClient['state']): void {
    this.#state = state;
    this.#listener.changed();
  }

  #ended(): void {
    this.#endedAt = wallNow();
    this.#become('ended');
  }

  #report(problem: Problem): void {
    this.#problem = problem;
    this.#listener.changed();
  }

  #closed(by: LabClient['closedBy'], problem: Problem | undefined): void {
    this.#link = undefined;
    this.#closedBy = by;
    this.#problem = problem ?? this.#problem;
    this.#closedAt = wallNow();
    this.#file = undefined;
    this.#state = 'closed';
    this.stopRepeat();
  }
}

function encodeAll(pieces: readonly LabText[]): Result<readonly Uint8Array[]> {
  const encoded: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    const bytes = encodeText(piece);
    if (!bytes.ok) return bytes;
    encoded.push(bytes.value);
    size += bytes.value.length;
  }
  if (size > LAB_LIMITS.sendBytes)
    return failure('too_large', `at most ${LAB_LIMITS.sendBytes} bytes go at once`, { limit: LAB_LIMITS.sendBytes });
  return success(encoded);
}
